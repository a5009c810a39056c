import { AlertListener } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { WatchingProcess } from '../support/watching-process.js';
import { fault } from './support/fault.js';

const TOLD_WITHIN_MS = 120_000;
const SWEEPS_MS = 10_000;

fault(
  'F26',
  'all instances are killed: it is told from outside within two minutes, and once that they are back',
  async (figures) => {
    const database = await createTestDatabase();
    const listener = await AlertListener.open();
    const options = {
      url: database.url,
      channels: { chat: listener.address('chat') },
      monitor: { deadManSwitch: { url: listener.address('heartbeat') } },
    };
    let instances = await Promise.all(Array.from({ length: 3 }, () => AlertingInstance.start(options)));
    const watch = await WatchingProcess.start([
      `--database-url=${database.url}`,
      '--application=alerting',
      '--environment=test',
      `--webhook=${listener.address('watch')}`,
      '--every=5s',
    ]);
    const heartbeats = () => listener.on('heartbeat');
    try {
      await eventually(
        () => heartbeats().length,
        (count) => count >= 2,
        4 * SWEEPS_MS,
      );
      expect(listener.on('watch')).toEqual([]);

      const killedAt = Date.now();
      await Promise.all(instances.map((instance) => instance.kill()));
      const told = await eventually(() => listener.on('watch').at(0), Boolean, TOLD_WITHIN_MS);
      figures({ told_from_outside_ms: told!.heardAt - killedAt });
      expect(told).toMatchObject({
        kind: 'direct',
        title: 'BLIND · scheduled jobs of alerting · test',
        sentence: expect.stringMatching(/^No instance that runs jobs is alive: the last one was heard of /),
      });
      // what the heartbeat service goes by: its calls stay away
      const lastCall = heartbeats().at(-1)!.heardAt;
      expect(lastCall).toBeLessThan(killedAt + SWEEPS_MS);
      figures({ heartbeats_missing_for_ms: Date.now() - lastCall });
      expect(Date.now() - lastCall).toBeGreaterThan(3 * SWEEPS_MS);

      instances = [await AlertingInstance.start(options)];
      await eventually(
        () => listener.on('watch').length,
        (count) => count === 2,
        TOLD_WITHIN_MS,
      );
      expect(listener.on('watch')[1]).toMatchObject({ word: 'RECOVERED' });
      await eventually(
        () => heartbeats().at(-1)!.heardAt,
        (at) => at > lastCall,
        4 * SWEEPS_MS,
      );
      expect(await watch.stop()).toBe(0);
    } finally {
      await watch.stop();
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await database.drop();
    }
  },
);
