import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { jobNames, OVER, SHOWN_JOBS } from '../page/shape.js';
import { pointOf } from '../support/point-of.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

const ROWS = { full: 10_000_000, quick: 20_000 };

/** How soon the page shows something, with 500 jobs and a long history, and whether it stays smooth while much happens. */
export async function page(run: BenchRun): Promise<void> {
  const { server, quick, say } = run;
  const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome']
    .filter((program) => program !== undefined)
    .find((program) => spawnSync(program, ['--version']).status === 0);
  if (chromium === undefined) return say('page: skipped, there is no Chromium; set CHROMIUM=/path/to/it');
  process.env.CHROMIUM = chromium;
  const rows = run.rows ?? (quick ? ROWS.quick : ROWS.full);
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  await server.withDatabase(async (url) => {
    say(`page: making ${rows.toLocaleString('en')} executions`);
    await runTask('history/fill', { url, rows, now, times: 0 }, (point) => say(`page: ${point}`));
    await leaveShownJobs(url);
    for (let round = 1; round <= run.rounds; round++) {
      for (const busy of [false, true]) {
        say(`page: round ${round} of ${run.rounds}: ${busy ? '200 updates a second' : 'nothing happens'}`);
        await visited(run, url, rows, busy);
      }
    }
  });
}

/** The history knows more jobs than the page shows: those were removed long ago. */
async function leaveShownJobs(url: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(
    `update tracked_cron.cron_jobs set removed_at = now() - interval '30 days' where name <> all($1)`,
    [jobNames()],
  );
  await client.end();
}

async function visited(
  { measurements, quick }: BenchRun,
  url: string,
  rows: number,
  busy: boolean,
): Promise<void> {
  const [address, serving] = await pointOf((reached) => runTask('page/server', { url, busy }, reached));
  const asked = { url: address, times: quick ? 1 : 5, watchMs: busy ? (quick ? 2_000 : 20_000) : 0 };
  const seen = await runTask('page/visit', asked);
  await fetch(new URL(OVER, address));
  await serving;
  const parameters = { jobs: SHOWN_JOBS, rows, updates_per_s: busy ? 200 : 0 };
  for (const [screen, times] of Object.entries(seen.paints)) {
    for (const ms of times)
      measurements.add('page', 'tracked', 'largest_paint_ms', ms, { ...parameters, screen });
  }
  for (const [act, times] of Object.entries(seen.interactions)) {
    for (const ms of times) measurements.add('page', 'tracked', 'interaction_ms', ms, { ...parameters, act });
  }
  if (seen.droppedPercent !== null)
    measurements.add('page', 'tracked', 'dropped_frames_percent', seen.droppedPercent, parameters);
}
