import { SystemClock, type Clock } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import { AnyExecutionView } from './any-execution.view.js';
import { birthsFrom, birthsUpTo } from './births.js';
import { executionRecordOf } from './execution-record.js';
import { FailedAttemptsRepository } from './failed-attempts.repository.js';
import { decodeCursor, querySignature, type HistoryPosition } from './history-cursor.js';
import { isOfMany, isRare, partsOf, type HistoryPart } from './history-filters.js';
import { checkQuery, COUNT_CAP, DEFAULT_LIMIT } from './history-limits.js';
import type { ExecutionDetails, HistoryPage, HistoryQuery } from './history-query.js';
import { historySources, type HistorySources } from './history-sources.js';
import { HistoryReachRepository } from './history-reach.repository.js';
import { pageOf } from './history-page.js';
import type { LogPage, LogQuery } from './log-query.js';
import { LogRepository } from './log.repository.js';
import { inOrder, orderOf, type HistoryOrder } from './history-sort.js';
import { HistoryStatement, type Nearest } from './history-statement.js';
import { isUuid } from './is-uuid.js';
import { nearBirths } from './near-births.js';
import { isPlannedOnce } from './planned-once.js';
import { SqlParameters } from './sql-parameters.js';

/** Whose executions are read: always this application's, this environment's unless a query names another. */
export interface HistoryScope {
  readonly application: string;
  readonly environment: string;
}

/** Where a page is looked for before the whole history is. */
interface NearBy {
  /** Rows of everybody that are looked through before those of each of many jobs or errors are. */
  readonly rows: number;
  /** Births so long before or after the one that the walk has reached. Milliseconds. */
  readonly ms: number;
}

/** In time two weekly partitions of each class, or three. */
const NEAR_BY: NearBy = { rows: 2_000, ms: 14 * 24 * 3_600_000 };

/**
 * Reads executions, in flight and ended, page by page. Pages are found by value, never by counting rows: they cost the
 * same wherever they lie, and nothing is shown twice or left out while rows arrive and go.
 */
export class ExecutionHistoryRepository {
  private readonly reach: HistoryReachRepository;
  private readonly attempts: FailedAttemptsRepository;
  private readonly lines: LogRepository;
  private known: HistorySources | undefined;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: HistoryScope,
    private readonly nearBy = NEAR_BY,
    private readonly clock: Pick<Clock, 'now'> = new SystemClock(),
  ) {
    this.reach = new HistoryReachRepository(database);
    this.attempts = new FailedAttemptsRepository(database);
    this.lines = new LogRepository(database, scope);
  }

  /**
   * A page of executions. An order by a value that an execution doesn't have (a skipped one has no duration) leaves it
   * out. Error texts are searched in the 10,000 distinct errors seen last.
   *
   * @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR`, `COUNT_TOO_WIDE` (exact, without job or bounded window)
   */
  async page(query: HistoryQuery): Promise<HistoryPage> {
    checkQuery(query);
    const order = orderOf(query.sort ?? '-createdAt', query.jobName);
    // these two and nothing else that comes with them: a cursor is good on instances that are set up differently
    const { application } = this.scope;
    const scope = { application, environment: query.environment ?? this.scope.environment };
    const signature = querySignature(query, scope);
    const position = query.cursor === undefined ? null : decodeCursor(query.cursor, signature, order);
    const limit = query.limit ?? DEFAULT_LIMIT;

    const reach = await this.reach.of(query, scope);
    const ask: Ask = async <Row extends object>(
      write: (statement: HistoryStatement) => string,
      asked: HistoryQuery = query,
      only: (part: HistoryPart) => boolean = () => true,
    ): Promise<Row[]> => {
      const parameters = new SqlParameters();
      const parts = partsOf(asked, reach, scope, order).filter(only);
      if (parts.length === 0) return [];
      const sql = write(new HistoryStatement(this.sources, parts, order, parameters));
      return isPlannedOnce(asked, reach)
        ? this.database.readPlannedOnce(sql, parameters.values)
        : this.database.dataSource.query(sql, parameters.values);
    };
    const { count = 'none' } = query;
    const cap = count === 'capped' ? COUNT_CAP + 1 : null;
    const near = isRare(query, reach)
      ? null
      : nearBirths(query, position, order, this.clock.now(), this.nearBy.ms);
    const walk = { position, limit: limit + 1, order, near };
    const [rows, counted] = await Promise.all([
      order.key === null
        ? this.rowsByBirth(ask, { ...walk, many: isOfMany(query, reach) })
        : order.key.column === 'started_at'
          ? this.rowsByStart(ask, walk)
          : ask<AnyExecutionView>((statement) => statement.page(position, limit + 1)),
      count === 'none' ? [] : ask<Counted>((statement) => statement.count(cap)),
    ]);
    const { items, page } = pageOf(rows, { position, order, limit, signature });
    const total = count === 'none' ? {} : { total: totalOf(counted[0]?.value ?? 0, count === 'exact') };
    return { items: items.map(executionRecordOf), page, ...total };
  }

  /** Nearly all pages lie near where the walk begins; only where the rows are too few there, they are looked for everywhere. */
  private async rowsByBirth(
    ask: Ask,
    { near, many, ...walk }: Walk & { many: boolean },
  ): Promise<AnyExecutionView[]> {
    let few = false;
    if (near !== null) {
      const found = await this.rowsOf((write) => ask(write, near), { ...walk, many });
      if (found.rows.length === walk.limit) return found.rows;
      few = found.ofAll;
    }
    // where everybody's are few, all of them are sooner looked through than those of each looked up
    if (few) return ask((statement) => statement.page(walk.position, walk.limit, { id: null }));
    return (await this.rowsOf(ask, { ...walk, many })).rows;
  }

  /**
   * Of many jobs or errors the nearest rows of everybody are looked through; only where they are too few, all of each.
   * @returns also whether everybody's rows have been looked through, because there are no more than the nearest
   */
  private async rowsOf(
    ask: Ask,
    { position, limit, many }: Pick<Walk, 'position' | 'limit'> & { many: boolean },
  ): Promise<{ rows: AnyExecutionView[]; ofAll: boolean }> {
    if (many) {
      const [nearest = { id: null }] = await ask<Nearest>((statement) =>
        statement.nearest(position, this.nearBy.rows),
      );
      const rows = await ask<AnyExecutionView>((statement) => statement.page(position, limit, nearest));
      if (rows.length === limit || nearest.id === null) return { rows, ofAll: nearest.id === null };
    }
    return { rows: await ask((statement) => statement.page(position, limit)), ofAll: false };
  }

  /** The few that started late are looked for everywhere, beside those that their births find. */
  private async rowsByStart(ask: Ask, walk: Walk): Promise<AnyExecutionView[]> {
    const { position, limit, order } = walk;
    const [late, soon] = await Promise.all([
      ask<AnyExecutionView>(
        (statement) => statement.page(position, limit),
        undefined,
        ({ byBirth }) => !byBirth,
      ),
      this.rowsSoonAfterBirth(ask, walk),
    ]);
    if (late.length === 0) return soon;
    return [...late, ...soon].sort(inOrder(order, position?.direction === 'back')).slice(0, limit);
  }

  /** Where births lie that a page of starts can hold is found first. */
  private async rowsSoonAfterBirth(
    ask: Ask,
    { position, limit, order, near }: Walk,
  ): Promise<AnyExecutionView[]> {
    const births = birthsFrom(position, order);
    const soon = ({ byBirth }: HistoryPart) => byBirth;
    const lastOf = async (asked?: HistoryQuery) =>
      (
        await ask<{ id: string }>((statement) => statement.lastBirth(position, limit, births), asked, soon)
      ).at(0);
    const last = (near && (await lastOf(near))) ?? (await lastOf());
    const reached = last === undefined ? births : birthsUpTo(births, last.id, position, order);
    return ask((statement) => statement.page(position, limit, null, reached), undefined, soon);
  }

  /** One execution of this application, of whichever environment; null when there is none with this id. */
  async find(id: string): Promise<ExecutionDetails | null> {
    if (!isUuid(id)) return null;
    const row = await this.database.dataSource
      .createQueryBuilder(AnyExecutionView, 'e')
      .where('e.id = :id and e.application = :application', { id, application: this.scope.application })
      .getOne();
    if (!row) return null;
    return { ...executionRecordOf(row), failedAttempts: row.attempt > 1 ? await this.attempts.of(id) : [] };
  }

  /**
   * Log lines of one execution of this application, as far as they are written; null when there is none with this id.
   * @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR`
   */
  logs(id: string, query: LogQuery = {}): Promise<LogPage | null> {
    return this.lines.page(id, query);
  }

  /** Known once the data source is initialised. */
  private get sources(): HistorySources {
    return (this.known ??= historySources(this.database.dataSource, this.database.tables));
  }
}

/** Runs a statement over the parts of a query, or only some of them; of the one that was asked, if no other is given. */
type Ask = <Row extends object>(
  write: (statement: HistoryStatement) => string,
  asked?: HistoryQuery,
  only?: (part: HistoryPart) => boolean,
) => Promise<Row[]>;

/** A page to be read. */
interface Walk {
  readonly position: HistoryPosition | null;
  readonly limit: number;
  readonly order: HistoryOrder;
  /** The part of the query to look in first, if any. */
  readonly near: HistoryQuery | null;
}

interface Counted {
  readonly value: number;
}

/** How many match, as a page says it. */
export function totalOf(value: number, exact: boolean): NonNullable<HistoryPage['total']> {
  if (!exact && value > COUNT_CAP) return { value: COUNT_CAP, relation: 'gte' };
  return { value, relation: 'eq' };
}
