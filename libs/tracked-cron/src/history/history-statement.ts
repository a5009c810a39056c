import type { HistoryPosition } from './history-cursor.js';
import type { HistoryPart } from './history-filters.js';
import { orderBy, type HistoryOrder } from './history-sort.js';
import type { SqlParameters } from './sql-parameters.js';

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
    const ordered = `order by ${orderBy(this.order, reversed, 'e.')} limit ${limit}`;
    const rows = this.parts.map(({ conditions, each }) => {
      const of = (more: readonly string[]) =>
        `select e.* from ${this.view} e where ${[...conditions, ...more, ...beyond].join(' and ')} ${ordered}`;
      if (each === null) return `(${of([])})`;
      const { values, condition } = this.oneOf(each);
      return `(select e.* from unnest(${values}) as one(value) cross join lateral (${of([condition])}) e ${ordered})`;
    });
    return `select ${this.selection} from (${rows.join('\nunion all\n')}) e ${ordered}`;
  }

  /** How many rows match, counted no further than `cap`; null for all. */
  count(cap: number | null): string {
    const limit = cap === null ? '' : `limit ${cap}`;
    const rows = this.parts.map(({ conditions, each }) => {
      const more =
        each === null ? [] : [`e.${each.column} = any(${this.parameters.add(each.values)}::text[])`];
      return `(select 1 from ${this.view} e where ${[...conditions, ...more].join(' and ')} ${limit})`;
    });
    return `select count(*)::int as value from (select 1 from (${rows.join('\nunion all\n')}) parts ${limit}) counted`;
  }

  private oneOf({ column, values }: NonNullable<HistoryPart['each']>) {
    return { values: `${this.parameters.add(values)}::text[]`, condition: `e.${column} = one.value` };
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
