import type { HistoryPosition } from './history-cursor.js';
import type { HistoryPart } from './history-filters.js';
import { orderBy, type HistoryOrder } from './history-sort.js';
import type { SqlParameters } from './sql-parameters.js';

/** Error texts have no index: they are searched in this many of the newest executions that went wrong. */
const ERRORS_SEARCHED = 10_000;

/** Writes the statements of a query over the parts it consists of. */
export class HistoryStatement {
  /**
   * @param view the view of all executions, qualified
   * @param selection what is selected of `e`
   */
  constructor(
    private readonly view: string,
    private readonly selection: string,
    private readonly parts: readonly HistoryPart[],
    private readonly order: HistoryOrder,
    private readonly parameters: SqlParameters,
  ) {}

  /** One page from a position on, in the direction of walking. */
  page(position: HistoryPosition | null, limit: number): string {
    const reversed = position?.direction === 'back';
    const beyond = position === null ? [] : [this.beyond(position)];
    const rows = this.parts.map(
      (
        part,
      ) => `(select e.* from ${this.source(part)} where ${[...this.conditions(part), ...beyond].join(' and ')}
        order by ${orderBy(this.order, reversed, 'e.')} limit ${limit})`,
    );
    return `select ${this.selection} from (${rows.join('\nunion all\n')}) e order by ${orderBy(this.order, reversed, 'e.')} limit ${limit}`;
  }

  /** How many rows match, counted no further than `cap`; null for all. */
  count(cap: number | null): string {
    const limit = cap === null ? '' : `limit ${cap}`;
    const rows = this.parts.map(
      (part) => `(select 1 from ${this.source(part)} where ${this.conditions(part).join(' and ')} ${limit})`,
    );
    return `select count(*)::int as value from (select 1 from (${rows.join('\nunion all\n')}) parts ${limit}) counted`;
  }

  private source({ conditions, errorPattern }: HistoryPart): string {
    if (errorPattern === null) return `${this.view} e`;
    return `(select e.* from ${this.view} e where ${conditions.join(' and ')} order by e.id desc limit ${ERRORS_SEARCHED}) e`;
  }

  private conditions({ conditions, errorPattern }: HistoryPart): readonly string[] {
    return errorPattern === null ? conditions : [`e.error_message ilike ${errorPattern}`];
  }

  private beyond({ id, value, direction, inclusive }: HistoryPosition): string {
    const downwards = this.order.descending === (direction === 'forward');
    const comparison = `${downwards ? '<' : '>'}${inclusive ? '=' : ''}`;
    const place = `${this.parameters.add(id)}::uuid`;
    const { key } = this.order;
    if (key === null) return `e.id ${comparison} ${place}`;
    const at = this.parameters.add(key.type === 'float8' ? value : new Date(value!));
    return `(e.${key.column}, e.id) ${comparison} (${at}::${key.type}, ${place})`;
  }
}
