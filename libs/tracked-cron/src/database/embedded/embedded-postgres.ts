import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { postgresFolder, prepareFolder, type PostgresFolder } from './data-folder.js';
import { findFreePort } from './free-port.js';
import { assertReachable, choosePostgresAccount } from './postgres-account.js';
import { locatePostgresBinaries } from './postgres-binaries.js';
import { findPostmaster } from './postmaster-file.js';
import { runProgram } from './run-program.js';
import { driver } from '../driver.js';

/** A PostgreSQL for development that lives in a folder. */
export interface EmbeddedPostgres {
  /** Connection URL of its superuser, password included, on 127.0.0.1. */
  url: string;
  /** Leaves the server, and stops it when nobody else uses it. Call it last, when all pools are closed. */
  stop(): Promise<void>;
}

const STARTUP_LIMIT = 60_000;
const START_ATTEMPTS = 3;
/** Every process that uses the server holds this advisory lock shared; who gets it alone is the last. */
const USERS_LOCK = 7_236_021;

/**
 * Starts the PostgreSQL of a folder, or joins it when it runs already: because another process started it,
 * or because the one that did was killed. The data stays from start to start.
 *
 * `pg_ctl` puts the server into a session of its own: a Ctrl-C in the terminal, which reaches the whole process group,
 * doesn't reach the server, so the application can finish its work before it calls `stop()`.
 *
 * @param folder made where it is missing: data, password and log lie in it, for nobody else to read
 * @throws Error that says what is in the way and what to do: programs missing, folder out of reach, or what the
 *   server said when it did not start
 */
export async function startEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const paths = postgresFolder(resolve(folder));
  const binaries = await locatePostgresBinaries();
  const account = await choosePostgresAccount(paths.data);
  await assertReachable(binaries.postgres, 'x', account);
  const password = await prepareFolder(paths, binaries.initdb, account);
  const control = (...args: string[]) =>
    runProgram(binaries.pg_ctl, [...args, `--pgdata=${paths.data}`], { ...account, cwd: paths.home });

  const deadline = Date.now() + STARTUP_LIMIT;
  let lastWords = '';
  for (let attempts = 0; attempts < START_ATTEMPTS && Date.now() < deadline;) {
    const running = await findPostmaster(paths.data);
    if (!running) {
      attempts += 1;
      lastWords = await start(paths, control);
      continue;
    }
    const url = `postgres://postgres:${password}@127.0.0.1:${running.port}/postgres`;
    const user = await join(url);
    if (user) return { url, stop: stopOnce(user, control) };
    await pause(100); // it is starting, or stopping
  }
  throw new Error(
    `The embedded PostgreSQL in ${paths.home} did not start. Mend what it says, delete that folder ` +
      `to begin anew, or set DATABASE_URL.\n${lastWords || (await logTail(paths))}`,
  );
}

type Control = (...args: string[]) => ReturnType<typeof runProgram>;

/** @returns what went wrong, empty when nothing did */
async function start(paths: PostgresFolder, control: Control): Promise<string> {
  await rm(paths.log, { force: true });
  const settings = [
    `-p ${await findFreePort()}`,
    '-c listen_addresses=127.0.0.1',
    '-c unix_socket_directories=', // its path has a length limit that a deep folder breaks
    '-c log_timezone=UTC',
  ].join(' ');
  const { code, output } = await control(
    'start',
    '--wait',
    `--timeout=${STARTUP_LIMIT / 1000}`,
    `--log=${paths.log}`,
    `--options=${settings}`,
  );
  return code === 0 ? '' : `${output}\n${await logTail(paths)}`;
}

/** @returns the connection that holds our share of the server, or nothing while it takes no connections */
async function join(url: string): Promise<pg.Client | undefined> {
  const client = new (driver().Client)({ connectionString: url, application_name: 'embedded-postgres' });
  client.on('error', () => {}); // a server that goes away tells those who query it
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [USERS_LOCK]);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (isPassing(error)) return undefined;
    throw error;
  }
}

/** Refused or broken off, or SQLSTATE class 57P: starting up, shutting down. Anything else won't pass by itself. */
function isPassing(error: unknown): boolean {
  const code = (error as { code?: string }).code;
  return code === undefined || code.startsWith('57P') || code === 'ECONNREFUSED' || code === 'ECONNRESET';
}

function stopOnce(user: pg.Client, control: Control): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop(user, control));
}

async function stop(user: pg.Client, control: Control): Promise<void> {
  try {
    if (!(await isLastUser(user))) return;
    const { code, output } = await control('stop', '--mode=fast', '--wait');
    if (code !== 0) throw new Error(`The embedded PostgreSQL did not stop: ${output}`);
  } finally {
    await user.end().catch(() => {});
  }
}

async function isLastUser(user: pg.Client): Promise<boolean> {
  try {
    await user.query('select pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const { rows } = await user.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [
      USERS_LOCK,
    ]);
    return rows[0]?.last === true;
  } catch {
    return false; // the server is gone already
  }
}

async function logTail(paths: PostgresFolder): Promise<string> {
  const log = await readFile(paths.log, 'utf8').catch(() => '');
  return log.trimEnd().split('\n').slice(-10).join('\n');
}
