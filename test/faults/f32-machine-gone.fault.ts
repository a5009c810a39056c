import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';

const RUNS = 200;
const LEASE_TTL_MS = 3_000;

fault(
  'F32',
  'finished runs whose ends were only on the disk of a machine that is gone are found lost, and counted',
  (figures) =>
    Scene.play(async (scene) => {
      const database = await scene.database();
      const proxy = await scene.proxy(database);
      const [gone, other] = [await scene.machine(), await scene.machine()];
      const module = { leaseTtl: LEASE_TTL_MS };
      const first = await scene.start({ url: proxy.url, module }, gone);
      await first.triggerMany('hold', RUNS);
      await eventually(async () => (await scene.witness()).length === RUNS, Boolean, 30_000);

      await proxy.refuse();
      first.release();
      await eventually(() => first.told('released').length === RUNS);
      const spool = join(gone, '.tracked-cron', 'spool');
      await eventually(() =>
        readdir(spool).then(
          (files) => files.length > 0,
          () => false,
        ),
      );
      await first.kill();
      await rm(gone, { recursive: true });
      const at = performance.now();

      const second = await scene.start({ url: database.url, module }, other);
      await eventually(
        () => /\d+ executions were lost with their instance/.test(second.log),
        Boolean,
        30_000,
      );
      figures({ told_after_ms: Math.round(performance.now() - at) });
      const { ended } = await scene.expectInvariants(database);
      expect(ended).toHaveLength(RUNS);
      expect(new Set(ended.map(({ status, reason }) => `${status} ${reason}`))).toEqual(
        new Set(['lost instance_died']),
      );
      figures({ finished: first.told('released').length, lost: ended.length });
      expect(second.log).toContain(`${RUNS} executions were lost with their instance`);
    }),
);
