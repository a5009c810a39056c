// Other people's applications: each installs the packed package and runs its own commands.
//
//   npm run test:hosts                    all of them
//   npm run test:hosts -- nest-12-vitest  one, or several
//   npm run test:hosts -- --keep          leaves their folders
import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pack } from '../../packaging/support/pack.mjs';
import { Host } from './support/host.mjs';
import { startPostgres } from './support/postgres.mjs';

const all = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'package.json')),
);
const { values, positionals } = parseArgs({ options: { keep: { type: 'boolean' } }, allowPositionals: true });
const unknown = positionals.filter((name) => !all.includes(name));
if (unknown.length > 0)
  throw new Error(`There is no host ${unknown.join(', ')}: choose from ${all.join(', ')}.`);
const chosen = positionals.length > 0 ? positionals : all;

const work = mkdtempSync(join(tmpdir(), 'hosts-'));
// their package.json says file:../nestjs-tracked-cron.tgz
renameSync(pack(work), join(work, 'nestjs-tracked-cron.tgz'));
const postgres = await startPostgres();
let passed = 0;
try {
  for (const name of chosen) {
    const begun = performance.now();
    const failure = await prove(name);
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    console.log(`${failure ? 'FAILED' : 'ok    '} ${name.padEnd(28)} ${seconds.padStart(6)} s`);
    if (failure) console.log(failure.message);
    else passed++;
  }
} finally {
  await postgres.stop();
  if (values.keep) console.log(work);
  else rmSync(work, { recursive: true, force: true });
}
console.log(`${passed} passed, ${chosen.length - passed} failed`);
process.exitCode = passed === chosen.length ? 0 : 1;

async function prove(name) {
  try {
    const folder = join(work, name);
    cpSync(join(import.meta.dirname, name), folder, {
      recursive: true,
      filter: (path) => !/\/(node_modules|dist)$/.test(path),
    });
    await new Host(folder, await postgres.createDatabase(name)).prove();
    return undefined;
  } catch (error) {
    return error;
  }
}
