import { ExecutionRows } from '../../../../../test/support/execution-rows.js';
import { runCommandLine } from '../command-line.js';

const MINUTE = 60_000;

describe('tracked-cron doctor', () => {
  let rows: ExecutionRows;
  let out: string;
  let err: string;
  // the command goes by the database's own clock
  const now = Date.now();

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    // partitions of another time are no matter here
    const keep = { ...rows.scope, keep_ms: null };
    await rows.insert('cron_retention', [
      { ...keep, kind: 'completed' },
      { ...keep, kind: 'failed' },
      { ...keep, kind: 'logs' },
    ]);
    await rows.job('standings', { last_slot_at: new Date(now) });
    await rows.insert('cron_instances', [
      {
        id: rows.newId(),
        ...rows.scope,
        host: 'web-1',
        pid: 7,
        labels: '{}',
        executes: true,
        library_version: '0.1.0',
        node_version: 'v20',
        started_at: new Date(now - MINUTE),
        renewed_at: new Date(now),
        lease_until: new Date(now + 15 * MINUTE),
        clock_offset_ms: 0,
      },
    ]);
  });
  afterAll(() => rows.close());

  function run(args: readonly string[] = [], url = rows.raw.url): Promise<number> {
    out = '';
    err = '';
    return runCommandLine(['doctor', ...args, '--application', 'shop', '--environment', 'production'], {
      folder: process.cwd(),
      env: { DATABASE_URL: url },
      out: (text) => (out += `${text}\n`),
      err: (text) => (err += `${text}\n`),
    });
  }

  it('says what it has looked at where all is well, and changes nothing', async () => {
    expect(await run()).toBe(0);
    expect(out).toMatch(/^ok {7}database: PostgreSQL 1\d\.\d+, schema "tracked_cron"\.$/m);
    expect(out).toMatch(/^ok {7}clocks: /m);
    expect(out).not.toMatch(/spool/);
  });

  it('names what is wrong, since when, and what to do, the worst first', async () => {
    await rows.raw.query(
      `update tracked_cron.cron_instances set clock_offset_ms = 4000, event_loop_blocked_since = '2026-03-04T12:00:00Z'`,
    );
    expect(await run()).toBe(1);
    expect(out).toMatch(
      /^error {4}EVENT_LOOP_BLOCKED: The event loop of process 7 on web-1 stands still.* Since 2026-03-04T12:00:00\.000Z\.\n {9}Find the handler/,
    );
    expect(out).toMatch(
      /\nwarning {2}CLOCK_OFFSET: The clock of process 7 on web-1 is 4 s ahead of the database's\.\n {9}See that NTP runs/,
    );
    expect(await run(['--json'])).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      items: [{ code: 'EVENT_LOOP_BLOCKED' }, { code: 'CLOCK_OFFSET' }],
    });
  });

  it('says first that migrations are missing, because nothing else can be asked then', async () => {
    const { rows: taken } = {
      rows: await rows.raw.query(
        `delete from tracked_cron.cron_migrations where id = (select max(id) from tracked_cron.cron_migrations) returning *`,
      ),
    };
    expect(await run()).toBe(1);
    expect(out).toMatch(
      /^error {4}MIGRATIONS_PENDING: Schema "tracked_cron" lacks .*\n {9}Run npx tracked-cron migrate/,
    );
    await rows.insert('cron_migrations', taken);
  });

  it('says where the database is away what it tried, without its password', async () => {
    expect(await run([], 'postgres://me:secret@127.0.0.1:1/db')).toBe(1);
    expect(out).toMatch(/^critical DATABASE_UNREACHABLE: .*127\.0\.0\.1:1\/db can't be reached/);
    expect(out + err).not.toContain('secret');
  });
});
