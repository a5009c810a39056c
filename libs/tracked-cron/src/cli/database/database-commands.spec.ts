import { createEmptyDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { runCommandLine } from '../command-line.js';

let raw: TestDatabase;
let out: string;
let err: string;

beforeEach(async () => {
  raw = await createEmptyDatabase();
});
afterEach(() => raw.drop());

function run(...args: string[]): Promise<number> {
  out = '';
  err = '';
  return runCommandLine(args, {
    folder: process.cwd(),
    env: { DATABASE_URL: raw.url },
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
  });
}

const partitions = async () => {
  const rows = await raw.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where c.relname ~ '^cron_job_executions_(short|long)_' and c.relkind = 'r' order by 1`,
  );
  return rows.map(({ name }) => name);
};

describe('tracked-cron migrate', () => {
  it('checks, then brings the schema up to date and makes room, once', async () => {
    expect(await run('migrate', '--check')).toBe(1);
    expect(out).toMatch(/lacks Foundation\d+, .*: run tracked-cron migrate/);
    expect(await run('migrate')).toBe(0);
    expect(out).toMatch(/ran Foundation\d+, /);
    expect(await partitions()).toHaveLength(2 * 11);
    expect(await run('migrate', '--check')).toBe(0);
    expect(await run('migrate')).toBe(0);
    expect(out).toBe('Schema "tracked_cron" is up to date.\n0 partitions made.\n');
  });

  it('prints what somebody with more rights may run, and changes nothing', async () => {
    const role = `r_${new URL(raw.url).pathname.slice(3)}`;
    await raw.query(`create role ${role} login password 'secret'`);
    expect(await run('migrate', '--print', '--grant-to', role)).toBe(0);
    expect(await raw.query("select from pg_namespace where nspname = 'tracked_cron'")).toEqual([]);
    await raw.query(out);
    expect(await run('migrate', '--check')).toBe(0);
    expect(await run('migrate', '--dry-run')).toBe(0);
    expect(out).toBe('-- nothing to do\n');
    const [rights] = await raw.query<Record<string, boolean>>(
      `select has_table_privilege('${role}', 'tracked_cron.cron_job_executions', 'insert') as insert,
         has_table_privilege('${role}', 'tracked_cron.cron_job_executions', 'update, delete, truncate') as change,
         has_schema_privilege('${role}', 'tracked_cron', 'create') as create`,
    );
    expect(rights).toEqual({ insert: true, change: false, create: false });
    await raw.query(`drop owned by ${role}`);
    await raw.query(`drop role ${role}`);
  });

  it('says what to check where the role may not create a schema', async () => {
    const role = `r_${new URL(raw.url).pathname.slice(3)}`;
    await raw.query(`create role ${role} login password 'secret'`);
    const url = new URL(raw.url);
    [url.username, url.password] = [role, 'secret'];
    expect(await run('migrate', '--database-url', url.href)).toBe(1);
    expect(err).toMatch(/permission denied .*: check user, password and rights/);
    await raw.query(`drop role ${role}`);
  });
});

describe('tracked-cron maintain', () => {
  it('counts history anew that was brought along from elsewhere', async () => {
    await run('migrate');
    const job = '019aa000-0000-7000-8000-00000000000a';
    await raw.query(
      `insert into tracked_cron.cron_jobs (id, application, environment, name, schedule, time_zone, overlap, last_slot_at)
       values ($1, 'shop', 'production', 'j', '* * * * *', 'UTC', 'skip', now())`,
      [job],
    );
    const executions = (at: string) =>
      raw.query(
        `insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, status, kept,
           trigger, scheduled_at, completed_at, epoch, attempt, max_attempts, definition_version, updated_at)
         select (lpad(to_hex(floor(extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n), 19, '8'))::uuid,
           $1, 'shop', 'production', 'j', 'completed', 'short', 'schedule', ${at}, ${at}, 1, 1, 1, 1, now() - interval '1 day'
         from generate_series(0, 4) n`,
        [job],
      );
    const counted = async () =>
      (
        await raw.query<{ n: number }>(
          'select coalesce(sum(count), 0)::int as n from tracked_cron.cron_job_hours',
        )
      )[0].n;
    await executions("now() - interval '2 hours'");
    expect(await run('maintain')).toBe(0);
    expect(await counted()).toBe(0);
    expect(await run('maintain', '--recount')).toBe(0);
    expect(out).toContain('counted the history of shop, production\n');
    expect(await counted()).toBe(5);
    await executions("now() - interval '5 hours'");
    expect(await run('maintain', '--recount')).toBe(0);
    expect(await counted()).toBe(10);
  });

  it('says what it would do, does it, and has nothing to do afterwards', async () => {
    await run('migrate');
    const gone = (await partitions()).find((name) => name.startsWith('cron_job_executions_short_2'))!;
    await raw.query(`drop table tracked_cron.${gone}`);
    await raw.query(
      `create table tracked_cron.cron_job_executions_long_20200102 partition of tracked_cron.cron_job_executions_long
       for values from ('016f63e9-7c00-7000-8000-000000000000') to ('016f87f6-4400-7000-8000-000000000000')`,
    );
    expect(await run('maintain', '--dry-run')).toBe(0);
    expect(out).toMatch(`attach partition "tracked_cron".${gone}`);
    expect(out).toMatch('-- would drop cron_job_executions_long_20200102');
    expect(await partitions()).not.toContain(gone);
    expect(await run('maintain')).toBe(0);
    expect(out).toMatch(`made ${gone}`);
    expect(out).toMatch('dropped cron_job_executions_long_20200102');
    expect(out).toMatch(
      'Kept: completed 90 days, failed 180 days, logs 30 days, hourlyStatistics 90 days, dailyStatistics 730 days, audit 365 days.',
    );
    expect(await partitions()).toContain(gone);
    await run('maintain', '--dry-run');
    expect(out).toBe('-- nothing to do\n');
  });

  it('says how it is called', async () => {
    expect(await run('maintain', '--weeks', '100')).toBe(2);
    expect(err).toMatch('--weeks 100: write a whole number from 1 to 26.');
  });

  it('migrates nothing', async () => {
    expect(await run('maintain')).toBe(1);
    expect(err).toMatch(/lacks migrations.*Run npx tracked-cron migrate/);
  });
});
