import { setImmediate } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { defineJob } from '../definition/define-job.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';
import { TrackedCronEvents } from '../events.js';
import type { ExecutionEnd } from '../history/execution-end.js';
import type { EndListener } from '../history/journal.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import type { Assignment } from './assignment.js';
import { ExecutionCancelledError } from './errors.js';
import { ExecutionFollowers } from './execution-follower.js';
import type { CallableHandler } from './handler-factory.js';
import { InProcessEngine } from './in-process-engine.js';

const A_TURN = 3;

describe('the in-process engine', () => {
  const clock = new VirtualClock(0);
  const events = new TrackedCronEvents();
  let taken: { end: ExecutionEnd; listener: EndListener }[];
  let called: string[];
  let answer: () => unknown;
  let engine: InProcessEngine;

  beforeEach(() => {
    taken = [];
    called = [];
    answer = () => undefined;
    const handler: CallableHandler = {
      enhancers: [],
      call: (context) => {
        context.attemptRecord.begins();
        called.push(context.executionId);
        return answer();
      },
    };
    engine = new InProcessEngine(
      { create: () => handler },
      {
        take: (end, listener) => void taken.push({ end, listener }),
        beat: () => {},
        freeLane: async () => {},
      },
      events,
      clock,
      new VirtualDatabaseClock(clock),
      { note: () => {} },
      { attach: () => {}, hears: () => false, take: () => {}, flush: () => {} },
      new ExecutionFollowers(true),
      A_TURN,
    );
  });

  it('starts a lone execution at once', () => {
    engine.start(assignments(1));
    expect(called).toEqual(['0']);
  });

  it('starts so many in a turn of the event loop, in order, wherever they come from', async () => {
    engine.start(assignments(2));
    engine.start(assignments(5, 2));
    expect(called).toEqual(['0', '1', '2']);
    await setImmediate();
    expect(called).toEqual(['0', '1', '2', '3', '4', '5']);
    await setImmediate();
    expect(called).toHaveLength(7);
  });

  it('counts what it has not called yet as in flight', async () => {
    let settled = false;
    engine.start(assignments(5));
    void engine.settled().then(() => (settled = true));
    await Promise.resolve();
    expect(taken).toHaveLength(A_TURN);
    expect(engine.inFlight).toBe(2);
    expect(settled).toBe(false);
    await setImmediate();
    expect(engine.inFlight).toBe(0);
    expect(settled).toBe(true);
  });

  it('never calls what was given up before its turn', async () => {
    engine.start(assignments(5));
    engine.abort(new ExecutionCancelledError('shutdown', 'the process ends'));
    await setImmediate();
    expect(called).toHaveLength(A_TURN);
    expect(taken.map(({ end }) => end.status)).toEqual([
      'completed',
      'completed',
      'completed',
      'cancelled',
      'cancelled',
    ]);
  });

  it('ends what answers at once in the same turn, and waits for what does not', async () => {
    let finish!: () => void;
    answer = () => new Promise<void>((resolve) => (finish = resolve));
    engine.start(assignments(1));
    expect(taken).toHaveLength(0);
    finish();
    await setImmediate();
    expect(taken).toHaveLength(1);
  });

  it('owns an execution until its end is durable, and tells of it then', () => {
    const ended: string[] = [];
    const off = events.on('execution.ended', ({ executionId }) => ended.push(executionId));
    engine.start(assignments(1));
    expect(engine.inFlight).toBe(0);
    expect(engine.owned()).toEqual(['0']);
    const [{ end, listener }] = taken;
    listener.written(end, true);
    off();
    expect(engine.owned()).toEqual([]);
    expect(ended).toEqual(['0']);
  });

  it.each([
    ['for good', undefined, 'error'],
    ['and is tried again', { maxAttempts: 2 }, 'warn'],
  ] as const)(
    'logs of a handler that fails %s what is kept of its error, without secrets',
    async (_, more, level) => {
      const logged = jest.spyOn(Logger.prototype, level).mockImplementation(() => {});
      answer = () => {
        throw new Error('connect postgres://app:hunter2@db:5432 failed', {
          cause: new Error('token=hunter2'),
        });
      };
      engine.start(assignments(1).map((one) => ({ ...one, ...more })));
      await setImmediate();
      const lines = logged.mock.calls.flat().map(String);
      expect(lines[0]).toContain('postgres://app:[redacted]@db:5432 failed');
      expect(lines.join('\n')).not.toContain('hunter2');
      jest.restoreAllMocks();
    },
  );

  it('logs without secrets why an end could not be recorded', () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    engine.start(assignments(1));
    const [{ end, listener }] = taken;
    listener.refused(end, new Error('no route to postgres://app:hunter2@db'));
    expect(logged.mock.calls).toEqual([
      ["The end of execution 0 can't be recorded: no route to postgres://app:[redacted]@db"],
    ]);
    jest.restoreAllMocks();
  });

  it('keeps the lane of the last attempt, although the handler of an earlier one returns late', async () => {
    const finish: (() => void)[] = [];
    answer = () => new Promise<void>((resolve) => finish.push(resolve));
    const freed: number[] = [];
    engine.onLaneFreed(({ attempt }) => freed.push(attempt));
    const one = { ...assignments(1)[0], job: HASTY, maxAttempts: 2 };
    engine.start([one]);
    clock.advance(1_000); // it times out, goes on, and is tried again
    taken[0].listener.written(taken[0].end, true);
    engine.start([{ ...one, epoch: 2, attempt: 2 }]);
    clock.advance(1_000);
    taken[1].listener.written(taken[1].end, true);
    finish[0]();
    await setImmediate();
    expect(freed).toEqual([]);
    expect(engine.isGivenUp('0')).toBe(true);
    finish[1]();
    await setImmediate();
    expect(freed).toEqual([2]);
    expect(engine.isGivenUp('0')).toBe(false);
  });

  it('tells of both ends of an execution that it lost, got back, and ended before it heard of the loss', () => {
    const heard: string[] = [];
    const offs = [
      events.on('execution.refused', () => heard.push('refused')),
      events.on('execution.ended', () => heard.push('ended')),
    ];
    const [one] = assignments(1);
    engine.start([one]);
    engine.start([{ ...one, epoch: 3 }]);
    const [first, second] = taken;
    first.listener.written(first.end, false);
    expect(engine.owned()).toEqual(['0']);
    second.listener.written(second.end, true);
    for (const off of offs) off();
    expect(heard).toEqual(['refused', 'ended']);
  });

  it('hears of an attempt that its answer was lost, also when the next one has ended meanwhile', () => {
    const told: string[] = [];
    const off = [
      events.on('execution.retrying', ({ attempt }) => told.push(`retrying ${attempt}`)),
      events.on('execution.ended', ({ attempt }) => told.push(`ended ${attempt}`)),
    ];
    const [first] = assignments(1);
    engine.start([first]);
    engine.start([{ ...first, epoch: 2, attempt: 2 }]);
    const [attempt, last] = taken;
    last.listener.written(last.end, true);
    expect(engine.owned()).toEqual(['0']);
    attempt.listener.written({ ...attempt.end, retry: { at: 0, failure: 'transient' } }, true);
    for (const stop of off) stop();
    expect(told).toEqual(['ended 2', 'retrying 1']);
    expect(engine.owned()).toEqual([]);
  });

  function assignments(count: number, from = 0): Assignment[] {
    return Array.from({ length: count }, (_, nth) => ({
      id: String(from + nth),
      epoch: 1,
      job: JOB,
      scheduledAt: 0,
      trigger: 'schedule',
      attempt: 1,
      maxAttempts: 1,
      parameters: undefined,
    }));
  }
});

const JOB = jobWith({});
const HASTY = jobWith({ timeout: '1s', retryPolicy: { maxAttempts: 2, initialDelay: '1s', jitter: 'none' } });

function jobWith(options: TrackedCronJobOptions): RegisteredJob {
  const handler = { kind: 'function', run: () => {} } as const;
  const source = { schedule: '* * * * *', options, defaultName: 'job', source: 'job', handler };
  return { definition: defineJob(source, { timeZone: 'UTC' }), id: 'job', version: 1, lastSlotAt: 0 };
}
