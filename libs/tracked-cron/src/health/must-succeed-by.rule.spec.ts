import type { JobFacts } from './job-facts.js';
import {
  at,
  facts,
  findingOf,
  goodRun,
  HOUR,
  record,
  scheduled,
  stretch,
} from '../../../../test/support/job-facts.js';

/** Every night at 02:00 in Riga, to be done by 06:00 there, which is 04:00 UTC in winter. */
const nightly = (now: string, changed: Partial<JobFacts> = {}, expression = '0 2 * * *') =>
  scheduled(
    expression,
    'Europe/Riga',
    now,
    { ...goodRun('2026-01-09T00:00:00Z', '2026-01-09T00:05:00Z'), ...changed },
    { written: { mustSucceedBy: '06:00', tell: { stale: false } } },
  );
const found = (judged: JobFacts) => findingOf('must_succeed_by', judged);

describe('a job that must succeed by 06:00', () => {
  it.each([
    ['2026-01-10T03:59:59.999Z', false],
    ['2026-01-10T04:00:00.000Z', true],
    ['2026-01-13T04:00:00.000Z', true],
  ])('and has not is an error from then on, until it has: at %s %p', (now, expected) => {
    expect(found(nightly(now)) !== undefined).toBe(expected);
  });

  it('dates to that time, and names the last slot it had', () => {
    expect(found(nightly('2026-01-10T05:30:00Z'))).toEqual({
      rule: 'must_succeed_by',
      severity: 'error',
      told: true,
      since: new Date('2026-01-10T04:00:00Z'),
      message: 'had to succeed by 06:00, 1 h 30 m ago, and has not',
      count: 1,
      slot: new Date('2026-01-10T00:00:00Z'),
      executionId: null,
    });
  });

  it.each<[string, Partial<JobFacts>]>([
    ['its slot had a good run', goodRun('2026-01-10T00:00:00Z', '2026-01-10T00:05:00Z')],
    ['its slot had a good run too late', goodRun('2026-01-10T00:00:00Z', '2026-01-10T05:00:00Z')],
    [
      'somebody ran it by hand afterwards',
      {
        recent: [
          {
            ...record('completed', 0),
            scheduledAt: null,
            startedAt: new Date('2026-01-10T05:00:00Z'),
            completedAt: new Date('2026-01-10T05:01:00Z'),
          },
        ],
      },
    ],
    ['only the end of a good run is known', { recent: [], lastSuccessAt: new Date('2026-01-10T00:05:00Z') }],
    [
      'its slot was skipped on purpose',
      {
        stretches: [
          stretch('skipped', 'paused', new Date('2026-01-10T00:00:00Z'), new Date('2026-01-10T00:00:00Z')),
        ],
      },
    ],
    ['it is due since later', { dueSince: new Date('2026-01-10T01:00:00Z') }],
    ['it is paused', { state: 'paused' }],
  ])('is fine where %s', (_, changed) => {
    expect(found(nightly('2026-01-10T05:30:00Z', changed))).toBeUndefined();
  });

  it('is not made good by the run of the day before that ended on this one', () => {
    const late = goodRun('2026-01-09T00:00:00Z', '2026-01-10T03:00:00Z');
    expect(found(nightly('2026-01-10T04:00:00Z', late))).toBeDefined();
  });

  it('on Sundays is judged by its last Sunday', () => {
    const weekly = (now: string, changed = {}) => nightly(now, changed, '0 2 * * sun');
    const inTime = goodRun('2026-01-11T00:00:00Z', '2026-01-11T00:10:00Z');
    expect(found(weekly('2026-01-14T12:00:00Z', inTime))).toBeUndefined();
    expect(found(weekly('2026-01-14T12:00:00Z'))).toMatchObject({
      since: new Date('2026-01-11T04:00:00Z'),
      slot: new Date('2026-01-11T00:00:00Z'),
    });
  });

  it('may have been done by any of its slots of that day', () => {
    const hourly = (changed: Partial<JobFacts>) =>
      found(nightly('2026-01-10T04:00:00Z', changed, '0 * * * *'));
    expect(hourly(goodRun('2026-01-09T04:00:00Z', '2026-01-09T04:01:00Z'))).toBeUndefined();
    expect(hourly(goodRun('2026-01-09T03:00:00Z', '2026-01-09T04:30:00Z'))).toBeDefined();
  });

  it.each([
    // the clocks of Riga go from 03:00 to 04:00, those of New York from 02:00 to 03:00, and back from 04:00 and 02:00
    ['Europe/Riga', '03:30', '2026-03-29T01:00:00Z'],
    ['Europe/Riga', '06:00', '2026-03-29T03:00:00Z'],
    ['Europe/Riga', '03:30', '2026-10-25T00:30:00Z'],
    ['Europe/Riga', '06:00', '2026-10-25T04:00:00Z'],
    ['America/New_York', '02:30', '2026-03-08T07:00:00Z'],
    ['America/New_York', '06:00', '2026-03-08T10:00:00Z'],
    ['America/New_York', '01:30', '2026-11-01T05:30:00Z'],
    ['America/New_York', '06:00', '2026-11-01T11:00:00Z'],
  ])('in %s by %s: at %s, on the day of a clock change', (timeZone, mustSucceedBy, deadline) => {
    const judged = (offset: number) =>
      scheduled(
        '0 0 * * *',
        timeZone,
        new Date(Date.parse(deadline) + offset).toISOString(),
        { lastSuccessAt: new Date(Date.parse(deadline) - 26 * HOUR) },
        { written: { mustSucceedBy } },
      );
    expect(found(judged(-1))).toBeUndefined();
    expect(found(judged(0))?.since).toEqual(new Date(deadline));
  });

  it('is not judged where only a timer knows when it is due', () => {
    expect(
      found(facts({ lastSuccessAt: at(-99 * HOUR), periodMs: Infinity }, { mustSucceedBy: '06:00' })),
    ).toBeUndefined();
  });
});
