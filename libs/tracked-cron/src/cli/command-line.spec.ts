import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommandLine } from './command-line.js';

const TASKS = `import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';

@Injectable()
export class Tasks {
  @Cron('0 1 * * *')
  nightly() {}
}
`;

let folder: string;
let out: string;
let err: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracked-cron-cli-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** The application's own packages, TypeScript among them. */
async function installPackages(): Promise<void> {
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
}

function run(...args: string[]): Promise<number> {
  out = '';
  err = '';
  return runCommandLine(args, {
    folder,
    env: {},
    out: (text) => (out += `${text}\n`),
    err: (text) => (err += `${text}\n`),
  });
}

const read = (path: string) => readFile(join(folder, path), 'utf8');

describe('tracked-cron', () => {
  it('lists its commands, and is called wrongly without one', async () => {
    expect(await run('--help')).toBe(0);
    expect(out).toMatch(/migrate-code .*\n.*types .*\n.*migrate .*\n.*maintain /);
    expect(await run()).toBe(2);
  });

  it('suggests the command that was meant', async () => {
    expect(await run('frobnicate')).toBe(2);
    expect(err).toMatch('There is no command "frobnicate".');
    expect(await run('migrate-cod')).toBe(2);
    expect(err).toMatch('did you mean "migrate-code"?');
  });

  it('suggests the option that was meant', async () => {
    expect(await run('migrate-code', '--chek')).toBe(2);
    expect(err).toMatch('There is no option --chek: did you mean --check?');
    expect(await run('types', '--out')).toBe(2);
    expect(err).toMatch('--out');
  });

  it.each(['migrate-code', 'types'])('explains %s', async (name) => {
    expect(await run(name, '--help')).toBe(0);
    expect(out).toMatch(`tracked-cron ${name} [paths…] [options]`);
  });

  it('says what to install where there is no TypeScript', async () => {
    await write({ 'src/tasks.ts': TASKS });
    expect(await run('migrate-code')).toBe(1);
    expect(err).toMatch(/can't be found from .*: run npm install --save-dev typescript@6/);
  });

  it('says which TypeScript it can read sources with', async () => {
    await write({
      'node_modules/typescript/package.json': '{ "name": "typescript", "main": "index.js" }',
      'node_modules/typescript/index.js': 'module.exports = { version: "7.0.1" };',
    });
    expect(await run('types')).toBe(1);
    expect(err).toMatch(/TypeScript 5 or 6; .* has 7\.0\.1: run npm install --save-dev typescript@6/);
  });

  it('names a path that is not there', async () => {
    expect(await run('migrate-code', 'scr')).toBe(1);
    expect(err).toMatch('There is no "scr"');
  });
});

describe('tracked-cron migrate-code', () => {
  beforeEach(installPackages);

  it('only looks with --check, and says by its exit code that something would change', async () => {
    await write({ 'src/tasks.ts': TASKS });
    expect(await run('migrate-code', '--check')).toBe(1);
    expect(out).toMatch('src/tasks.ts:6  Tasks.nightly');
    expect(out).toMatch('1 job would be rewritten in 1 file, 0 left alone.');
    expect(await read('src/tasks.ts')).toBe(TASKS);
  });

  it('rewrites, and has nothing to do afterwards', async () => {
    await write({ 'src/tasks.ts': TASKS });
    expect(await run('migrate-code', 'src')).toBe(0);
    expect(await read('src/tasks.ts')).toMatch("@TrackedCron('0 1 * * *', { profile: 'like-cron' })");
    expect(await run('migrate-code', '--check')).toBe(0);
    expect(out).toMatch('0 jobs would be rewritten in 0 files, 0 left alone.');
  });

  it('takes the profile that was chosen, and no other word', async () => {
    await write({ 'src/tasks.ts': TASKS });
    expect(await run('migrate-code', '--profile', 'cautious')).toBe(2);
    expect(err).toMatch('There is no profile "cautious": write like-cron or recommended.');
    expect(await run('migrate-code', '--profile', 'recommended')).toBe(0);
    expect(await read('src/tasks.ts')).toMatch("@TrackedCron('0 1 * * *')");
  });

  it('leaves tests, builds, packages and declarations alone, unless they are named', async () => {
    const left = [
      'src/tasks.spec.ts',
      'test/app.e2e-spec.ts',
      'dist/tasks.ts',
      'src/tasks.d.ts',
      '.cache/tasks.ts',
    ];
    await write(Object.fromEntries(left.map((path) => [path, TASKS])));
    expect(await run('migrate-code', '--check')).toBe(0);
    expect(await run('migrate-code', 'src/tasks.spec.ts', '--check')).toBe(1);
  });

  it('does not touch a file that is not UTF-8', async () => {
    await write({ 'src/tasks.ts': '' });
    await writeFile(join(folder, 'src/tasks.ts'), Buffer.from(`${TASKS}// caf\u00e9\n`, 'latin1'));
    expect(await run('migrate-code', '--check')).toBe(0);
  });
});

describe('tracked-cron types', () => {
  beforeEach(installPackages);

  const JOBS = TASKS.replace('@nestjs/schedule', 'nestjs-tracked-cron').replaceAll('Cron', 'TrackedCron');

  it('writes the file once, and checks afterwards that it is up to date', async () => {
    await write({ 'src/tasks.ts': JOBS });
    expect(await run('types', '--check')).toBe(1);
    expect(out).toMatch('src/tracked-jobs.d.ts is not up to date: run tracked-cron types.');
    expect(await run('types')).toBe(0);
    expect(out).toBe('1 job in src/tracked-jobs.d.ts.\n');
    expect(await read('src/tracked-jobs.d.ts')).toMatch("'Tasks.nightly': void;");
    expect(await run('types', '--check')).toBe(0);
    expect(out).toBe('1 job in src/tracked-jobs.d.ts, unchanged.\n');
  });

  it('writes where it is told to', async () => {
    await write({ 'src/tasks.ts': JOBS });
    expect(await run('types', 'src', '--out', 'types/jobs.d.ts')).toBe(0);
    expect(await read('types/jobs.d.ts')).toMatch("'Tasks.nightly': void;");
  });
});
