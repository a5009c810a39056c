import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';
import { suiteLength } from './support/suite-length.js';

const RUNS = 1_000;
const AWAY_MS = suiteLength({ quick: 10_000, full: 70_000 });

fault(
  'F15',
  'what finishes while the database is away stands in the history once, although its process is killed before the database is back',
  (figures) =>
    Scene.play(async (scene) => {
      const postgres = await scene.postgres();
      const machine = await scene.machine();
      const options = {
        url: postgres.url,
        jobs: [
          {
            name: 'fails-once',
            schedule: '* * * * * *',
            takesMs: 3_000,
            fails: 1,
            options: { overlap: 'allow', retryPolicy: { maxAttempts: 2, initialDelay: '1m' } },
          },
          // runs on without the database: births and ends are on disk
          { name: 'everywhere', schedule: '* * * * * *', options: { scope: 'instance', overlap: 'allow' } },
        ],
      } as const;
      const first = await scene.start(options, machine);
      await first.triggerMany('hold', RUNS);
      await eventually(
        async () => (await scene.witness()).filter(({ job }) => job === 'hold').length === RUNS,
        Boolean,
        60_000,
      );

      await postgres.stop('immediate');
      first.release();
      await eventually(() => first.told('released').length === RUNS);
      await pause(AWAY_MS);
      // not within the milliseconds in which a run is nowhere yet: when that of this second has ended, early in it
      await eventually(
        async () => {
          const now = await scene.now();
          const ended = (await scene.witness()).filter(
            ({ job, what }) => job === 'everywhere' && what === 'ended',
          );
          return now - +ended.at(-1)!.slot! < 400;
        },
        Boolean,
        30_000,
      );
      await pause(300);
      const folder = join(machine, '.tracked-cron', 'spool');
      const [file] = await readdir(folder);
      figures({ spool_bytes: (await stat(join(folder, file))).size });
      await first.kill();
      await postgres.start();

      const asked = performance.now();
      const second = await scene.start(options, machine);
      await eventually(async () => (await readdir(folder)).length === 0, Boolean, 30_000);
      const told = await eventually(() => /: (\d+) were recorded/.exec(second.log));
      const recorded = Number(told![1]);
      figures({ recorded, start_and_replay_ms: Math.round(performance.now() - asked) });
      expect(second.log).not.toMatch(/refused|could not be read/);
      const witness = await scene.witness();
      const { ended, live, attempts } = await scene.expectInvariants(postgres);
      const statuses = new Map(ended.map(({ id, status }) => [id, status]));
      const released = first.told('released').map(({ executionId }) => executionId!);
      expect(released.filter((id) => statuses.get(id) !== 'completed')).toEqual([]);
      // an attempt that had failed waits for its next one, and is none that was lost
      const failed = witness.filter(({ job, what }) => job === 'fails-once' && what === 'ended');
      const waiting = new Set(live.map(({ id }) => id));
      expect(
        failed.filter((row) => !waiting.has(row.execution_id) && !statuses.has(row.execution_id)),
      ).toEqual([]);
      expect(new Set(attempts.map(({ failure }) => failure))).not.toContain('lost');
      // and whoever ran without the database is on record
      const everywhere = witness.filter(
        ({ job, what, pid }) => job === 'everywhere' && what === 'ended' && pid === first.pid,
      );
      const unrecorded = everywhere.filter(({ execution_id }) => statuses.get(execution_id) !== 'completed');
      figures({ ran_while_away: everywhere.length, retries: failed.length, unrecorded: unrecorded.length });
      expect(unrecorded).toEqual([]);
    }),
);
