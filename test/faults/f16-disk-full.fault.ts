import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { logKinds, shortestGap } from './support/log-kinds.js';
import { Scene } from './support/scene.js';

const RUNS = 300;
/** Some hundred ends. */
const DISK_BYTES = 30_000;

fault(
  'F16',
  'with no room on disk for the spool the process lives, and says how many ends would be lost with it',
  (figures) =>
    Scene.play(async (scene) => {
      const database = await scene.database();
      const proxy = await scene.proxy(database);
      const machine = await scene.machine();
      const instance = await scene.start({ url: proxy.url }, machine);
      // the kernel refuses what goes beyond it, as a full disk does
      await promisify(execFile)('prlimit', [`--pid=${instance.pid}`, `--fsize=${DISK_BYTES}`]);
      const unsafe = () => {
        const told = [...instance.log.matchAll(/(\d+) are in memory only/g)].map(([, count]) =>
          Number(count),
        );
        return told.at(-1) ?? 0;
      };

      // once the database is back, memory has everything
      await finishWhileAway(RUNS);
      expect(unsafe()).toBeGreaterThan(0);
      figures({ in_memory_only: unsafe() });
      await proxy.accept();
      await eventually(() => instance.told('execution.ended').length === RUNS, Boolean, 30_000);

      // and if the process dies, what was said is what is lost
      instance.log = '';
      await finishWhileAway(2 * RUNS);
      await instance.kill();
      await proxy.accept();
      await scene.start({ url: proxy.url, module: { leaseTtl: 3_000 } }, machine);
      const ended = () =>
        database.query<{ status: string }>('select status from tracked_cron.cron_job_executions');
      await eventually(async () => (await ended()).length === 2 * RUNS, Boolean, 40_000);
      const { ended: all } = await scene.expectInvariants(database);
      const lost = all.filter(({ status }) => status === 'lost').length;
      figures({ drops_told: unsafe(), drops: lost });
      expect(lost).toBe(unsafe());
      for (const kind of logKinds(instance.log)) expect(shortestGap(kind)).toBeGreaterThanOrEqual(9);

      /** @param soFar how many have been released by then */
      async function finishWhileAway(soFar: number): Promise<void> {
        await instance.triggerMany('hold', RUNS);
        await eventually(async () => (await scene.witness()).length === soFar, Boolean, 30_000);
        await proxy.refuse();
        instance.release();
        await eventually(() => instance.told('released').length === soFar);
        await eventually(() => unsafe() > 0, Boolean, 15_000);
      }
    }),
);
