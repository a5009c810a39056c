import {
  at,
  DAY,
  facts,
  findingOf,
  found,
  HOUR,
  MINUTE,
  pending,
  record,
  running,
  stretch,
} from '../../../../test/support/job-facts.js';
import type { JobFacts } from './job-facts.js';
import { judgeHealth } from './job-health.js';

describe('a job that has never run', () => {
  const fresh = (firstSlot: number, changed: Partial<JobFacts> = {}) =>
    facts(
      {
        dueSince: at(firstSlot - HOUR),
        watermark: at(firstSlot - HOUR),
        nextDueAt: at(firstSlot),
        periodMs: DAY,
        lastSuccessAt: null,
        ...changed,
      },
      { startDeadline: '2m', staleness: '10m' },
    );

  it.each([
    ['waits for its first slot', HOUR, undefined],
    ['is a millisecond from its deadline', -2 * MINUTE + 1, undefined],
    ['is at its deadline', -2 * MINUTE, 'warning'],
    ['is a millisecond from its staleness', -10 * MINUTE + 1, 'warning'],
    ['is at its staleness', -10 * MINUTE, 'error'],
  ])('is as loud as a late one: %s', (_, firstSlot, severity) => {
    expect(findingOf('never_ran', fresh(firstSlot))?.severity).toBe(severity);
    expect(findingOf('late', fresh(firstSlot))).toBeUndefined();
  });

  it('dates to its first slot', () => {
    expect(judgeHealth(fresh(-3 * MINUTE))).toEqual({
      health: 'late',
      findings: [
        {
          rule: 'never_ran',
          severity: 'warning',
          told: true,
          since: at(-3 * MINUTE),
          message: 'was due for the first time 3 m ago and has never started',
          count: 1,
          slot: at(-3 * MINUTE),
          executionId: null,
        },
      ],
    });
  });

  it('goes on while its slots are missed, written or counted', () => {
    const missed = {
      nextDueAt: at(HOUR),
      recent: [record('missed', -3 * HOUR), record('missed', -2 * HOUR)],
      stretches: [stretch('missed', 'no_instance', at(-9 * HOUR), at(-4 * HOUR), 6)],
    };
    expect(findingOf('never_ran', fresh(0, missed))).toMatchObject({
      since: at(-9 * HOUR),
      count: 8,
      severity: 'error',
    });
  });

  it('names the execution that waits', () => {
    expect(findingOf('never_ran', fresh(HOUR, { inFlight: [pending(-HOUR)] }))).toMatchObject({
      executionId: 'e1',
      slot: at(-HOUR),
    });
  });

  it.each<[string, Partial<JobFacts>]>([
    ['had a good run, however long ago', { lastSuccessAt: at(-400 * DAY) }],
    ['failed once', { lastFailureAt: at(-400 * DAY) }],
    ['was cancelled once', { recent: [record('cancelled', -DAY)] }],
    ['is running for the first time', { inFlight: [running(-MINUTE)] }],
  ])('is another one than one that %s', (_, changed) => {
    expect(findingOf('never_ran', fresh(-HOUR, changed))).toBeUndefined();
  });

  it('is left alone where its slots were skipped on purpose', () => {
    const skipped = {
      nextDueAt: at(HOUR),
      recent: [record('skipped', -HOUR, -HOUR, { reason: 'when: closed' })],
    };
    expect(found(fresh(HOUR, skipped))).toEqual([]);
  });
});
