import {
  at,
  facts,
  found,
  HOUR,
  MINUTE,
  pending,
  record,
  repeat,
  running,
  SECOND,
  slots,
} from '../../../../test/support/job-facts.js';
import type { EndedStatus } from '../history/execution-status.js';
import type { JobFacts } from './job-facts.js';
import { judgeHealth, type HealthWord } from './job-health.js';

describe('a job nobody has to worry about', () => {
  it('is unknown while nothing has ended', () => {
    expect(judgeHealth(facts())).toEqual({ health: 'unknown', findings: [] });
  });

  it('is healthy after good runs', () => {
    expect(judgeHealth(facts({ recent: slots(repeat('completed', 30)) }))).toEqual({
      health: 'healthy',
      findings: [],
    });
  });

  it('stays healthy while its runs are skipped or cancelled', () => {
    expect(judgeHealth(facts({ recent: slots(['skipped', 'cancelled', 'skipped']) })).health).toBe('healthy');
  });
});

describe('late', () => {
  const due = (offset: number, changed: Partial<JobFacts> = {}) =>
    facts(
      { watermark: at(offset - HOUR), nextDueAt: at(offset), ...changed },
      { startDeadline: '2m', staleness: '10m' },
    );

  it.each([
    ['not due yet', 1, undefined],
    ['due now', 0, undefined],
    ['a millisecond before its deadline', -2 * MINUTE + 1, undefined],
    ['at its deadline', -2 * MINUTE, 'warning'],
    ['a millisecond before its staleness', -10 * MINUTE + 1, 'warning'],
    ['at its staleness', -10 * MINUTE, 'error'],
    ['a day after', -24 * HOUR, 'error'],
  ])('is judged by the slot nobody decided: %s', (_, offset, severity) => {
    expect(found(due(offset))[0]?.severity).toBe(severity);
  });

  it('dates to the slot and says how long it has waited', () => {
    expect(judgeHealth(due(-3 * MINUTE))).toEqual({
      health: 'late',
      findings: [
        {
          rule: 'late',
          severity: 'warning',
          told: true,
          since: at(-3 * MINUTE),
          message: 'due for 3 m and not started, expected within 2 m',
          count: 1,
          slot: at(-3 * MINUTE),
          executionId: null,
        },
      ],
    });
  });

  it('is not judged by a slot that has been decided in between', () => {
    expect(found(due(-HOUR, { watermark: at(-HOUR) }))).toEqual([]);
  });

  it('is not judged where there is no further slot', () => {
    expect(found(facts({ nextDueAt: null }))).toEqual([]);
  });

  it('holds for an execution that waits for its first attempt', () => {
    const [finding] = found(facts({ inFlight: [pending(-5 * MINUTE)] }));
    expect(finding).toMatchObject({ rule: 'late', slot: at(-5 * MINUTE), executionId: 'e1' });
  });

  it('counts what waits and dates to the oldest', () => {
    const inFlight = [pending(-5 * MINUTE, { id: 'e2' }), pending(-10 * MINUTE)];
    expect(found(facts({ inFlight }))[0]).toMatchObject({
      count: 2,
      since: at(-10 * MINUTE),
      executionId: 'e1',
    });
  });

  it.each([
    ['has started, however late', running(-MINUTE, { scheduledAt: at(-HOUR) })],
    ['waits for its retry', pending(-HOUR, { startedAt: at(-5 * MINUTE) })],
    ['was triggered by hand', pending(-HOUR, { scheduledAt: null })],
  ])('does not hold for an execution that %s', (_, execution) => {
    expect(found(facts({ inFlight: [execution] }))).toEqual([]);
  });
});

describe('stuck', () => {
  it.each([
    ['within its longest duration', -30 * MINUTE + 1, false],
    ['at its longest duration', -30 * MINUTE, true],
  ])('is judged by the time in flight: %s', (_, startOffset, expected) => {
    expect(judgeHealth(facts({ inFlight: [running(startOffset)] })).health === 'stuck').toBe(expected);
  });

  it('dates to the start and names the execution', () => {
    expect(found(facts({ inFlight: [running(-45 * MINUTE)] }))).toEqual([
      {
        rule: 'stuck',
        severity: 'error',
        told: true,
        since: at(-45 * MINUTE),
        message: 'in flight for 45 m, expected at most 30 m',
        count: 1,
        slot: at(-45 * MINUTE),
        executionId: 'e1',
      },
    ]);
  });

  it('counts the time of an execution that waits for its retry', () => {
    const waiting = pending(-HOUR, { startedAt: at(-40 * MINUTE) });
    expect(judgeHealth(facts({ inFlight: [waiting] })).health).toBe('stuck');
  });

  it('is not judged by the silence of a handler that never says anything, unless asked', () => {
    expect(found(facts({ inFlight: [running(-29 * MINUTE)] }))).toEqual([]);
  });

  it.each([
    ['within ten minutes', running(-29 * MINUTE, { heartbeatAt: at(-10 * MINUTE + 1) }), undefined],
    ['after ten minutes', running(-29 * MINUTE, { heartbeatAt: at(-10 * MINUTE) }), at(-10 * MINUTE)],
    [
      'in a later attempt, whose start counts for a heartbeat',
      running(-29 * MINUTE, { heartbeatAt: at(-20 * MINUTE), attempt: 2 }),
      undefined,
    ],
    [
      'in a later attempt that told its progress',
      running(-29 * MINUTE, { heartbeatAt: at(-20 * MINUTE), attempt: 2, progress: 0.5 }),
      at(-20 * MINUTE),
    ],
  ])('is judged by the silence of a handler that gave a sign before: %s', (_, execution, since) => {
    expect(found(facts({ inFlight: [execution] }))[0]?.since).toEqual(since);
    expect(found(facts({ inFlight: [execution] }, { stallAfter: null }))).toEqual([]);
  });

  it('tells how far it had come', () => {
    const said = { heartbeatAt: at(-20 * MINUTE), progress: 0.404, progressMessage: 'page 4 of 10' };
    expect(found(facts({ inFlight: [running(-25 * MINUTE, said)] }))).toMatchObject([
      {
        message:
          'no heartbeat or progress for 20 m, expected every 10 m; last progress: 40 %, "page 4 of 10"',
        since: at(-20 * MINUTE),
        executionId: 'e1',
      },
    ]);
    const long = running(-45 * MINUTE, { heartbeatAt: at(-1), progress: 0.9 });
    expect(found(facts({ inFlight: [long] }))[0].message).toBe(
      'in flight for 45 m, expected at most 30 m; last progress: 90 %',
    );
  });

  it.each([
    ['silent since its start, within the limit', running(-MINUTE + 1), undefined],
    ['silent since its start, at the limit', running(-MINUTE), at(-MINUTE)],
    ['heard of in time', running(-HOUR / 4, { heartbeatAt: at(-MINUTE + 1) }), undefined],
    ['silent since its heartbeat', running(-HOUR / 4, { heartbeatAt: at(-MINUTE) }), at(-MINUTE)],
    ['heard of before this start only', running(-2 * MINUTE, { heartbeatAt: at(-HOUR) }), at(-2 * MINUTE)],
    ['waiting for its retry', pending(-HOUR / 4, { startedAt: at(-HOUR / 4) }), undefined],
  ])('is judged by silence where asked: %s', (_, execution, since) => {
    expect(
      found(facts({ inFlight: [execution] }, { stallAfter: '1m' })).find(({ rule }) => rule === 'stuck')
        ?.since,
    ).toEqual(since);
  });

  it('counts all and dates to the oldest', () => {
    const inFlight = [running(-HOUR, { id: 'e2' }), running(-2 * HOUR), running(-SECOND, { id: 'e3' })];
    expect(found(facts({ inFlight }))[0]).toMatchObject({
      count: 2,
      executionId: 'e1',
      since: at(-2 * HOUR),
    });
  });
});

describe('failing', () => {
  it.each<[readonly EndedStatus[], boolean]>([
    [['failed', 'failed', 'completed'], false],
    [['failed', 'timed_out', 'lost', 'completed'], true],
    [['failed', 'failed', 'failed'], true],
    [['completed', 'failed', 'failed', 'failed'], false],
    [['failed', 'skipped', 'failed', 'cancelled', 'failed', 'completed'], true],
    [['skipped', 'failed', 'failed', 'failed'], true],
  ])('by 3 in a row, what says nothing about the work set aside: %j is %p', (statuses, expected) => {
    expect(judgeHealth(facts({ recent: slots(statuses) })).health === 'failing').toBe(expected);
  });

  it.each<[EndedStatus, string | undefined]>([
    ['failed', 'the last execution failed'],
    ['timed_out', 'the last execution timed out'],
    ['lost', 'the last execution was lost with its instance'],
    ['cancelled', undefined],
    ['skipped', undefined],
  ])('by one %s run where the period is an hour or more', (status, message) => {
    const hourly = facts({ periodMs: HOUR, recent: slots([status, 'completed'], HOUR) });
    expect(found(hourly)[0]?.message).toBe(message);
  });

  it('by as many as the job asks for, whatever its period', () => {
    const hourly = facts(
      { periodMs: HOUR, recent: slots(['failed', 'completed'], HOUR) },
      { consecutiveFailures: 2 },
    );
    expect(found(hourly)).toEqual([]);
  });

  it('dates to the end of the first failure of the row', () => {
    const [finding] = found(facts({ recent: slots(['failed', 'failed', 'failed', 'completed']) }));
    expect(finding).toEqual({
      rule: 'failing',
      severity: 'error',
      told: true,
      since: at(-11 * MINUTE + SECOND),
      message: 'the last 3 executions failed',
      count: 3,
      slot: at(-11 * MINUTE),
      executionId: null,
    });
  });

  it('is judged in the order of the slots, not of the ends', () => {
    const lateFailures = [1, 2, 3].map((n) => record('failed', -n * HOUR, -n * SECOND));
    expect(found(facts({ recent: [...lateFailures, record('completed', -MINUTE)] }))).toEqual([]);
  });

  it.each([
    [1, 8, false],
    [1, 9, false],
    [2, 7, false],
    [2, 8, true],
    [3, 17, false],
    [4, 16, true],
    [4, 26, true],
  ])(
    'by a share of the last 20, from 10 on: %p failed of them, then %p good is %p',
    (failures, good, expected) => {
      const statuses = [
        ...repeat('completed', 1),
        ...repeat('failed', failures),
        ...repeat('completed', good - 1),
      ];
      const [finding] = found(facts({ recent: slots(statuses) }, { consecutiveFailures: 100 }));
      expect(finding?.severity).toBe(expected ? 'warning' : undefined);
    },
  );

  it('leaves what is older than 24 hours out of the share', () => {
    const old = (status: EndedStatus) =>
      Array.from({ length: 5 }, (_, n) => record(status, -24 * HOUR - 1 - n));
    const young = (status: EndedStatus) =>
      Array.from({ length: 10 }, (_, n) => record(status, -24 * HOUR + n));
    expect(
      found(facts({ recent: [...young('completed'), ...old('failed')] }, { consecutiveFailures: 11 })),
    ).toEqual([]);
    const inside = [record('completed', -HOUR), ...young('failed')];
    expect(found(facts({ recent: inside }, { consecutiveFailures: 11 }))).toMatchObject([
      { rule: 'failure_rate', severity: 'warning', count: 10 },
    ]);
  });
});

describe('the word for a job', () => {
  const everything: Partial<JobFacts> = {
    recent: slots(['missed', 'failed', 'failed', 'failed']),
    inFlight: [running(-HOUR), pending(-HOUR, { id: 'e2' })],
  };

  it.each<[JobFacts['state'], HealthWord, readonly string[]]>([
    ['active', 'stuck', ['stuck', 'failing', 'missed', 'late']],
    ['paused', 'paused', ['stuck', 'failing', 'missed']],
    ['disabled', 'disabled', ['stuck']],
    ['removed', 'disabled', ['stuck']],
  ])('of a job that is %s and has every fault is %s', (state, health, rules) => {
    const judged = judgeHealth(facts({ ...everything, state }));
    expect(judged.health).toBe(health);
    expect(judged.findings.map(({ rule }) => rule)).toEqual(rules);
  });

  it('is failing rather than late', () => {
    const recent = slots(['failed', 'failed', 'failed']);
    expect(judgeHealth(facts({ recent, inFlight: [pending(-HOUR)] })).health).toBe('failing');
  });

  it('is late rather than unknown', () => {
    expect(judgeHealth(facts({ inFlight: [pending(-HOUR)] })).health).toBe('late');
  });
});
