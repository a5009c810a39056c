import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import type { OwnPostgres } from '../support/own-postgres.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';

const AWAY_MS = 4_000;
const FIRST_CLAIM_LIMIT_MS = 6_000;

const outages: [string, (postgres: OwnPostgres) => Promise<void>][] = [
  ['fast', (postgres) => postgres.stop('fast')],
  ['immediate', (postgres) => postgres.stop('immediate')],
  ['killed', (postgres) => postgres.killPostmaster()],
];

fault(
  'F6',
  'PostgreSQL is restarted fast, immediately, and its postmaster is killed: no process dies, each slot runs once or is missed',
  (figures) =>
    Scene.play(async (scene) => {
      const postgres = await scene.postgres();
      figures({ postgres: await postgres.version() });
      const options = {
        url: postgres.url,
        jobs: [
          { name: 'latest', schedule: '* * * * * *', takesMs: 50 },
          { name: 'all', schedule: '* * * * * *', options: { misfire: 'all', overlap: 'allow' } },
          { name: 'skip', schedule: '* * * * * *', options: { misfire: 'skip', overlap: 'allow' } },
        ],
      } as const;
      const instances = [await scene.start(options), await scene.start(options)];
      await eventually(async () => (await scene.witness()).length > 10);
      const connections = () =>
        postgres
          .query<{ count: number }>(
            "select count(*)::integer as count from pg_stat_activity where application_name like 'tracked-cron%'",
          )
          .then(([{ count }]) => count);
      const before = await connections();

      for (const [name, goAway] of outages) {
        await goAway(postgres);
        await pause(AWAY_MS);
        await postgres.start();
        const back = await scene.now();
        const claimed = await eventually(
          async () => (await scene.witness()).find(({ what, at }) => what === 'began' && at.getTime() > back),
          Boolean,
          FIRST_CLAIM_LIMIT_MS,
        );
        figures({ [`${name}_to_first_claim_ms`]: claimed!.at.getTime() - back });
        await pause(3_000);
      }

      figures({ connections_before: before, connections_after: await connections() });
      expect(await connections()).toBeLessThanOrEqual(before);
      expect(instances.every(({ isAlive }) => isAlive)).toBe(true);
      const { ended, jobs } = await scene.expectInvariants(postgres);
      for (const { id, name } of jobs) {
        const outcomes = ended.filter(({ job_id }) => job_id === id).map(({ status }) => status);
        for (const outcome of new Set(outcomes))
          figures({ [`${name}_${outcome}`]: outcomes.filter((one) => one === outcome).length });
      }
    }),
);
