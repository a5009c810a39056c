import { jest } from '@jest/globals';
import type { WatermarkedJob } from '../cluster/slot-accounts.js';
import { DatabaseClock } from '../database/database-clock.js';
import { defineJob } from '../definition/define-job.js';
import { UuidV7Generator } from '../id-generator.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { InstanceJobs } from './instance-jobs.js';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const HOUR = 3_600_000;
const definition = defineJob(
  {
    schedule: '* * * * *',
    options: { scope: 'instance' },
    defaultName: 'warm',
    source: 'warm',
    handler: { kind: 'function', run: () => {} },
  },
  { timeZone: 'UTC' },
);

describe('the jobs that every instance runs by itself', () => {
  /** @param wrong by how much the local wall clock is ahead, ms */
  const boot = (wrong: number) => {
    const local = new VirtualClock(NOW + wrong);
    const clock = new DatabaseClock(local);
    const scheduler = { add: jest.fn(), correct: jest.fn() };
    const downtime = jest.fn<(jobs: readonly WatermarkedJob[], until: number) => Promise<void>>();
    const own = new InstanceJobs(
      scheduler as never,
      { downtime, missed: () => {} },
      { watch: () => {} } as never,
      new UuidV7Generator(),
      clock,
      { execution: { any: true, executes: () => true, asked: true, because: '' } },
      { wake: () => {} },
    );
    own.start(definition);
    clock.observe(local.monotonic(), NOW, local.monotonic());
    return { own, scheduler, downtime };
  };
  const row = { definition, id: 'job', version: 1, lastSlotAt: NOW - HOUR };

  it.each([2 * HOUR, -2 * HOUR])('are corrected when the local clock was off by %d ms', async (wrong) => {
    const { own, scheduler, downtime } = boot(wrong);
    await own.registered([row]);
    expect(scheduler.correct.mock.calls).toEqual([['warm', -wrong]]);
    expect(downtime.mock.calls[0][1]).toBe(NOW);

    await own.registered([row]); // later, another job's turn
    expect(scheduler.correct).toHaveBeenCalledTimes(1);
  });

  it('are left alone by a clock that is a few milliseconds off: no slot may come twice', async () => {
    const { own, scheduler } = boot(900);
    await own.registered([row]);
    expect(scheduler.correct).not.toHaveBeenCalled();
  });
});
