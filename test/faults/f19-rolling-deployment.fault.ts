import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ChildInstance, type ChildJob } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import { everySlot, slotsRun } from '../support/slots-run.js';
import { createTestDatabase } from '../support/test-database.js';
import { createWitness, readWitness } from '../support/witness.js';
import { fault } from './support/fault.js';

/** Everything that is due runs, however late a busy machine lets it. */
const each = { overlap: 'allow', misfire: 'all', catchUpWindow: '1m' } as const;
const job = (name: string, schedule = '* * * * * *', options: ChildJob['options'] = {}): ChildJob => ({
  name,
  schedule,
  options: { ...each, ...options },
});
const V1 = [job('a'), job('b'), job('moved', '*/2 * * * * *'), job('old')];
const V2 = [
  job('a'),
  job('c'),
  job('moved', '1-59/2 * * * * *'),
  job('new', undefined, { previousNames: ['old'] }),
];

fault(
  'F19',
  'a rolling deployment runs what both know once a slot, and takes nothing from those who still know it',
  async (figures) => {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-fault-'));
    await createWitness(database);
    const start = (release: string, jobs: readonly ChildJob[]) =>
      ChildInstance.start(
        {
          url: database.url,
          witnessUrl: database.url,
          module: { release, leaseTtl: 3_000 },
          jobs,
        },
        folder,
      );
    const rows = () =>
      database.query<{ name: string; removed: boolean; schedule: string }>(
        "select name, removed_at is not null as removed, schedule from tracked_cron.cron_jobs where name not in ('hold', 'block')",
      );
    const removed = async () => (await rows()).filter((row) => row.removed).map(({ name }) => name);
    const alive: ChildInstance[] = [];
    const boot = async (...version: Parameters<typeof start>) => {
      const instance = await start(...version);
      alive.push(instance);
      return instance;
    };
    try {
      const old = [await boot('1', V1), await boot('1', V1)];
      await pause(2_000);
      const young = await boot('2', V2);
      const deployed = Date.now() / 1_000;
      // one of the old is started anew in the middle of it
      await old[0].close();
      old[0] = await boot('1', V1);
      // long enough for everybody to have looked at what the others do
      await pause(9_000);
      expect(await removed()).toEqual([]);
      expect((await rows()).map(({ name }) => name).sort()).toEqual(['a', 'b', 'c', 'moved', 'new']);

      const stopped = performance.now();
      await Promise.all(old.map((instance) => instance.close()));
      await eventually(removed, (names) => names.includes('b'));
      figures({ removed_after_ms: Math.round(performance.now() - stopped) });
      expect(await removed()).toEqual(['b']);
      await pause(2_000);
      await young.close();

      const seen = await readWitness(database);
      for (const names of [['a'], ['b'], ['c'], ['old', 'new']]) {
        const slots = slotsRun(seen, ...names);
        expect({ names, slots }).toEqual({ names, slots: everySlot(slots) });
      }
      const moved = slotsRun(seen, 'moved');
      expect(new Set(moved).size).toBe(moved.length);
      // from the change on by the new times alone, and none of the old ones afterwards
      const after = moved.filter((slot) => slot > deployed);
      expect(after.filter((slot) => slot % 2 === 0)).toEqual([]);
      expect(after).toEqual(everySlot(after, 2));
      const shared = seen.filter(({ job: name, what }) => name === 'a' && what === 'began');
      figures({
        slots_of_a: shared.length,
        processes_that_ran_a: new Set(shared.map(({ pid }) => pid)).size,
      });
    } finally {
      await Promise.all(alive.map((instance) => instance.kill()));
      await database.drop();
      await rm(folder, { recursive: true });
    }
  },
);
