import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { JobFactsRepository } from '../manager/job-facts.repository.js';
import { JobStatusReader } from '../manager/job-status.reader.js';
import { PARTITION_WIDTH_MS as WEEK } from './partitions.js';
import { RetentionKeeper } from './retention-keeper.js';
import { DEFAULT_RETENTION, resolveRetention } from './resolve-retention.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('retention', () => {
  let rows: ExecutionRows;
  let keeper: RetentionKeeper;

  beforeEach(async () => {
    rows = await ExecutionRows.open();
    keeper = new RetentionKeeper(rows.database, rows.databaseClock);
  });
  afterEach(() => rows.close());

  const pass = (ms: number) => rows.clock.advance(ms);
  const left = async () => {
    const found = await rows.raw.query<{ status: string }>(
      'select status from tracked_cron.cron_job_executions order by status',
    );
    return found.map(({ status }) => status);
  };

  const droppedHistory = async () =>
    (await keeper.runOnce()).dropped.filter((name) => name.startsWith('cron_job_executions_'));

  it('keeps log lines for 30 days, and nothing any longer than a week more', async () => {
    const droppedLogs = async () =>
      (await keeper.runOnce()).dropped.filter((name) => name.startsWith('cron_job_log_chunks_'));
    pass(30 * DAY - 1);
    expect(await droppedLogs()).toEqual(['cron_job_log_chunks_20260219']);
    pass(WEEK);
    expect(await droppedLogs()).toEqual(['cron_job_log_chunks_20260226']);
  });

  it('keeps what went well for 90 days, the rest for 180, and nothing any longer than a week more', async () => {
    await rows.job('j');
    for (const status of ['completed', 'skipped', 'failed', 'missed'] as const)
      await rows.ended('j', ExecutionRows.NOW, status);
    pass(90 * DAY - 1);
    expect(await droppedHistory()).toEqual(['cron_job_executions_short_20260219']);
    expect(await left()).toEqual(['completed', 'failed', 'missed', 'skipped']);
    pass(WEEK);
    expect(await droppedHistory()).toEqual(['cron_job_executions_short_20260226']);
    expect(await left()).toEqual(['failed', 'missed']);
    pass(90 * DAY);
    await keeper.runOnce();
    expect(await left()).toEqual([]);
  });

  it('lets the last success and the last failure of a job survive', async () => {
    await rows.job('j', { last_slot_at: new Date('2026-12-30') });
    const good = ExecutionRows.NOW;
    await rows.ended('j', good - DAY, 'completed');
    await rows.ended('j', good, 'completed');
    await rows.ended('j', good - 3 * DAY, 'timed_out');
    await rows.ended('j', good - 2 * DAY, 'cancelled');
    pass(200 * DAY);
    await keeper.runOnce();
    expect(await left()).toEqual([]);
    const reader = new JobStatusReader(
      new JobFactsRepository(rows.database, rows.scope),
      rows.databaseClock,
      {
        counts: async () => new Map(),
      },
    );
    const [status] = await reader.statuses();
    expect(status.lastSuccessAt).toEqual(new Date(good + 1_005));
    expect(status.lastFailureAt).toEqual(new Date(good - 3 * DAY + 1_005));
  });

  it('goes by the longest wish of those who share the tables', async () => {
    await rows.job('j');
    await rows.ended('j', ExecutionRows.NOW, 'completed');
    await keeper.declare(rows.scope, resolveRetention({ completed: '7d', failed: false }));
    await keeper.declare(
      { application: 'other', environment: 'test' },
      resolveRetention({ completed: '30d' }),
    );
    pass(37 * DAY - WEEK);
    await keeper.runOnce();
    expect(await left()).toEqual(['completed']);
    await keeper.declare(
      { application: 'other', environment: 'test' },
      resolveRetention({ completed: '8d' }),
    );
    expect((await keeper.runOnce()).kept).toEqual({
      completed: 8 * DAY,
      failed: null,
      logs: 30 * DAY,
      hourlyStatistics: 90 * DAY,
      dailyStatistics: 730 * DAY,
      audit: 365 * DAY,
    });
    expect(await left()).toEqual([]);
  });

  it('takes its defaults where nobody has said anything', async () => {
    expect((await keeper.runOnce()).kept).toEqual(DEFAULT_RETENTION);
    expect(() => resolveRetention({ completed: '6d' })).toThrow(
      /retention.completed must be at least 7 days/,
    );
    expect(() => resolveRetention({ audit: '30d' })).toThrow(/retention.audit must be at least 90 days/);
  });

  it('deletes overrides a year after others have replaced them, never the one that holds', async () => {
    const job_id = await rows.job('j');
    const edit = (revision: number, replaced_at: Date | null) =>
      rows.insert('cron_job_overrides', [
        { id: rows.newId(), ...rows.scope, job_id, revision, fields: '{}', patch: '{}', replaced_at },
      ]);
    await edit(1, new Date(ExecutionRows.NOW));
    await edit(2, new Date(ExecutionRows.NOW + DAY));
    await edit(3, null);
    pass(365 * DAY + HOUR);
    expect((await keeper.runOnce()).deleted).toMatchObject({ cron_job_overrides: 1 });
    pass(730 * DAY);
    await keeper.runOnce();
    const left = await rows.raw.query('select revision from tracked_cron.cron_job_overrides');
    expect(left).toEqual([{ revision: 3 }]);
  });

  it('deletes from the small tables what belongs to none of it any more', async () => {
    const id = await rows.job('j');
    const instance = (columns: object) =>
      rows.insert('cron_instances', [
        {
          id: rows.newId(),
          ...rows.scope,
          host: 'h',
          pid: 1,
          labels: [],
          executes: true,
          library_version: '1',
          node_version: '20',
          started_at: new Date(ExecutionRows.NOW),
          renewed_at: new Date(ExecutionRows.NOW),
          lease_until: new Date(ExecutionRows.NOW),
          ...columns,
        },
      ]);
    const owner = rows.newId();
    await instance({});
    await instance({ id: owner });
    await instance({ lease_until: new Date(ExecutionRows.NOW + 190 * DAY) });
    await rows.live('j', ExecutionRows.NOW, { instance_id: owner });
    await rows.raw.query(
      `insert into tracked_cron.cron_job_slot_ranges (id, job_id, from_slot, to_slot, outcome, reason, count)
       select gen_random_uuid(), $1, $2, $2, 'skipped', 'paused', 1 from generate_series(1, 6000)`,
      [id, new Date(ExecutionRows.NOW)],
    );
    await rows.raw.query(
      `insert into tracked_cron.cron_job_trigger_keys (job_id, key, execution_id, created_at) values ($1, 'k', $1, $2)`,
      [id, new Date(ExecutionRows.NOW)],
    );
    await rows.raw.query(
      `insert into tracked_cron.cron_job_attempts (execution_id, attempt, failure, epoch, ended_at, retry_at)
       values ($1, 1, 'transient', 1, $2, $2)`,
      [rows.newId(), new Date(ExecutionRows.NOW)],
    );
    await rows.raw.query(
      `insert into tracked_cron.cron_job_errors (fingerprint, application, environment, error_class, sample, searched,
         state, first_seen_at, last_seen_at)
       select state, 'shop', 'production', 'Error', '', '', state, $1, $1 from unnest(array['open', 'ignored']) as state`,
      [new Date(ExecutionRows.NOW)],
    );
    await rows.raw.query(
      `insert into tracked_cron.cron_job_evidence (id, application, environment, instance_id, kind, began_at, ended_at)
       values ($1, 'shop', 'production', $1, 'draining', $3, null), ($2, 'shop', 'production', $2, 'claim_slow', $3, $3)`,
      [rows.newId(), rows.newId(), new Date(ExecutionRows.NOW)],
    );
    pass(180 * DAY);
    expect((await keeper.runOnce()).deleted).toMatchObject({ cron_job_slot_ranges: 0, cron_job_evidence: 0 });
    pass(DAY);
    expect((await keeper.runOnce()).deleted).toEqual({
      cron_audit: 0,
      cron_job_overrides: 0,
      cron_job_attempts: 1,
      cron_job_errors: 1,
      cron_job_evidence: 2,
      cron_job_slot_ranges: 6_000,
      cron_job_hours: 0,
      cron_job_days: 0,
      cron_instances: 1,
      cron_holds: 0,
      cron_job_trigger_keys: 1,
    });
  });

  it('keeps statistics by hour for 90 days, once they are part of a day, and by day for two years', async () => {
    const job_id = await rows.job('j');
    const midnight = Date.parse('2026-03-04T00:00:00Z');
    const counted = { job_id, status: 'completed', count: 1, ranged: 0, total_ms: 1_000 };
    const at = (ms: number) => ({ ...counted, began_at: new Date(midnight + ms) });
    await rows.insert('cron_job_hours', [at(0), at(23 * HOUR), at(24 * HOUR)]);
    await rows.insert('cron_job_days', [at(0), at(DAY)]);
    await rows.insert('cron_roll_ups', [
      {
        ...rows.scope,
        turn_at: new Date(),
        final_until: new Date(0),
        hours_from: new Date(0),
        days_until: null,
      },
    ]);
    const deleted = async () => {
      const { cron_job_hours, cron_job_days } = (await keeper.runOnce()).deleted;
      return { cron_job_hours, cron_job_days };
    };
    pass(91 * DAY);
    expect(await deleted()).toEqual({ cron_job_hours: 0, cron_job_days: 0 });
    await rows.raw.query('update tracked_cron.cron_roll_ups set days_until = $1', [
      new Date(midnight + 9 * DAY),
    ]);
    expect(await deleted()).toEqual({ cron_job_hours: 2, cron_job_days: 0 });
    const [{ hours, final }] = await rows.raw.query<{ hours: Date; final: Date }>(
      'select hours_from as hours, final_until as final from tracked_cron.cron_roll_ups',
    );
    expect(hours).toEqual(new Date(midnight + DAY));
    expect(final.getTime()).toBeGreaterThanOrEqual(midnight + DAY);
    pass(730 * DAY - 91 * DAY);
    expect(await deleted()).toEqual({ cron_job_hours: 1, cron_job_days: 0 });
    pass(DAY);
    expect(await deleted()).toEqual({ cron_job_hours: 0, cron_job_days: 1 });
  });

  it('lets no hour be counted again whose executions it drops', async () => {
    await rows.insert('cron_roll_ups', [
      { ...rows.scope, turn_at: new Date(), final_until: new Date(0), hours_from: new Date(0) },
    ]);
    pass(97 * DAY);
    const [name] = await droppedHistory();
    expect(name).toBe('cron_job_executions_short_20260219');
    const [{ final }] = await rows.raw.query<{ final: Date }>(
      'select final_until as final from tracked_cron.cron_roll_ups',
    );
    expect(final).toEqual(new Date('2026-03-05T01:00:00Z'));
  });

  it('finishes what somebody has begun who died, and touches nothing that was detached by hand', async () => {
    pass(200 * DAY);
    const [first, second] = (await keeper.expired()).map(({ name }) => name);
    await rows.raw.query(`comment on table tracked_cron.${first} is 'tracked-cron: to be dropped'`);
    for (const [parent, name] of [first, second].map((one) => [one.replace(/_\d+$/, ''), one]))
      await rows.raw.query(`alter table tracked_cron.${parent} detach partition tracked_cron.${name}`);
    await keeper.runOnce();
    const there = await rows.raw.query<{ name: string }>(
      'select relname as name from pg_class where relname = any($1)',
      [[first, second]],
    );
    expect(there).toEqual([{ name: second }]);
  });
});
