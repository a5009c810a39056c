import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '../support/test-database.js';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { logKinds, shortestGap } from './support/log-kinds.js';
import { Scene } from './support/scene.js';
import { suiteLength } from './support/suite-length.js';

const TROUBLED_MS = suiteLength({ quick: 25_000, full: 45_000 });
/** Claims, ends and lease are tried up to 5 s apart, more often in the first seconds; each try may need a connection. */
const mostTries = 30 + (TROUBLED_MS / 5_000) * 6;
/** Between two lines of one kind, seconds; their stamps are cut to whole ones. */
const BETWEEN_LINES_S = 9;

/** Has a database answer with an error, for real. */
interface Cause {
  /** @returns what takes it away again */
  begin(database: TestDatabase, role: string): Promise<() => Promise<unknown>>;
}

const terminate = `select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name like 'tracked-cron%'`;

/** Does something over and over, until it is told to stop. */
function again(work: () => Promise<unknown>): () => Promise<unknown> {
  let stopped = false;
  const working = (async () => {
    while (!stopped) await work();
  })();
  return async () => {
    stopped = true;
    await working;
  };
}

const CAUSES: Readonly<Record<string, Cause>> = {
  // a primary that has become a replica
  25006: {
    async begin({ query }) {
      const [{ name }] = await query<{ name: string }>('select current_database() as name');
      await query(`alter database ${name} set default_transaction_read_only = on`);
      await query(terminate);
      return async () => {
        await query(`begin read write; alter database ${name} reset default_transaction_read_only; commit`);
        await query(terminate);
      };
    },
  },
  '57P01': {
    async begin({ query }) {
      return again(() => query(terminate).then(() => pause(20)));
    },
  },
  53300: {
    async begin({ query }, role) {
      await query(`alter role ${role} connection limit 0`);
      await query(terminate);
      return () => query(`alter role ${role} connection limit -1`);
    },
  },
  // somebody changes the jobs that a claim waits for
  40001: {
    async begin({ query }) {
      const [{ name }] = await query<{ name: string }>('select current_database() as name');
      await query(`alter database ${name} set default_transaction_isolation = 'repeatable read'`);
      await query(terminate);
      const stop = again(() =>
        query(`do $$ begin
          update tracked_cron.cron_jobs set updated_at = now();
          perform pg_sleep(0.5);
        end $$`),
      );
      return async () => {
        await stop();
        await query(`alter database ${name} reset default_transaction_isolation`);
        await query(terminate);
      };
    },
  },
  // somebody locks jobs the other way round, and is more patient than the library
  '40P01': {
    async begin({ query }) {
      return again(() =>
        query(`do $$ declare job record; begin
          set local deadlock_timeout = '1h';
          for job in select id from tracked_cron.cron_jobs order by id desc loop
            update tracked_cron.cron_jobs set updated_at = now() where id = job.id;
            perform pg_sleep(0.2);
          end loop;
        end $$`),
      );
    },
  },
};

fault('F10', 'errors that pass by themselves are waited out, with few tries and few words', (figures) =>
  Scene.play(async (scene) => {
    await Promise.all(
      Object.entries(CAUSES).map(async ([code, cause]) => {
        const database = await scene.database();
        const role = await scene.role(database);
        const proxy = await scene.proxy({ url: asRole(database.url, role) });
        const instance = await scene.start({
          url: proxy.url,
          jobs: ['a', 'b', 'c', 'd'].map((name) => ({
            name: `${name}-${code}`,
            schedule: '* * * * * *',
            takesMs: 200,
            options: { misfire: 'all', overlap: 'allow' } as const,
          })),
        });
        const began = async () =>
          (await scene.witness()).filter(({ what, pid }) => what === 'began' && pid === instance.pid);
        await eventually(async () => (await began()).length > 4, Boolean, 20_000);

        const quiet = instance.log.length;
        const asked = proxy.asked;
        const end = await cause.begin(database, role);
        await pause(TROUBLED_MS).finally(end);
        const over = await scene.now();
        const tries = proxy.asked - asked;
        const next = await eventually(
          async () => (await began()).find(({ at }) => at.getTime() > over),
          Boolean,
          15_000,
        );
        const kinds = logKinds(instance.log.slice(quiet));
        figures({
          [`${code}_log_lines`]: kinds.reduce((sum, { at }) => sum + at.length, 0),
          [`${code}_connections_tried`]: tries,
          [`${code}_to_next_start_ms`]: next!.at.getTime() - over,
        });
        for (const kind of kinds)
          if (shortestGap(kind) < BETWEEN_LINES_S) throw new Error(`Said too often: ${kind.what}`);
        expect(tries).toBeLessThanOrEqual(mostTries);
        expect(instance.isAlive).toBe(true);
        const { ended } = await scene.expectInvariants(database, [instance]);
        figures({ [`${code}_slots`]: ended.length });
      }),
    );
  }),
);

function asRole(url: string, role: string): string {
  const as = new URL(url);
  as.username = role;
  as.password = role;
  return as.href;
}
