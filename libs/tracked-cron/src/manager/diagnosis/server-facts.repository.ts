import type { CronDatabase } from '../../database/cron-database.js';
import type { ServerFacts } from './diagnosis-facts.js';

/** Asks the server about itself: one statement. */
export class ServerFactsRepository {
  constructor(private readonly database: Pick<CronDatabase, 'dataSource' | 'tables' | 'transactionsOnly'>) {}

  async read(): Promise<ServerFacts> {
    const wanted = this.wanted();
    const [facts] = await this.database.dataSource.query<ServerFacts[]>(
      `select current_setting('server_version_num')::int as version,
         split_part(current_setting('server_version'), ' ', 1) as "versionText",
         pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readOnly",
         (select setting::int from pg_settings where name = 'statement_timeout') as "statementTimeout",
         array(
           select wish.privilege || ' on ' || split_part(wish.name, '.', 2)
           from unnest($1::text[], $2::text[]) as wish(name, privilege)
           where to_regclass(wish.name) is not null and not has_table_privilege(wish.name, wish.privilege)) as "missingRights"`,
      [wanted.map(([table]) => table), wanted.map(([, privilege]) => privilege)],
    );
    return { ...facts, pooled: this.database.transactionsOnly };
  }

  /** What it takes to claim, run and end executions; who may do that was granted the rest along with it. */
  private wanted(): [table: string, privilege: string][] {
    const { jobs, instances, live, executions, attempts, logChunks, slotRanges } = this.database.tables;
    const added = [jobs, instances, live, executions, attempts, logChunks, slotRanges];
    return [
      ...added.flatMap((table): [string, string][] => [
        [table, 'select'],
        [table, 'insert'],
      ]),
      ...[jobs, instances, live].map((table): [string, string] => [table, 'update']),
      [live, 'delete'],
    ];
  }
}
