import { ExecutionRows } from '../../../../../test/support/execution-rows.js';
import { runCommandLine } from '../command-line.js';

describe('tracked-cron why', () => {
  let rows: ExecutionRows;
  let out: string;
  let err: string;
  const slot = ExecutionRows.NOW - 5 * 60_000;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    const created = { created_at: new Date(slot - 24 * 3_600_000), time_zone: 'Europe/Riga' };
    await rows.job('standings', created);
    await rows.ended('standings', slot, 'missed', { reason: 'database_unreachable' });
    await rows.insert('cron_job_evidence', [
      {
        id: rows.newId(),
        ...rows.scope,
        instance_id: rows.newId(),
        kind: 'database_unreachable',
        began_at: new Date(slot - 60_000),
        ended_at: new Date(slot + 60_000),
        detail: { error: 'connect ECONNREFUSED 10.0.0.7:5432' },
      },
    ]);
  });
  afterAll(() => rows.close());

  function run(...args: string[]): Promise<number> {
    out = '';
    err = '';
    return runCommandLine(['why', ...args, '--application', 'shop', '--environment', 'production'], {
      folder: process.cwd(),
      env: { DATABASE_URL: rows.raw.url },
      out: (text) => (out += `${text}\n`),
      err: (text) => (err += `${text}\n`),
    });
  }

  it('answers in words, also for a time by the clock of the job', async () => {
    expect(await run('standings', '2026-03-04T11:55:00Z')).toBe(0);
    const answer = out;
    expect(answer).toMatch(
      /^standings at 2026-03-04T11:55:00\.000Z: database_unreachable\n\nIt was missed: the database could not be reached/,
    );
    expect(answer).toMatch(/\n- The database could not be used from 2026-03-04 11:54:00 UTC .*ECONNREFUSED/);
    expect(answer).toMatch(
      /\n- Execution of the slot at .*: missed \(database_unreachable\)\. \([0-9a-f-]{36}\)\n/,
    );
    expect(answer).toMatch(/\n\nIt is not caught up any more: .* The next slot is at /);
    expect(await run('standings', '2026-03-04', '13:55')).toBe(0);
    expect(out).toBe(answer);
  });

  it('answers programs in JSON, as the admin API does', async () => {
    expect(await run('standings', '2026-03-04 13:55', '--json')).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      jobName: 'standings',
      slot: '2026-03-04T11:55:00.000Z',
      outcome: 'missed',
      cause: 'database_unreachable',
      evidence: [{ kind: 'database_unreachable' }, { kind: 'execution' }],
    });
  });

  it.each([
    [['standings'], 2, 'Write a job and a time'],
    [['standings', 'noon'], 2, '"noon" is no time: write 2026-11-23T02:00:00Z'],
    [['nobody', '02:00'], 1, 'There is no job "nobody"'],
  ])('says of %j what is wrong', async (args, code, message) => {
    expect(await run(...args)).toBe(code);
    expect(err).toContain(message);
  });
});
