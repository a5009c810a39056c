// Runs a command against a PostgreSQL of another release, made for it and gone afterwards.
//
//   npm run on-postgres -- /usr/lib/postgresql/15/bin npm test
//   npm run on-postgres -- /usr/lib/postgresql/15/bin npm run test:faults -- f06
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { OwnPostgres } from './support/own-postgres.js';

const [bin, command, ...args] = process.argv.slice(2);
if (!bin || !command) {
  throw new Error(
    'Say which PostgreSQL and what to run: npm run on-postgres -- /usr/lib/postgresql/15/bin npm test',
  );
}
// as the run's own server is started, see start-postgres.ts
const postgres = await OwnPostgres.start({ bin, settings: { fsync: 'off', max_connections: 300 } });
try {
  console.log(`PostgreSQL ${await postgres.version()}`);
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: postgres.url, TEST_POSTGRES_BIN: bin },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await postgres.remove();
}
