import { eventually } from '../support/eventually.js';
import { untilDatabaseTime } from './support/database-time.js';
import { fault } from './support/fault.js';
import { spreadOf } from './support/percentiles.js';
import { Scene } from './support/scene.js';
import { suiteLength } from './support/suite-length.js';

const SLOW_MS = suiteLength({ quick: 20_000, full: 40_000 });

for (const delay of [500, 5_000]) {
  fault('F11', `no slot is lost while every answer of the database comes ${delay} ms later`, (figures) =>
    Scene.play(async (scene) => {
      const database = await scene.database();
      const proxy = await scene.proxy(database);
      const options = {
        url: proxy.url,
        jobs: [
          { name: 'quick', schedule: '* * * * * *', options: { overlap: 'allow', misfire: 'all' } },
          { name: 'careful', schedule: '* * * * * *', options: { overlap: 'queue', misfire: 'all' } },
        ],
      } as const;
      const instances = [await scene.start(options), await scene.start(options)];
      await eventually(async () => (await scene.witness()).length > 8);
      const from = await scene.now();
      proxy.slowDown(delay);
      await untilDatabaseTime(scene.witnessDatabase, from + SLOW_MS);
      const until = await scene.now();
      proxy.slowDown(0);
      await untilDatabaseTime(scene.witnessDatabase, until + 2 * delay + 5_000);

      const leasesLost = instances.map((instance) => instance.told('instance.joined').length);
      const { ended, witness } = await scene.expectInvariants(database);
      const lost = ended.filter(({ status }) => status === 'lost').length;
      const late = witness
        .filter(({ what, slot }) => what === 'began' && from < +slot! && +slot! < until)
        .map(({ at, slot }) => +at - +slot!);
      const lateness = spreadOf(late);
      figures({
        [`late_p50_at_${delay}_ms`]: lateness.p50,
        [`late_max_at_${delay}_ms`]: lateness.max,
        [`lost_at_${delay}_ms`]: lost,
        [`leases_lost_at_${delay}_ms`]: leasesLost[0] + leasesLost[1],
      });
      expect(new Set(ended.map(({ status }) => status))).not.toContain('missed');
      if (delay === 500) expect([...leasesLost, lost]).toEqual([0, 0, 0]);
    }),
  );
}
