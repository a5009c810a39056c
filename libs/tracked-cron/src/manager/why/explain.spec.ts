import { holdsAt, type Evidence, type InstanceLife } from '../../cluster/evidence.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import { explain } from './explain.js';
import type { ExplanationCause, ExplanationOutcome } from './explanation.js';
import type { WhyExecution, WhyFacts } from './why-facts.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A Monday; the job is due every five minutes. */
const SLOT = new Date('2026-03-02T12:00:00Z');
const after = (minutes: number) => new Date(SLOT.getTime() + minutes * MINUTE);

const row = (columns: Partial<CronJobEntity> = {}): CronJobEntity =>
  ({
    id: 'job',
    application: 'shop',
    environment: 'production',
    name: 'sync',
    group: 'stock',
    schedule: '*/5 * * * *',
    timeZone: 'UTC',
    overlap: 'skip',
    options: { enabled: true, disabledReason: null, misfire: 'latest', catchUpWindow: null, runsOn: [] },
    definitionVersion: 1,
    lastSlotAt: after(10),
    pausedAt: null,
    pausedUntil: null,
    pausedBy: null,
    pauseReason: null,
    maxQueued: 3,
    concurrencyKey: 'warehouse',
    concurrencyLimit: 2,
    skipSlot: null,
    skipBy: null,
    skipReason: null,
    frozenAt: null,
    frozenUntil: null,
    breakerUntil: null,
    breakerOpenedAt: null,
    release: '1.4.0',
    removedAt: null,
    createdAt: after(-30 * 24 * 60),
    updatedAt: after(-60),
    ...columns,
  }) as CronJobEntity;

const execution = (columns: Partial<WhyExecution> = {}): WhyExecution => ({
  id: 'execution',
  jobName: 'sync',
  status: 'completed',
  reason: null,
  trigger: 'schedule',
  triggeredBy: null,
  triggerReason: null,
  scheduledAt: SLOT,
  startedAt: SLOT,
  completedAt: after(1),
  instanceId: 'web-1',
  attempt: 1,
  maxAttempts: 1,
  errorMessage: null,
  definitionVersion: 1,
  createdAt: SLOT,
  ...columns,
});
const ended = (status: 'skipped' | 'missed', reason: string, columns: Partial<WhyExecution> = {}) =>
  execution({ status, reason, startedAt: null, attempt: 0, ...columns });
const range = (outcome: 'skipped' | 'missed', reason: string) => ({
  from: after(-60),
  to: after(60),
  outcome,
  reason,
  count: 25,
});

const life = (columns: Partial<InstanceLife> = {}): InstanceLife => ({
  id: 'web-1',
  host: 'host-1',
  release: '1.4.0',
  labels: [],
  executes: true,
  from: SLOT.getTime() - DAY,
  to: Infinity,
  leftByItself: false,
  ...columns,
});
const evidence = (kind: Evidence['kind'], columns: Partial<Evidence> = {}): Evidence => ({
  kind,
  instanceId: null,
  jobId: null,
  from: after(-1).getTime(),
  to: after(1).getTime(),
  detail: {},
  ...columns,
});

interface Situation extends Partial<Omit<WhyFacts, 'presence'>> {
  readonly lives?: readonly InstanceLife[];
  readonly held?: readonly Evidence[];
}

const explained = ({ lives = [life()], held = [], ...facts }: Situation) =>
  explain({
    job: row(),
    at: SLOT,
    now: after(12),
    recorded: [],
    before: [],
    inGroup: [],
    ranges: [],
    presence: { lives, evidence: held, completeFrom: -Infinity },
    ...facts,
  });

const gone = life({ to: after(-2).getTime(), leftByItself: true });
const came = life({ id: 'web-2', from: after(2).getTime(), release: '1.5.0' });
const labelled = row({ options: { ...row().options, runsOn: ['gpu'] } });

describe('why a job did or did not run at noon', () => {
  it.each<[ExplanationOutcome, ExplanationCause, RegExp, Situation]>([
    [
      'completed',
      'completed',
      /^It ran: it started at .* and completed after 1 min\.$/,
      { recorded: [execution()] },
    ],
    [
      'completed',
      'completed',
      /started at 2026-03-02 12:01:30 UTC, 1 min 30 s late,/,
      { recorded: [execution({ startedAt: after(1.5), completedAt: after(2) })] },
    ],
    [
      'running',
      'running',
      /is still running/,
      { recorded: [execution({ status: 'running', completedAt: null })] },
    ],
    [
      'pending',
      'pending',
      /waits for attempt 2 of 3/,
      { recorded: [execution({ status: 'pending', completedAt: null, attempt: 2, maxAttempts: 3 })] },
    ],
    [
      'failed',
      'failed',
      /and failed after 1 min: connect ECONNREFUSED\.$/,
      { recorded: [execution({ status: 'failed', errorMessage: 'connect ECONNREFUSED\nat net' })] },
    ],
    [
      'timed_out',
      'timed_out',
      /timeout/,
      { recorded: [execution({ status: 'timed_out', reason: 'timeout' })] },
    ],
    [
      'cancelled',
      'cancelled',
      /\(person\)/,
      { recorded: [execution({ status: 'cancelled', reason: 'person' })] },
    ],
    [
      'lost',
      'lost',
      /lost \(instance_died\)/,
      { recorded: [execution({ status: 'lost', reason: 'instance_died' })] },
    ],
    [
      'failed',
      'failed',
      /failed/,
      { recorded: [execution({ id: 'a' }), execution({ id: 'b', status: 'failed', instanceId: 'web-2' })] },
    ],
    [
      'skipped',
      'overlap',
      /an earlier execution of the job was in flight: earlier had been running since 2026-03-02 11:55:00 UTC and was until 2026-03-02 12:02:00 UTC \(completed\)/,
      {
        recorded: [ended('skipped', 'overlap')],
        before: [
          execution({ id: 'earlier', scheduledAt: after(-5), startedAt: after(-5), completedAt: after(2) }),
        ],
      },
    ],
    ['skipped', 'overlap', /was still in flight/, { recorded: [ended('skipped', 'overlap')] }],
    ['skipped', 'queue_full', /3 slots waited already/, { recorded: [ended('skipped', 'queue_full')] }],
    [
      'skipped',
      'concurrency',
      /group "warehouse" was full, 2 at once: "import", "export"/,
      {
        recorded: [ended('skipped', 'concurrency')],
        inGroup: [execution({ jobName: 'import' }), execution({ jobName: 'export' })],
      },
    ],
    [
      'skipped',
      'skip_next',
      /by Ann \("derby"\)/,
      { recorded: [ended('skipped', 'skip_next', { triggeredBy: 'Ann', triggerReason: 'derby' })] },
    ],
    [
      'skipped',
      'paused',
      /the job was paused by Ann \("feed moves"\)/,
      {
        ranges: [range('skipped', 'paused')],
        held: [
          evidence('paused', { jobId: 'another', detail: { by: 'Bob' } }),
          evidence('paused', { jobId: 'job', detail: { by: 'Ann', reason: 'feed moves' } }),
        ],
      },
    ],
    [
      'skipped',
      'frozen',
      /a freeze held the job by Ann/,
      {
        ranges: [range('skipped', 'frozen')],
        held: [
          evidence('frozen', { detail: { group: 'other', by: 'Bob' } }),
          evidence('frozen', { detail: { group: 'stock', by: 'Ann' } }),
        ],
      },
    ],
    [
      'skipped',
      'breaker',
      /circuit breaker was open after failures, the last of them: no route/,
      {
        ranges: [range('skipped', 'breaker')],
        before: [execution({ status: 'failed', completedAt: after(-3), errorMessage: 'no route' })],
      },
    ],
    [
      'missed',
      'no_instance',
      /no instance of shop \(production\) that claims slots was alive/,
      {
        recorded: [ended('missed', 'no_instance')],
        lives: [gone, came],
      },
    ],
    [
      'missed',
      'deployment',
      /release 1\.4\.0 had left and release 1\.5\.0 was not there yet/,
      {
        ranges: [range('missed', 'deployment')],
        lives: [gone, came],
      },
    ],
    [
      'missed',
      'no_capable_instance',
      /one instance was alive, but none that runs this job \(runsOn: gpu\)/,
      {
        job: labelled,
        recorded: [ended('missed', 'no_capable_instance')],
      },
    ],
    [
      'missed',
      'database_unreachable',
      /database could not be reached/,
      {
        recorded: [ended('missed', 'database_unreachable')],
        held: [evidence('database_unreachable', { instanceId: 'web-1', detail: { error: 'ECONNREFUSED' } })],
      },
    ],
    ['missed', 'claim_slow', /so long/, { recorded: [ended('missed', 'claim_slow')] }],
    ['missed', 'event_loop_blocked', /blocked/, { recorded: [ended('missed', 'event_loop_blocked')] }],
    ['missed', 'clock_stepped', /put ahead/, { recorded: [ended('missed', 'clock_stepped')] }],
    ['missed', 'unknown', /nothing on record/, { recorded: [ended('missed', 'unknown')] }],
    [
      'missed',
      'not_fired',
      /timer did not fire for it\. Likely, the event loop/,
      { recorded: [ended('missed', 'not_fired')], held: [evidence('event_loop_blocked')] },
    ],
    [
      'missed',
      'database_unreachable',
      /database/,
      { recorded: [ended('missed', 'unknown')], held: [evidence('database_unreachable')] },
    ],
    [
      'missed',
      'threshold',
      /later than the job's threshold allows\.$/,
      { recorded: [ended('missed', 'threshold')] },
    ],
    [
      'not_due',
      'not_due',
      /the nearest slots are 2026-03-02 12:00:00 UTC and 2026-03-02 12:05:00 UTC/,
      { at: after(1) },
    ],
    ['not_due', 'never_due', /never due by itself/, { job: row({ schedule: '@never' }) }],
    [
      'not_due',
      'never_due',
      /own timer/,
      { job: row({ schedule: '@interval', options: { observed: { slots: false, kind: 'interval' } } }) },
    ],
    [
      'not_due',
      'clock_change',
      /was not due at 2026-03-29 01:30:00 UTC/,
      {
        job: row({ schedule: '30 3 * * *', timeZone: 'Europe/Riga', lastSlotAt: new Date('2026-04-01') }),
        at: new Date('2026-03-29T01:30:00Z'),
        now: new Date('2026-04-01'),
      },
    ],
    ['unrecorded', 'not_registered', /was not known yet/, { job: row({ createdAt: after(1) }) }],
    [
      'unrecorded',
      'removed',
      /gone from the code/,
      { job: row({ removedAt: after(-3), lastSlotAt: after(-5) }) },
    ],
    [
      'unrecorded',
      'disabled',
      /disabled in the code: too expensive/,
      {
        job: row({
          lastSlotAt: after(-5),
          options: { ...row().options, enabled: false, disabledReason: 'too expensive' },
        }),
      },
    ],
    [
      'unrecorded',
      'schedule_changed',
      /version 1 then, 2 now/,
      { job: row({ definitionVersion: 2 }), before: [execution({ scheduledAt: after(-7) })] },
    ],
    ['unrecorded', 'unknown', /no record of it/, {}],
    [
      'unrecorded',
      'no_instance',
      /no record of it, or none any more; no instance/,
      { lives: [gone, life({ id: 'web-2', from: after(2).getTime() })] },
    ],
    [
      'upcoming',
      'upcoming',
      /in 5 min; nothing that is known now will keep it from running/,
      { now: after(-5), job: row({ lastSlotAt: after(-5) }) },
    ],
    [
      'upcoming',
      'paused',
      /but is paused by Ann \("feed moves"\), as things stand/,
      {
        now: after(-5),
        job: row({ lastSlotAt: after(-5), pausedAt: after(-9), pausedBy: 'Ann', pauseReason: 'feed moves' }),
      },
    ],
    [
      'upcoming',
      'upcoming',
      /nothing/,
      { now: after(-5), job: row({ lastSlotAt: after(-5), pausedAt: after(-9), pausedUntil: after(-1) }) },
    ],
    [
      'upcoming',
      'frozen',
      /freeze/,
      { now: after(-5), job: row({ lastSlotAt: after(-5), frozenAt: after(-9) }) },
    ],
    [
      'upcoming',
      'breaker',
      /circuit breaker until/,
      {
        now: after(-5),
        job: row({ lastSlotAt: after(-5), breakerUntil: after(2), breakerOpenedAt: after(-6) }),
      },
    ],
    [
      'upcoming',
      'skip_next',
      /will be skipped, as was asked by Ann/,
      { now: after(-5), job: row({ lastSlotAt: after(-5), skipSlot: SLOT, skipBy: 'Ann' }) },
    ],
    [
      'upcoming',
      'no_instance',
      /no instance that is alive/,
      { now: after(-5), job: row({ lastSlotAt: after(-5) }), lives: [gone] },
    ],
    [
      'upcoming',
      'no_capable_instance',
      /no instance now that runs it/,
      { now: after(-5), job: { ...labelled, lastSlotAt: after(-5) } },
    ],
    ['undecided', 'being_claimed', /a moment/, { now: after(0.02), job: row({ lastSlotAt: after(-5) }) }],
    [
      'undecided',
      'paused',
      /it is paused/,
      { now: after(1), job: row({ lastSlotAt: after(-5), pausedAt: after(-9) }) },
    ],
    ['undecided', 'unknown', /nothing on record/, { now: after(1), job: row({ lastSlotAt: after(-5) }) }],
    [
      'undecided',
      'database_unreachable',
      /database/,
      {
        now: after(1),
        job: row({ lastSlotAt: after(-5) }),
        held: [evidence('database_unreachable', { to: Infinity })],
      },
    ],
    [
      'undecided',
      'no_instance',
      /no instance/,
      { now: after(1), job: row({ lastSlotAt: after(-5) }), lives: [gone] },
    ],
  ])('is %s, %s: %s', (outcome, cause, sentence, situation) => {
    const answer = explained(situation);
    expect([answer.outcome, answer.cause]).toEqual([outcome, cause]);
    expect(answer.sentence).toMatch(sentence);
    expect(answer.sentence).toMatch(/^[A-Z"].*\.$/);
    for (const { text } of answer.evidence) expect(text).toMatch(/^[A-Z"].*\.$/);
  });

  it('rests on lines that name executions and instances, the most telling first', () => {
    const { evidence: lines } = explained({
      recorded: [ended('missed', 'database_unreachable', { instanceId: 'web-2' })],
      held: [
        evidence('claim_slow'),
        evidence('database_unreachable', { instanceId: 'web-1', detail: { error: 'ECONNREFUSED' } }),
      ],
    });
    expect(lines.map(({ kind }) => kind)).toEqual(['database_unreachable', 'execution', 'instance']);
    expect(lines[0]).toMatchObject({
      from: after(-1),
      to: after(1),
      instanceId: 'web-1',
      text: 'The database could not be used from 2026-03-02 11:59:00 UTC until 2026-03-02 12:01:00 UTC (ECONNREFUSED).',
    });
    expect(lines[1]).toMatchObject({ executionId: 'execution', instanceId: 'web-2' });
    expect(lines[2]).toMatchObject({ instanceId: 'web-1', to: null });
  });

  it('says who left before and who came afterwards, where nobody was there', () => {
    const { evidence: lines } = explained({
      recorded: [ended('missed', 'no_instance')],
      lives: [gone, life({ id: 'old', to: after(-9).getTime() }), came],
    });
    expect(lines.map(({ instanceId }) => instanceId)).toEqual(['web-1', 'web-1', 'web-2']);
    expect(lines[1].text).toMatch(/until 2026-03-02 11:58:00 UTC, when it shut down\.$/);
  });

  it('knows a slot of a schedule that has changed since, where it is on record', () => {
    const { slot, cause } = explained({ job: row({ schedule: '7 * * * *' }), recorded: [execution()] });
    expect([slot, cause]).toEqual([SLOT, 'completed']);
    expect(
      explained({ job: row({ schedule: '7 * * * *' }), ranges: [range('missed', 'unknown')] }).cause,
    ).toBe('not_due');
  });

  it('tells a slot that was made up for afterwards', () => {
    const { cause, evidence: lines } = explained({
      ranges: [range('missed', 'no_instance')],
      recorded: [
        execution({ trigger: 'backfill', triggeredBy: 'Ann', startedAt: after(9), completedAt: after(10) }),
      ],
    });
    expect(cause).toBe('no_instance');
    expect(lines.at(-1)!.text).toMatch(/backfill by Ann: completed/);
  });

  it.each<[RegExp, Date | null, Situation]>([
    [/^The next slot is at 2026-03-02 12:15:00 UTC\.$/, after(15), { recorded: [execution()] }],
    [
      /^It is not caught up any more: with misfire 'latest' only the newest slot runs late, within 5 min\. The next/,
      after(15),
      { recorded: [ended('missed', 'no_instance')] },
    ],
    [
      /^It will be caught up if it is claimed by 2026-03-02 12:05:00 UTC and no newer slot has come due\. The next/,
      after(5),
      { now: after(1), job: row({ lastSlotAt: after(-5) }) },
    ],
    [
      /^It will be recorded as missed: with misfire 'skip'/,
      after(5),
      { now: after(1), job: row({ lastSlotAt: after(-5), options: { misfire: 'skip' } }) },
    ],
    [
      /counted as skipped/,
      after(5),
      { now: after(1), job: row({ lastSlotAt: after(-5), pausedAt: after(-9) }) },
    ],
    [
      /The next slot is at .*; it is paused until 2026-03-02 13:00:00 UTC, as things stand\.$/,
      after(15),
      { recorded: [execution()], job: row({ pausedAt: after(11), pausedUntil: after(60) }) },
    ],
    [
      /; it has no instance that is alive now, as things stand\.$/,
      after(15),
      { recorded: [execution()], lives: [gone] },
    ],
    [/gone from the code/, null, { recorded: [execution()], job: row({ removedAt: after(11) }) }],
    [/disabled/, null, { recorded: [execution()], job: row({ options: { enabled: false } }) }],
    [/^Nothing is due by itself\.$/, null, { job: row({ schedule: '@never' }) }],
  ])('says what happens next: %s', (text, at, situation) => {
    const { next } = explained(situation);
    expect(next.text).toMatch(text);
    expect(next.at).toEqual(at);
  });

  it('names the change of the clocks that moved a slot, and the time by the wall clock of the zone', () => {
    const {
      evidence: lines,
      sentence,
      nearest,
    } = explained({
      job: row({ schedule: '30 3 * * *', timeZone: 'Europe/Riga' }),
      at: new Date('2026-03-29T01:30:00Z'),
    });
    expect(nearest.before).toEqual(new Date('2026-03-29T01:00:00Z'));
    expect(sentence).toContain('2026-03-29 01:00:00 UTC (2026-03-29 04:00:00 in Europe/Riga)');
    expect(lines[1]).toMatchObject({ kind: 'clock_change', from: new Date('2026-03-29T01:00:00Z') });
    expect(lines[1].text).toMatch(/put forward by 1 h/);
  });

  it('is judged by what held at that very instant', () => {
    const outage = evidence('database_unreachable', { from: SLOT.getTime(), to: after(5).getTime() });
    expect([holdsAt(outage, SLOT.getTime()), holdsAt(outage, after(5).getTime())]).toEqual([true, false]);
  });
});
