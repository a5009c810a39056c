import type { TestDatabase } from './test-database.js';

/** Whose rows. */
export interface Scope {
  readonly application: string;
  readonly environment: string;
}

type Row = Record<string, unknown>;
const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
const SCHEMA = 'tracked_cron';

/** What an id of the one becomes in its twin. It keeps its time, and so its partition. */
export function twinId(id: string, twin: number): string {
  return `${id.slice(0, 24)}${`000${twin}`.slice(-4)}${id.slice(28)}`;
}

/**
 * Copies everything that one application and environment has in any table of the library into another one: the same names,
 * keys, times and states, with ids of its own. Whoever forgets whose rows they are finds those of the twin as fitting as
 * its own.
 */
export async function makeTwin(database: TestDatabase, from: Scope, to: Scope, twin: number): Promise<void> {
  for (const table of await tables(database)) {
    const rows = (await rowsOf(database, table, from)).map((row) => {
      const text = JSON.stringify(row).replace(UUID, (id) => twinId(id, twin));
      return { ...(JSON.parse(text) as Row), ...('application' in row ? to : {}) };
    });
    await database.query(
      `insert into ${SCHEMA}.${table} select * from jsonb_populate_recordset(null::${SCHEMA}.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

/** Everything that a scope has, by table. */
export async function everythingOf(database: TestDatabase, scope: Scope): Promise<Record<string, Row[]>> {
  const everything: Record<string, Row[]> = {};
  for (const table of await tables(database)) everything[table] = await rowsOf(database, table, scope);
  return everything;
}

async function tables({ query }: TestDatabase): Promise<string[]> {
  const rows = await query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = '${SCHEMA}'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname <> 'cron_migrations'
     order by relname`,
  );
  return rows.map(({ name }) => name);
}

async function rowsOf({ query }: TestDatabase, table: string, scope: Scope): Promise<Row[]> {
  const columns = await query<{ name: string }>(
    `select attname as name from pg_attribute where attrelid = '${SCHEMA}.${table}'::regclass and attnum > 0`,
  );
  const has = (column: string) => columns.some(({ name }) => name === column);
  const mine = 'application = $1 and environment = $2';
  const owner = has('application')
    ? mine
    : has('job_id')
      ? `job_id in (select id from ${SCHEMA}.cron_jobs where ${mine})`
      : has('execution_id')
        ? `execution_id in (select id from ${SCHEMA}.cron_job_executions where ${mine}
             union all select id from ${SCHEMA}.cron_job_live where ${mine})`
        : has('instance_id')
          ? `instance_id in (select id from ${SCHEMA}.cron_instances where ${mine})`
          : undefined;
  if (owner === undefined) throw new Error(`Nothing in ${table} says whose its rows are: teach this test.`);
  const rows = await query<{ row: Row }>(
    `select to_jsonb(t) as row from ${SCHEMA}.${table} t where ${owner} order by to_jsonb(t)::text`,
    [scope.application, scope.environment],
  );
  return rows.map(({ row }) => row);
}

/** Whether a statement says whose rows it is about: by the scope, or by ids, which only their owner knows. */
export function saysWhose(sql: string): boolean {
  const byScope = /\bapplication\b/.test(sql) && /\benvironment\b/.test(sql);
  const byId = /\b(\w+\.)?"?(id|job_?id|execution_id|instance_id)"?\s*(=|in\s*\()/i.test(sql);
  const newRow =
    /^\s*insert into \S+ \([^)]*\b(job_id|execution_id|application)\b[^)]*\)\s+(values \([^)]*\)|select \* from unnest\([^)]*\)\s+on conflict do nothing)\s*$/.test(
      sql,
    );
  return byScope || byId || newRow;
}
