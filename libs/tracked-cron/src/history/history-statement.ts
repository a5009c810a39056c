import { walksDown, type Births } from './births.js';
import type { HistoryPosition } from './history-cursor.js';
import { isOneOf, type HistoryPart, type Whose } from './history-filters.js';
import { orderBy, type HistoryOrder } from './history-sort.js';
import type { HistorySources } from './history-sources.js';
import type { SqlParameters } from './sql-parameters.js';

/** The last id to look at; null where there is nothing farther on. */
export interface Nearest {
  readonly id: string | null;
}

/** Writes the statements of a query over the parts it consists of. */
export class HistoryStatement {
  constructor(
    private readonly sources: HistorySources,
    private readonly parts: readonly HistoryPart[],
    private readonly order: HistoryOrder,
    private readonly parameters: SqlParameters,
  ) {}

  /**
   * One page from a position on, in the direction of walking.
   * @param within a {@link nearest}; null: everywhere
   * @param births where the rows lie that births find; null: there are none
   */
  page(
    position: HistoryPosition | null,
    limit: number,
    within: Nearest | null = null,
    births: Births | null = null,
  ): string {
    const ordered = `order by ${orderBy(this.order, isReversed(position), 'e.')} limit ${limit}`;
    const beyond = [...this.beyond(position), ...this.within(position, within)];
    const rows = this.parts.map((part) => {
      const { whose, also } = part;
      const born = this.born(births);
      const narrowed = [...this.of(part), ...also.map((one) => this.filter(one)), ...beyond, ...born];
      const of = (more: readonly string[]) =>
        `select ${this.sources.columns} from ${this.from(part)} where ${[...narrowed, ...more].join(' and ')} ${ordered}`;
      if (whose === null) return `(${of([])})`;
      if (whose.values.length === 1) return `(${of([isOneOf(whose, this.parameters)])})`;
      if (within !== null) return `(${of([this.filter(whose)])})`;
      const { column, type, values } = whose;
      return `(select e.* from unnest(${this.parameters.add(values)}::${type}[]) as one(value)
        cross join lateral (${of([`e.${column} = one.value`])}) e ${ordered})`;
    });
    return `select ${this.sources.selection} from (${rows.join('\nunion all\n')}) e ${ordered}`;
  }

  /**
   * Up to which id one has to look through everybody's rows for the nearest of them from a position on: so many of each part.
   * No row where there are no more of any part.
   */
  nearest(position: HistoryPosition | null, count: number): string {
    const reversed = isReversed(position);
    const beyond = this.beyond(position);
    const bounds = this.parts.map((part) => {
      const all = [...this.of(part), ...beyond].join(' and ');
      return `(select e.id from ${this.from(part)} where ${all} order by ${orderBy(this.order, reversed, 'e.')}
        offset ${count} limit 1)`;
    });
    return `select id from (${bounds.join('\nunion all\n')}) e order by ${orderBy(this.order, reversed)} limit 1`;
  }

  /**
   * Which row completes a page, in the order of births. No row where there are fewer of each part.
   */
  lastBirth(position: HistoryPosition | null, count: number, births: Births): string {
    const direction = walksDown(position, this.order) ? 'desc' : 'asc';
    const lasts = this.parts.map((part) => {
      const { whose, also } = part;
      const those = whose === null ? [] : [isOneOf(whose, this.parameters)];
      const narrowed = [...this.of(part), ...those, ...also.map((one) => this.filter(one))];
      const all = [...narrowed, ...this.beyond(position), ...this.born(births)];
      return `(select e.id from ${this.from(part)} where ${all.join(' and ')}
        order by e.id ${direction} offset ${count - 1} limit 1)`;
    });
    return `select id from (${lasts.join('\nunion all\n')}) e order by id ${direction} limit 1`;
  }

  /** How many rows match, counted no further than `cap`; null for all. */
  count(cap: number | null): string {
    const limit = cap === null ? '' : `limit ${cap}`;
    const rows = this.parts.map((part) => {
      const { whose, also } = part;
      const narrowing = whose === null ? also : [whose, ...also];
      const all = [...this.of(part), ...narrowing.map((one) => isOneOf(one, this.parameters))];
      return `(select 1 from ${this.from(part)} where ${all.join(' and ')} ${limit})`;
    });
    return `select count(*)::int as value from (select 1 from (${rows.join('\nunion all\n')}) parts ${limit}) counted`;
  }

  private from({ kept }: HistoryPart): string {
    return `${kept === 'live' ? this.sources.live : this.sources.ended} e`;
  }

  private of(part: HistoryPart): readonly string[] {
    return part.conditions(this.parameters);
  }

  /**
   * The condition, without tempting the planner to gather rows by it that an order by id makes superfluous. Several values are hashed
   * once, not looked through for each row.
   */
  private filter(whose: Whose): string {
    const { column, type, values, none } = whose;
    if (values.length === 1) return `(${isOneOf(whose, this.parameters)}) is true`;
    const list = `select unnest(${this.parameters.add(values)}::${type}[])`;
    return `(e.${column} ${none ? 'not in' : 'in'} (${list})) is true`;
  }

  private within(position: HistoryPosition | null, within: Nearest | null): string[] {
    if (within === null || within.id === null) return [];
    return [`e.id ${walksDown(position, this.order) ? '>=' : '<='} ${this.parameters.add(within.id)}::uuid`];
  }

  private born(births: Births | null): string[] {
    const { from, to } = births ?? { from: null, to: null };
    return [
      ...(from === null ? [] : [`e.id >= ${this.parameters.add(from)}::uuid`]),
      ...(to === null ? [] : [`e.id <= ${this.parameters.add(to)}::uuid`]),
    ];
  }

  private beyond(position: HistoryPosition | null): string[] {
    if (position === null) return [];
    const { id, value, inclusive } = position;
    const comparison = `${walksDown(position, this.order) ? '<' : '>'}${inclusive ? '=' : ''}`;
    const place = `${this.parameters.add(id)}::uuid`;
    const { key } = this.order;
    if (key === null) return [`e.id ${comparison} ${place}`];
    const at = this.parameters.add(key.type === 'float8' ? value : new Date(value!));
    return [`(e.${key.column}, e.id) ${comparison} (${at}::${key.type}, ${place})`];
  }
}

function isReversed(position: HistoryPosition | null): boolean {
  return position?.direction === 'back';
}
