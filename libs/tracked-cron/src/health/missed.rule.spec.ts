import {
  at,
  facts,
  findingOf,
  found,
  HOUR,
  MINUTE,
  pending,
  record,
  running,
  SECOND,
  slots,
  stretch,
} from '../../../../test/support/job-facts.js';
import type { EndedStatus } from '../history/execution-status.js';
import { judgeHealth } from './job-health.js';
import type { JobFacts } from './job-facts.js';
import type { SlotRecord } from './slot-record.js';

describe('missed', () => {
  it.each<[readonly EndedStatus[], number]>([
    [['missed', 'completed'], 1],
    [['missed'], 1],
    [['skipped', 'missed', 'missed', 'completed', 'missed'], 2],
    [['failed', 'missed', 'completed'], 1],
    [['completed', 'missed'], 0],
  ])('holds until a good run: %j finds %p', (statuses, count) => {
    const { health, findings } = judgeHealth(facts({ recent: slots(statuses) }));
    expect(findings.find(({ rule }) => rule === 'missed')?.count ?? 0).toBe(count);
    expect(health).toBe(count > 0 ? 'failing' : 'healthy');
  });

  it('dates to the oldest slot and is an error', () => {
    expect(found(facts({ recent: slots(['missed', 'missed', 'completed']) }))).toEqual([
      {
        rule: 'missed',
        severity: 'error',
        told: true,
        since: at(-6 * MINUTE),
        message: 'nobody ran its last 2 slots',
        count: 2,
        slot: at(-6 * MINUTE),
        executionId: null,
      },
    ]);
  });

  it('is not made up for by an earlier slot that came to a good end later', () => {
    const longRun = record('completed', -2 * HOUR, -SECOND);
    for (const earlier of [longRun, { ...longRun, startedAt: at(-MINUTE) }]) {
      expect(found(facts({ recent: [earlier, record('missed', -HOUR)] }))).toMatchObject([
        { rule: 'missed' },
      ]);
    }
  });

  it('is made up for by a good run of the same slot, a few seconds off or not', () => {
    const backfilled = record('completed', -HOUR, -SECOND);
    expect(found(facts({ recent: [backfilled, record('missed', -HOUR)] }))).toEqual([]);
  });

  it.each([
    ['after', -HOUR + 1, 0],
    ['before', -HOUR - 1, 1],
  ])('and a manual run that began %s the slot', (_, start, count) => {
    const manual: SlotRecord = { ...record('completed', start, -SECOND), scheduledAt: null };
    expect(found(facts({ recent: [manual, record('missed', -HOUR)] }))).toHaveLength(count);
  });
});

describe('missed slots while a later run is under way', () => {
  /** Slots of -11 and -6 minutes were given up when somebody came back. */
  const missed = [record('missed', -11 * MINUTE, -SECOND), record('missed', -6 * MINUTE, -SECOND)];
  const severityOf = (changed: Partial<JobFacts>) =>
    findingOf('missed', facts({ recent: missed, ...changed }))?.severity;

  it.each([
    ['nothing is in flight', {}, 'error'],
    ['that of the slot after them', { inFlight: [running(-MINUTE)] }, 'warning'],
    ['that waits for its next attempt', { inFlight: [running(-MINUTE, { status: 'pending' })] }, 'warning'],
    ['that has not started', { inFlight: [pending(-MINUTE)] }, 'error'],
    ['that is of a slot between them', { inFlight: [running(-8 * MINUTE)] }, 'error'],
    [
      'that somebody started by hand after them',
      { inFlight: [running(-MINUTE, { scheduledAt: null })] },
      'warning',
    ],
    [
      'that was given up, and goes on',
      { recent: [...missed, record('timed_out', -MINUTE)], inFlight: [running(-MINUTE)] },
      'error',
    ],
    ['that failed', { recent: [...missed, record('failed', -MINUTE)] }, 'error'],
    [
      'that makes up for those of a long outage too',
      {
        stretches: [stretch('missed', 'no_instance', at(-9 * HOUR), at(-HOUR), 96)],
        inFlight: [running(-MINUTE)],
      },
      'warning',
    ],
  ] satisfies [string, Partial<JobFacts>, string][])(
    'are as severe as it promises: %s',
    (_, changed, severity) => {
      expect(severityOf(changed)).toBe(severity);
    },
  );

  it('are told all the same, and still fail the job', () => {
    const { health, findings } = judgeHealth(facts({ recent: missed, inFlight: [running(-MINUTE)] }));
    expect(health).toBe('failing');
    expect(findings).toMatchObject([
      { rule: 'missed', told: true, message: 'nobody ran its last 2 slots; a later run is under way' },
    ]);
  });
});
