import { setTimeout as pause } from 'node:timers/promises';
import type { ChildJob } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';

const LEASE_TTL_MS = 6_000;
const CUT_OFF_MS = 20_000;
const JOBS = Array.from({ length: 12 }, (_, nth) => `long-${nth}`);

fault(
  'F7',
  'an instance that the network cuts off aborts its runs before others take them over, and comes back as somebody else',
  (figures) =>
    Scene.play(async (scene) => {
      const database = await scene.database();
      const proxies = await Promise.all([1, 2, 3].map(() => scene.proxy(database)));
      const options = {
        module: { leaseTtl: LEASE_TTL_MS },
        jobs: JOBS.map((name): ChildJob => ({
          name,
          schedule: '* * * * * *',
          takesMs: 60_000,
          options: { onLost: 'retry', retryPolicy: { maxAttempts: 10 } },
        })),
      } as const;
      const cutOff = await scene.start({ ...options, url: proxies[0].url });
      // alone at first, so that everything runs there
      const taken = await eventually(
        async () => (await scene.witness()).filter(({ what }) => what === 'began'),
        ({ length }) => length === JOBS.length,
      );
      const others = await Promise.all(proxies.slice(1).map(({ url }) => scene.start({ ...options, url })));

      const at = await scene.now();
      proxies[0].swallow();
      await eventually(
        async () => {
          const rows = await scene.witness();
          return taken.every((run) =>
            rows.some((row) => row.execution_id === run.execution_id && row.attempt > run.attempt),
          );
        },
        Boolean,
        LEASE_TTL_MS * 3,
      );
      await pause(Math.max(0, CUT_OFF_MS - ((await scene.now()) - at)));
      proxies[0].mend();
      await eventually(() => cutOff.told('instance.joined').length > 0, Boolean, 20_000);

      const rows = await scene.witness();
      const takenOver = taken.map((run) => {
        const mine = rows.filter((row) => row.execution_id === run.execution_id);
        const aborted = mine.find((row) => row.what === 'aborted' && row.attempt === run.attempt);
        const next = mine.find((row) => row.what === 'began' && row.attempt === run.attempt + 1);
        return { aborted: aborted!.at.getTime() - at, next: next!.at.getTime() - at, by: next!.pid };
      });
      figures({
        runs: taken.length,
        last_abort_ms: Math.max(...takenOver.map(({ aborted }) => aborted)),
        first_take_over_ms: Math.min(...takenOver.map(({ next }) => next)),
        last_take_over_ms: Math.max(...takenOver.map(({ next }) => next)),
      });
      for (const { aborted, next, by } of takenOver) {
        expect(aborted).toBeLessThanOrEqual(LEASE_TTL_MS);
        expect(aborted).toBeLessThan(next);
        expect(others.map(({ pid }) => pid)).toContain(by);
      }
      expect(scene.instances.every(({ isAlive }) => isAlive)).toBe(true);
      await scene.expectInvariants(database);
    }),
);
