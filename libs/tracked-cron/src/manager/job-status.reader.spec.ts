import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { JobFactsRepository } from './job-facts.repository.js';
import { StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import { JobStatusReader } from './job-status.reader.js';
import { ObjectiveReader } from './objective-reader.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('the status of jobs', () => {
  let rows: ExecutionRows;
  let reader: JobStatusReader;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    const statistics = new StatisticsRepository(rows.database, rows.scope, rows.databaseClock);
    reader = new JobStatusReader(
      new JobFactsRepository(rows.database, rows.scope),
      rows.databaseClock,
      new ObjectiveReader(statistics),
    );
  });
  afterAll(() => rows.close());
  beforeEach(() => rows.clear());

  const status = async (name: string) => (await reader.statuses([name]))[0];

  it('tells when an execution that waits is tried again, and where a breaker stands', async () => {
    const until = new Date(NOW + MINUTE);
    await rows.job('a', {
      options: { breaker: { failures: 2 } },
      breaker_failures: 2,
      breaker_opened_at: new Date(NOW - MINUTE),
      breaker_until: until,
    });
    await rows.live('a', NOW, { status: 'pending', attempt: 2, max_attempts: 3, available_at: until });
    await rows.live('a', NOW, { status: 'pending', attempt: 1, started_at: null });
    const { inFlight, breaker } = await status('a');
    expect(inFlight).toMatchObject([
      { attempt: 1, retryAt: null },
      { attempt: 2, maxAttempts: 3, retryAt: until },
    ]);
    expect(breaker).toEqual({ state: 'open', failures: 2, openedAt: new Date(NOW - MINUTE), until });
  });

  it('tells what a job is, when it is due and how its last slots went', async () => {
    await rows.job('a', {
      job_group: 'g',
      owner: 'o',
      tags: ['t'],
      options: { impact: 'Nobody is paid.', rerun: 'safe' },
    });
    const done = await rows.ended('a', NOW - 10 * MINUTE, 'completed');
    const skipped = await rows.ended('a', NOW - 5 * MINUTE, 'skipped');
    const missed = await rows.ended('a', NOW - 15 * MINUTE, 'missed');
    await rows.ended('a', NOW - 7 * MINUTE, 'failed', { trigger: 'manual', scheduled_at: null });
    const running = await rows.live('a', NOW, {
      heartbeat_at: new Date(NOW + 9),
      progress: 0.5,
      progress_message: 'half',
    });
    expect(await status('a')).toEqual({
      jobName: 'a',
      system: false,
      observed: false,
      overridden: false,
      removedAt: null,
      group: 'g',
      owner: 'o',
      tags: ['t'],
      schedule: '*/5 * * * *',
      timeZone: 'UTC',
      description: 'every 5 minutes',
      overlap: 'skip',
      health: 'healthy',
      findings: [],
      disabledReason: null,
      paused: null,
      frozen: null,
      skipNext: null,
      breaker: null,
      objective: null,
      impact: 'Nobody is paid.',
      rerun: 'safe',
      nextDueAt: new Date(NOW + 5 * MINUTE),
      lastSlots: [
        single(running, NOW, 'running'),
        single(skipped, NOW - 5 * MINUTE, 'skipped'),
        single(done, NOW - 10 * MINUTE, 'completed', 1_000),
        single(missed, NOW - 15 * MINUTE, 'missed'),
      ],
      inFlight: [
        {
          executionId: running,
          status: 'running',
          givenUp: false,
          attempt: 1,
          maxAttempts: 1,
          retryAt: null,
          scheduledAt: new Date(NOW),
          startedAt: new Date(NOW + 5),
          heartbeatAt: new Date(NOW + 9),
          progress: 0.5,
          progressMessage: 'half',
          instanceId: null,
        },
      ],
      lastSuccessAt: new Date(NOW - 10 * MINUTE + 1_005),
      lastFailureAt: new Date(NOW - 7 * MINUTE + 1_005),
    });
  });

  it('gives the jobs of this application and environment by name, or those asked for', async () => {
    for (const name of ['c', 'a', 'b']) await rows.job(name);
    await rows.job('d', { environment: 'staging' });
    await rows.job('e', { application: 'other' });
    const names = async (asked?: string[]) => (await reader.statuses(asked)).map(({ jobName }) => jobName);
    expect(await names()).toEqual(['a', 'b', 'c']);
    expect(await names(['c', 'd', 'x', 'a'])).toEqual(['a', 'c']);
    expect(await names([])).toEqual([]);
  });

  it('shows 30 slots, the newest first, however many there are of each kind', async () => {
    await rows.job('a');
    for (let i = 0; i < 70; i++) {
      await rows.ended('a', NOW - i * MINUTE, (['completed', 'failed', 'skipped'] as const)[i % 3]);
    }
    const { lastSlots } = await status('a');
    expect(lastSlots.map(({ scheduledAt }) => scheduledAt.getTime())).toEqual(
      Array.from({ length: 30 }, (_, i) => NOW - i * MINUTE),
    );
  });

  it('shows slots that are counted as stretches, each where its last slot stands', async () => {
    const jobId = await rows.job('a');
    const before = await rows.ended('a', NOW - 60 * MINUTE, 'completed');
    const after = await rows.ended('a', NOW - 5 * MINUTE, 'completed');
    const range = { job_id: jobId, outcome: 'skipped', reason: 'paused' };
    for (const [from, to, count] of [
      [55, 10, 10],
      [120, 65, 12],
    ]) {
      const [from_slot, to_slot] = [from, to].map((minutes) => new Date(NOW - minutes * MINUTE));
      await rows.insert('cron_job_slot_ranges', [{ id: rows.newId(), ...range, from_slot, to_slot, count }]);
    }
    const stretch = (from: number, to: number, count: number) => ({
      executionId: null,
      scheduledAt: new Date(NOW - from * MINUTE),
      until: new Date(NOW - to * MINUTE),
      count,
      status: 'skipped',
      durationMs: null,
    });
    expect((await status('a')).lastSlots).toEqual([
      single(after, NOW - 5 * MINUTE, 'completed', 1_000),
      stretch(55, 10, 10),
      single(before, NOW - 60 * MINUTE, 'completed', 1_000),
      stretch(120, 65, 12),
    ]);
  });

  it('judges failures by the thresholds of the row', async () => {
    await rows.job('strict', { options: { alertThresholds: { consecutiveFailures: 1 } } });
    await rows.job('patient');
    for (const name of ['strict', 'patient']) await rows.ended(name, NOW - MINUTE, 'failed');
    const [patient, strict] = await reader.statuses();
    expect([patient.health, strict.health]).toEqual(['healthy', 'failing']);
    expect(strict.findings).toMatchObject([{ rule: 'failing', severity: 'error', count: 1 }]);
  });

  it('finds failures and the last good run behind a long row of missed and skipped slots', async () => {
    await rows.job('a');
    await rows.ended('a', NOW - 90 * MINUTE, 'completed');
    for (let i = 80; i < 83; i++) await rows.ended('a', NOW - i * MINUTE, 'failed');
    for (let i = 0; i < 40; i++) await rows.ended('a', NOW - i * MINUTE, i < 35 ? 'missed' : 'skipped');
    const { health, findings, lastFailureAt, lastSuccessAt } = await status('a');
    expect([health, findings.map(({ rule }) => rule)]).toEqual(['failing', ['failing', 'missed']]);
    expect(lastFailureAt).toEqual(new Date(NOW - 80 * MINUTE + 1_005));
    expect(lastSuccessAt).toEqual(new Date(NOW - 90 * MINUTE + 1_005));
  });

  it('says late when nobody has decided a slot, and stuck when a run does not end', async () => {
    await rows.job('late', { last_slot_at: new Date(NOW - 30 * MINUTE) });
    await rows.job('stuck');
    await rows.live('stuck', NOW - DAY);
    const [late, stuck] = await reader.statuses();
    expect([late.health, late.nextDueAt, stuck.health]).toEqual([
      'late',
      new Date(NOW - 25 * MINUTE),
      'stuck',
    ]);
  });

  it('says unknown of a job that never ran', async () => {
    await rows.job('new');
    expect(await status('new')).toMatchObject({
      health: 'unknown',
      lastSlots: [],
      lastSuccessAt: null,
      lastFailureAt: null,
    });
  });

  it('says paused while the pause holds', async () => {
    const pause = { paused_at: new Date(NOW - DAY), paused_by: 'ann', pause_reason: 'move' };
    await rows.job('forever', pause);
    await rows.job('over', { ...pause, paused_until: new Date(NOW) });
    await rows.job('still', { ...pause, paused_until: new Date(NOW + 1) });
    const [forever, over, still] = await reader.statuses();
    expect([forever.health, over.health, still.health]).toEqual(['paused', 'unknown', 'paused']);
    expect(over.paused).toBeNull();
    expect(still.paused).toEqual({
      since: new Date(NOW - DAY),
      until: new Date(NOW + 1),
      by: 'ann',
      reason: 'move',
    });
  });

  it('shows disabled jobs, and removed ones for 14 days, without a due time', async () => {
    await rows.job('disabled', { options: { enabled: false } });
    await rows.job('forgotten', { removed_at: new Date(NOW - 14 * DAY) });
    await rows.job('removed', { removed_at: new Date(NOW - 14 * DAY + 1) });
    const shown = await reader.statuses();
    expect(shown.map(({ jobName, health, nextDueAt }) => [jobName, health, nextDueAt])).toEqual([
      ['disabled', 'disabled', null],
      ['removed', 'disabled', null],
    ]);
  });

  it('says which jobs the host runs itself, which nobody can steer here', async () => {
    const timer = { kind: 'interval', everyMs: MINUTE, slots: false, visible: true };
    await rows.job('watched', { options: { observed: timer } });
    await rows.job('ours');
    const shown = await reader.statuses();
    expect(shown.map(({ jobName, observed }) => [jobName, observed])).toEqual([
      ['ours', false],
      ['watched', true],
    ]);
  });

  it('judges a job that is only run by hand by what it comes to, and by no slot', async () => {
    const byHand = {
      schedule: '@never',
      options: { enabled: false, onlyByHand: true },
      created_at: new Date(NOW - 90 * DAY),
    };
    await rows.job('fails', byHand);
    await rows.job('idle', { ...byHand, last_success_at: new Date(NOW - 40 * DAY) });
    await rows.job('paused', { ...byHand, paused_at: new Date(NOW - DAY) });
    await rows.job('well', byHand);
    await rows.ended('fails', NOW - MINUTE, 'failed', { scheduled_at: null });
    await rows.ended('well', NOW - MINUTE, 'completed', { scheduled_at: null });
    const shown = await reader.statuses();
    expect(
      shown.map(({ health, findings, nextDueAt }) => [health, findings.map(({ rule }) => rule), nextDueAt]),
    ).toEqual([
      ['failing', ['failing'], null],
      ['unknown', [], null],
      ['paused', [], null],
      ['healthy', [], null],
    ]);
  });

  it('shows a job that can not be read as unknown, beside the others', async () => {
    await rows.job('expression', { schedule: 'every now and then' });
    await rows.job('fine');
    await rows.job('threshold', { options: { alertThresholds: { staleness: 3 } } });
    await rows.job('zone', { time_zone: 'Mars/Base' });
    for (const name of ['expression', 'fine', 'threshold', 'zone'])
      await rows.ended(name, NOW - MINUTE, 'completed');
    const shown = await reader.statuses();
    expect(shown.map(({ health }) => health)).toEqual(['unknown', 'healthy', 'unknown', 'unknown']);
    expect(shown[0]).toMatchObject({
      description: 'every now and then',
      nextDueAt: null,
      lastSlots: [{ status: 'completed' }],
    });
  });
});

function single(executionId: string, at: number, status: string, durationMs: number | null = null) {
  return { executionId, scheduledAt: new Date(at), until: null, count: 1, status, durationMs };
}
