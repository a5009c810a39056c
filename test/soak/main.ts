import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { compileLibrary } from '../support/compile-library.js';
import startPostgres from '../support/start-postgres.js';
import stopPostgres from '../support/stop-postgres.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { judgeSoak, type SoakVerdict } from './judge-soak.js';
import type { SoakSample } from './soak-sample.js';

// F22 of the faults: 100 slots a second in a process of its own, for as long as you like.
//
//   npm run test:soak                     for ten minutes
//   npm run test:soak -- --minutes 20
//   npm run test:soak -- --json           one JSON object instead of words

const SLOTS_PER_SECOND = 100;
const SAMPLE_EVERY_MS = 5_000;
/** V8 goes on compiling for a while, pools fill, the first pages of caches too. */
const WARM_UP = { share: 0.3, atLeastSeconds: 120 };

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, json: { type: 'boolean', default: false } },
});
const seconds = Number(values.minutes) * 60;
if (!(seconds > WARM_UP.atLeastSeconds + 30))
  throw new Error(`--minutes ${values.minutes}: write 3 or more; the first two minutes only warm up.`);

await startPostgres();
const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-soak-'));
try {
  const database = await createTestDatabase();
  const verdict = await soak(database);
  await database.drop();
  if (values.json) console.log(JSON.stringify({ fault: 'F22', minutes: Number(values.minutes), ...verdict }));
  else console.log(inWords(verdict));
  process.exitCode = verdict.held ? 0 : 1;
} finally {
  await stopPostgres();
  await rm(folder, { recursive: true, force: true });
}

async function soak(database: TestDatabase): Promise<SoakVerdict> {
  const app = fork(await compileLibrary('test/soak/soak-app.ts'), [database.url], {
    cwd: folder, // where its spool would lie
    execArgv: ['--expose-gc'],
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  try {
    await answerOf(app);
    const samples: SoakSample[] = [];
    for (const end = performance.now() + seconds * 1_000; performance.now() < end;) {
      await pause(SAMPLE_EVERY_MS);
      const sample = await take(app, database);
      samples.push(sample);
      if (!values.json) console.log(progressOf(sample));
    }
    app.send('close');
    await once(app, 'exit');
    const warm = Math.max(WARM_UP.atLeastSeconds, seconds * WARM_UP.share);
    const judged = samples.filter(({ at }) => at >= warm);
    return judgeSoak(judged, Math.floor((judged.at(-1)!.at - judged[0].at) * SLOTS_PER_SECOND));
  } finally {
    app.kill('SIGKILL');
  }
}

async function take(app: ChildProcess, { query }: TestDatabase): Promise<SoakSample> {
  app.send('sample');
  const sample = (await answerOf(app)) as Omit<SoakSample, 'connections'>;
  const [{ connections }] = await query<{ connections: number }>(
    `select count(*)::integer as connections from pg_stat_activity
     where datname = current_database() and application_name like 'tracked-cron%'`,
  );
  return { ...sample, connections };
}

/** The next message, or an error where the process ends instead. */
async function answerOf(app: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  try {
    return await Promise.race([
      once(app, 'message', { signal: ended.signal }).then(([answer]) => answer as unknown),
      once(app, 'exit', { signal: ended.signal }).then(([code, signal]) => {
        throw new Error(`The application ended with ${code ?? signal}.`);
      }),
    ]);
  } finally {
    ended.abort();
  }
}

function progressOf({
  at,
  heapUsed,
  ended,
  timers,
  descriptors,
  listeners,
  connections,
}: SoakSample): string {
  return `${Math.round(at)} s: heap ${(heapUsed / 2 ** 20).toFixed(1)} MB, ${ended} ended, ${timers} timers, ${descriptors} descriptors, ${listeners} listeners, ${connections} connections`;
}

function inWords({ held, why, figures }: SoakVerdict): string {
  const measured = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  return `${held ? 'held  ' : 'BROKEN'} F22  100 slots a second leave nothing behind\n            ${measured.join(', ')}${why.map((reason) => `\n            ${reason}`).join('')}`;
}
