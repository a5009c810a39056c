import {
  at,
  DAY,
  facts,
  findingOf,
  found,
  goodRun,
  HOUR,
  MINUTE,
  record,
  running,
  scheduled,
  stretch,
} from '../../../../test/support/job-facts.js';
import type { JobFacts } from './job-facts.js';
import { judgeHealth } from './job-health.js';

/** Every night at 02:00 UTC; its last good run was that of the ninth. */
const nightly = (now: string, changed: Partial<JobFacts> = {}) =>
  scheduled('0 2 * * *', 'UTC', now, {
    ...goodRun('2026-01-09T02:00:00Z', '2026-01-09T02:05:00Z'),
    ...changed,
  });

describe('a job without a good run', () => {
  it.each([
    ['2026-01-10T02:29:59.999Z', false],
    ['2026-01-10T02:30:00.000Z', true],
    ['2026-01-14T02:30:00.000Z', true],
  ])('is stale when its staleness has passed since the next slot: at %s %p', (now, expected) => {
    expect(findingOf('stale', nightly(now)) !== undefined).toBe(expected);
  });

  it('dates to the slot that should have had one', () => {
    const failed = record('failed', 0, 0, {
      scheduledAt: new Date('2026-01-10T02:00:00Z'),
      completedAt: new Date('2026-01-10T02:01:00Z'),
    });
    const { recent, ...rest } = goodRun('2026-01-09T02:00:00Z', '2026-01-09T02:05:00Z');
    const judged = nightly('2026-01-10T04:05:00Z', { ...rest, recent: [failed, ...recent!] });
    expect(findingOf('stale', judged)).toEqual({
      rule: 'stale',
      severity: 'error',
      told: false,
      since: new Date('2026-01-10T02:00:00Z'),
      message: 'its last good run was 1 d 2 h ago, the next was due 2 h 5 m ago',
      count: 1,
      slot: new Date('2026-01-10T02:00:00Z'),
      executionId: null,
    });
  });

  it('is told of unless its cause is told: a skipped slot alone is no cause', () => {
    const skipped = record('skipped', 0, 0, {
      reason: 'concurrency',
      scheduledAt: new Date('2026-01-10T02:00:00Z'),
    });
    const { recent } = goodRun('2026-01-09T02:00:00Z', '2026-01-09T02:05:00Z');
    const [finding, ...others] = found(nightly('2026-01-10T03:00:00Z', { recent: [skipped, ...recent!] }));
    expect([finding.rule, finding.told, others]).toEqual(['stale', true, []]);
  });

  it('waits for the run of that slot, until it is stuck', () => {
    const started = (startedAt: string) => ({
      inFlight: [
        running(0, { scheduledAt: new Date('2026-01-10T02:00:00Z'), startedAt: new Date(startedAt) }),
      ],
    });
    const judged = nightly('2026-01-10T02:40:00Z', started('2026-01-10T02:20:00Z'));
    expect(findingOf('stale', judged)).toBeUndefined();
    const stuck = nightly('2026-01-10T02:50:00Z', started('2026-01-10T02:20:00Z'));
    expect(found(stuck).map(({ rule, told }) => [rule, told])).toEqual([
      ['stuck', true],
      ['stale', false],
    ]);
  });

  it('is not excused by the run of a later slot, as a job that fails every minute always has one', () => {
    const judged = scheduled('* * * * *', 'UTC', '2026-01-10T02:45:30Z', {
      ...goodRun('2026-01-10T02:00:00Z', '2026-01-10T02:00:02Z'),
      inFlight: [
        running(0, {
          scheduledAt: new Date('2026-01-10T02:45:00Z'),
          startedAt: new Date('2026-01-10T02:45:00Z'),
        }),
      ],
    });
    expect(findingOf('stale', judged)).toMatchObject({ since: new Date('2026-01-10T02:01:00Z') });
  });

  it('of a schedule for weekdays is not stale at the weekend', () => {
    const weekdays = (now: string) =>
      scheduled(
        '0 9 * * mon-fri',
        'Europe/Riga',
        now,
        goodRun('2026-01-09T07:00:00Z', '2026-01-09T07:05:00Z'),
      );
    expect(found(weekdays('2026-01-11T20:00:00Z'))).toEqual([]);
    expect(findingOf('stale', weekdays('2026-01-12T07:30:00Z'))?.slot).toEqual(
      new Date('2026-01-12T07:00:00Z'),
    );
  });

  it('is not stale on days that its calendar closes', () => {
    const calendars = [{ businessDays: [1, 2, 3, 4, 5], holidays: [], blackouts: [] }];
    const daily = (now: string) =>
      scheduled('0 9 * * *', 'UTC', now, goodRun('2026-01-09T09:00:00Z', '2026-01-09T09:05:00Z'), {
        calendars,
      });
    expect(findingOf('stale', daily('2026-01-12T09:29:59Z'))).toBeUndefined();
    expect(findingOf('stale', daily('2026-01-12T09:30:00Z'))).toBeDefined();
  });

  it.each<[string, Partial<JobFacts>]>([
    ['scheduled anew', { dueSince: new Date('2026-01-10T02:00:00Z') }],
    [
      'let go by a pause',
      {
        stretches: [
          stretch('skipped', 'paused', new Date('2026-01-05T02:00:00Z'), new Date('2026-01-10T02:00:00Z')),
        ],
      },
    ],
    [
      'skipped by its own condition',
      {
        recent: [
          record('skipped', 0, 0, {
            reason: 'when: no match',
            scheduledAt: new Date('2026-01-10T02:00:00Z'),
          }),
        ],
      },
    ],
  ])('has time until the slot after it was %s', (_, changed) => {
    const judged = (now: string) => nightly(now, changed);
    expect(findingOf('stale', judged('2026-01-11T02:29:59Z'))).toBeUndefined();
    expect(findingOf('stale', judged('2026-01-11T02:30:00Z'))).toBeDefined();
  });

  it('is never stale before its slot and jitter are over', () => {
    const judged = nightly('2026-01-10T02:59:59Z');
    const withJitter = { ...judged, slots: { ...methodsOf(judged), jitterMs: 30 * MINUTE } };
    expect(findingOf('stale', withJitter)).toBeUndefined();
    expect(findingOf('stale', { ...withJitter, now: new Date('2026-01-10T03:00:00Z') })).toBeDefined();
  });

  it('that a timer of the host runs is judged by its interval', () => {
    const timer = (ago: number) => facts({ periodMs: HOUR, lastSuccessAt: at(-ago) });
    expect(findingOf('stale', timer(90 * MINUTE - 1))).toBeUndefined();
    expect(findingOf('stale', timer(90 * MINUTE))).toBeDefined();
    expect(found(facts({ periodMs: Infinity, nextDueAt: null, lastSuccessAt: at(-400 * DAY) }))).toEqual([]);
  });
});

describe('a job that is held', () => {
  const held = (since: number, until: Date | null, changed: Partial<JobFacts> = {}) =>
    facts({
      state: 'paused',
      hold: { since: at(since), until },
      lastSuccessAt: at(since),
      ...changed,
    });

  it.each([
    ['a millisecond less than a week', -7 * DAY + 1, null, false],
    ['a week', -7 * DAY, null, true],
    ['a year, with an end', -365 * DAY, at(DAY), false],
  ])('without an end is forgotten after a week: %s', (_, since, until, expected) => {
    const { health, findings } = judgeHealth(held(since, until));
    expect(findings.map(({ rule }) => rule)).toEqual(expected ? ['stale'] : []);
    expect(health).toBe('paused');
  });

  it('is stale although its slots were skipped on purpose', () => {
    const stretches = [stretch('skipped', 'paused', at(-8 * DAY), at(-MINUTE), 2000)];
    expect(findingOf('stale', held(-8 * DAY, null, { stretches }))).toMatchObject({
      told: true,
      message: 'its last good run was 8 d ago, the next was due 8 d ago; held for 8 d',
    });
  });

  it('is not stale before a slot would have come', () => {
    const yearly = held(-8 * DAY, null, { periodMs: 365 * DAY });
    expect(found(yearly)).toEqual([]);
  });
});

describe('after a time in which nobody watched', () => {
  /** Its last good run was that of 02:00; everything was away from 02:03 until 02:43. */
  const often = (now: string) =>
    scheduled('*/5 * * * *', 'UTC', `2026-01-10T${now}Z`, {
      ...goodRun('2026-01-10T02:00:00Z', '2026-01-10T02:01:00Z'),
      gaps: [{ from: new Date('2026-01-10T02:03:00Z'), to: new Date('2026-01-10T02:43:00Z') }],
    });

  it('is not stale for the slots of that time, which are told of together', () => {
    expect(findingOf('stale', { ...often('02:43:10'), gaps: [] })).toBeDefined();
    expect(findingOf('stale', often('02:43:10'))).toBeUndefined();
  });

  it('has from its next slot on as long as ever', () => {
    expect(findingOf('stale', often('03:14:59'))).toBeUndefined();
    expect(findingOf('stale', often('03:15:00'))).toMatchObject({ since: new Date('2026-01-10T02:45:00Z') });
  });

  it('is stale for what was due before it', () => {
    const gaps = [{ from: new Date('2026-01-10T02:06:00Z'), to: new Date('2026-01-10T02:43:00Z') }];
    expect(findingOf('stale', { ...often('02:43:10'), gaps })).toMatchObject({
      since: new Date('2026-01-10T02:05:00Z'),
    });
  });
});

function methodsOf({ slots }: JobFacts) {
  return {
    after: (instant: number) => slots!.after(instant),
    before: (instant: number) => slots!.before(instant),
    isMoved: (slot: number) => slots!.isMoved(slot),
    lastShown: (time: string, upTo: number) => slots!.lastShown(time, upTo),
    nextShown: (time: string, after: number) => slots!.nextShown(time, after),
  };
}
