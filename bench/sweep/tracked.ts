import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { SystemClock } from '../../libs/tracked-cron/src/clock.js';
import { DatabaseClock } from '../../libs/tracked-cron/src/database/database-clock.js';
import { JobFactsRepository } from '../../libs/tracked-cron/src/manager/job-facts.repository.js';
import { JobWatch } from '../../libs/tracked-cron/src/manager/sweep/job-watch.js';
import { SweepRepository } from '../../libs/tracked-cron/src/manager/sweep/sweep.repository.js';
import { openDatabase } from '../history/open.js';
import { SCOPE, type SweepFigures, type SweepParameters, type SweepResult } from './shape.js';

export async function task({ url, times }: SweepParameters): Promise<SweepResult> {
  const database = await openDatabase(url);
  const watch = new JobWatch(
    new SweepRepository(database, SCOPE),
    new JobFactsRepository(database, SCOPE),
    { asOf: () => Promise.resolve(''), counts: () => Promise.resolve(new Map()) },
    new DatabaseClock(new SystemClock()),
  );
  const counted = countStatements();
  const interesting = new Set<string>();
  const sweep = async (): Promise<SweepFigures> => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const before = counted.statements;
    const begun = performance.now();
    const { verdicts } = await watch.sweep({ since: null, interesting, gaps: [] });
    const ms = performance.now() - begun;
    for (const { jobId, findings } of verdicts) if (findings.length > 0) interesting.add(jobId);
    return {
      ms,
      statements: counted.statements - before,
      blockedMs: delay.max / 1e6,
      judged: verdicts.length,
    };
  };
  globalThis.gc?.();
  const empty = process.memoryUsage().heapUsed;
  const first = await sweep();
  // all have been looked at closely once: from now on it is as it always is
  for (let n = 0; n < 25; n += 1) await sweep();
  const next: SweepFigures[] = [];
  for (let n = 0; n < times; n += 1) {
    await end(url);
    next.push(await sweep());
  }
  globalThis.gc?.();
  const keptMb = (process.memoryUsage().heapUsed - empty) / 2 ** 20;
  await database.close();
  return { first, next, keptMb };
}

/** What ends within ten seconds where every job runs each minute: a sixth of them, a tenth of it badly. */
async function end(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, status, kept, trigger,
       scheduled_at, started_at, completed_at, duration_ms, epoch, attempt, max_attempts, definition_version, created_at)
     select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
         || '8' || substr(md5(random()::text), 1, 15))::uuid,
       id, application, environment, name, status, kept, 'schedule', now(), now(), now(), 5, 1, 1, 1, 1, now()
     from (select *, row_number() over (order by id) % 10 = 1 as fails from tracked_cron.cron_jobs) j
       cross join lateral (select case when fails then 'failed' else 'completed' end as status,
         case when fails then 'long' else 'short' end as kept) as outcome
     where random() < 1.0 / 6`,
  );
  await client.end();
}

function countStatements(): { readonly statements: number } {
  const count = { statements: 0 };
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count.statements += 1;
    return query.apply(this, args);
  } as never;
  return count;
}
