import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { SETTLED, type IdleParameters, type IdleResult } from '../idle/idle-task.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';
import { DatabaseMeter } from './database-meter.js';

/** PostgreSQL's default: after each checkpoint the first change of a page writes the page whole. */
const CHECKPOINTS_A_DAY = 288;
/** A renewal of the lease comes every 5 s: by then whatever an idle instance changes has been changed once. */
const FIRST_CHANGES_MS = 6_000;

/** What jobs cost that are not due. */
export async function idle(run: BenchRun): Promise<void> {
  const quiet = run.quick ? { settleSeconds: 0, seconds: 8 } : { settleSeconds: 12, seconds: 30 };
  const brief = { settleSeconds: 0, seconds: 0 };
  for (let round = 1; round <= run.rounds; round++) {
    run.say(`idle: round ${round} of ${run.rounds}: empty`);
    const empty = await runTask('idle/empty', { url: '', jobs: 0, ...quiet });
    addProcess(run, 'empty', 0, empty);
    for (const jobs of run.quick ? [300] : [300, 10_000]) {
      run.say(`idle: round ${round} of ${run.rounds}: tracked, ${jobs} jobs`);
      await run.server.withDatabase(async (url) => {
        await runTask('idle/tracked', { url, jobs: 0, ...brief }); // migrates
        const { bootMs: bootAlone } = await runTask('idle/tracked', { url, jobs: 0, ...brief });
        const tracked = await watch(run, { url, jobs, ...quiet });
        addProcess(run, 'tracked', jobs, tracked);
        const again = await runTask('idle/tracked', { url, jobs, ...brief });
        const add = (metric: string, value: number) =>
          run.measurements.add('idle', 'tracked', metric, value, { jobs });
        add('over_empty_mb', tracked.residentMb - empty.residentMb);
        add('register_ms', tracked.bootMs - bootAlone);
        add('boot_over_empty_ms', again.bootMs - empty.bootMs);
      });
    }
  }
}

function addProcess(
  { measurements }: BenchRun,
  variant: 'tracked' | 'empty',
  jobs: number,
  { residentMb, cpuPercent, bootMs, importMs }: IdleResult,
): void {
  const parameters = { jobs };
  measurements.add('idle', variant, 'resident_mb', residentMb, parameters);
  measurements.add('idle', variant, 'cpu_percent', cpuPercent, parameters);
  measurements.add('idle', variant, 'boot_ms', bootMs, parameters);
  measurements.add('idle', variant, 'import_ms', importMs, parameters);
}

async function watch({ server, measurements }: BenchRun, parameters: IdleParameters): Promise<IdleResult> {
  const meter = await DatabaseMeter.of(server, parameters.url);
  let measured: Promise<void> | undefined;
  const measure = async () => {
    const add = (metric: string, value: number) =>
      measurements.add('idle', 'tracked', metric, value, { jobs: parameters.jobs, by: meter.countsBy });
    await tidyUp(parameters.url);
    await server.query('checkpoint');
    const begun = await meter.read();
    await pause(FIRST_CHANGES_MS);
    const changed = await meter.read();
    await pause(parameters.seconds * 1_000 - FIRST_CHANGES_MS - 1_000);
    const end = await meter.read();
    const { jobs } = parameters;
    const perDay = 86_400_000 / (end.at - changed.at);
    const wal = (end.wal - changed.wal) * perDay + (changed.wal - begun.wal) * CHECKPOINTS_A_DAY;
    add('statements_per_min', ((end.statements - begun.statements) * 60_000) / (end.at - begun.at));
    measurements.add('idle', 'tracked', 'wal_mb_per_day', wal / 2 ** 20, { jobs });
    measurements.add('idle', 'tracked', 'connections', Math.max(begun.connections, end.connections), {
      jobs,
    });
  };
  const result = await runTask('idle/tracked', parameters, (point) => {
    if (point === SETTLED) measured = measure();
  });
  await measured;
  return result;
}

/**
 * What autovacuum does once for new tables is no cost of idling, and would be extrapolated to a day; nor are the statistics it
 * writes, whose pages the next reader marks as seen: with checksums, PostgreSQL 18's default, that writes them whole.
 */
async function tidyUp(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('vacuum analyze');
  await client.query('vacuum');
  await client.end();
}
