import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { JobFactsRepository } from './job-facts.repository.js';
import { JobStatusReader } from './job-status.reader.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('what is found in the record', () => {
  let rows: ExecutionRows;
  let reader: JobStatusReader;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    const { database, scope, databaseClock } = rows;
    reader = new JobStatusReader(new JobFactsRepository(database, scope), databaseClock, {
      counts: async () => new Map(),
    });
  });
  afterAll(() => rows.close());
  beforeEach(() => rows.clear());

  const status = async (name: string) => (await reader.statuses([name]))[0];
  const found = async (name: string) => (await status(name)).findings.map(({ rule, told }) => [rule, told]);
  /** Long known, so that it can be stale. */
  const job = (name: string, columns = {}) =>
    rows.job(name, { created_at: new Date(NOW - 90 * DAY), ...columns });

  it('is a slot skipped again, and that there is no good run, by the reasons on record', async () => {
    await job('a');
    await rows.ended('a', NOW - 2 * HOUR, 'completed');
    for (const minute of [0, 5, 10])
      await rows.ended('a', NOW - minute * MINUTE, 'skipped', { reason: 'overlap' });
    expect(await found('a')).toEqual([
      ['stale', true],
      ['skipped_again', false],
    ]);
  });

  it('is nothing, where slots were skipped on purpose, row by row or counted', async () => {
    await job('rows');
    await rows.ended('rows', NOW - 2 * HOUR, 'completed');
    await rows.ended('rows', NOW, 'skipped', { reason: 'when: no match today' });
    const jobId = await job('counted');
    await rows.ended('counted', NOW - 2 * HOUR, 'completed');
    const [from_slot, to_slot] = [new Date(NOW - HOUR), new Date(NOW)];
    const counted = { job_id: jobId, outcome: 'skipped', reason: 'holiday', from_slot, to_slot, count: 13 };
    await rows.insert('cron_job_slot_ranges', [{ id: rows.newId(), ...counted }]);
    expect(await found('rows')).toEqual([]);
    expect(await found('counted')).toEqual([]);
  });

  it('is nothing on a day that the calendar closes', async () => {
    const calendar = [{ businessDays: [1, 2, 3, 4, 5], holidays: ['2026-03-04'], blackouts: [] }];
    await job('a', { options: { calendar }, schedule: '0 9 * * *', last_slot_at: new Date(NOW) });
    await rows.ended('a', NOW - 27 * HOUR, 'completed');
    expect(await found('a')).toEqual([]);
  });

  it('is an execution that is tried again after its instance died', async () => {
    await job('a');
    await rows.ended('a', NOW - 15 * MINUTE, 'completed');
    const retried = { status: 'pending', attempt: 2, max_attempts: 3, epoch: 2 };
    const execution_id = await rows.live('a', NOW - 5 * MINUTE, retried);
    const attempt = {
      execution_id,
      attempt: 1,
      epoch: 1,
      ended_at: new Date(NOW - MINUTE),
      retry_at: new Date(NOW),
    };
    await rows.insert('cron_job_attempts', [{ ...attempt, failure: 'lost' }]);
    const other = await rows.live('a', NOW - 10 * MINUTE, retried);
    await rows.insert('cron_job_attempts', [{ ...attempt, execution_id: other, failure: 'transient' }]);
    expect((await status('a')).findings).toMatchObject([
      {
        rule: 'lost',
        severity: 'warning',
        executionId: execution_id,
        since: new Date(NOW - MINUTE),
        count: 1,
      },
    ]);
  });

  it('is a pause without an end that was forgotten', async () => {
    for (const [name, since] of [
      ['forgotten', -7 * DAY],
      ['paused', -7 * DAY + 1],
    ] as const) {
      await job(name, { paused_at: new Date(NOW + since) });
      await rows.ended(name, NOW - 8 * DAY, 'completed');
    }
    expect(await found('forgotten')).toEqual([['stale', true]]);
    expect(await found('paused')).toEqual([]);
  });
});
