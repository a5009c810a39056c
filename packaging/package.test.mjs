// What people install: packed as a release is packed, and looked at from outside.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import jest from '../jest.config.js';
import { pack } from './support/pack.mjs';

const root = join(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries = Object.entries(manifest.exports).filter(([, target]) => typeof target === 'object');
const names = entries.map(([entry]) => posix.join(manifest.name, entry));

let work, tarball, installed, files;

before(() => {
  work = mkdtempSync(join(tmpdir(), 'tracked-cron-package-'));
  tarball = pack(work);
  installed = install('host');
  files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => posix.join(file.parentPath.slice(installed.length + 1), file.name));
});

after(() => rmSync(work, { recursive: true, force: true }));

describe('the tarball', () => {
  test('holds the two builds of the libraries, the page, the data source for migrations, what nest add requires, and the documents, nothing else', () => {
    const expected =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|docs\/[\w-]+\.md|docs\/images\/[\w-]+\.svg|schematics\/.+\.(json|cjs)|dist\/dashboard\/(index\.html|licenses\.md(\.br|\.gz)?|assets\/[\w.-]+\.(js|css|svg)(\.br|\.gz)?)|dist\/cjs\/package\.json|dist\/(esm|cjs)\/.+\.js(\.map)?|dist\/(cjs\/)?libs\/[\w-]+\/src\/.+\.d\.ts)$/;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => /\.spec\.|\/bench\/|\/apps\/|\/test\//.test(file)),
      [],
    );
  });

  test('holds the page, what is large of it compressed too, and the licences of what it is made of', () => {
    const page = files.filter((file) => file.startsWith('dist/dashboard/'));
    for (const ending of ['.js', '.css']) {
      const main = page.filter((file) => file.endsWith(ending));
      assert.ok(main.length > 0, ending);
      for (const file of main.filter((file) => read(file).length >= 1_000)) {
        assert.ok(page.includes(`${file}.br`) && page.includes(`${file}.gz`), file);
      }
    }
    assert.match(read('dist/dashboard/licenses.md'), /react/);
  });

  test('has no character in its scripts for which V8 would hold a whole file with two bytes each', () => {
    for (const build of ['dist/esm/', 'dist/cjs/']) {
      const scripts = scriptsOf(build);
      assert.ok(scripts.length > 0);
      assert.deepEqual(
        scripts.filter((file) => /[^\0-\x7f]/.test(read(file))),
        [],
      );
    }
  });

  test('is as strict in CommonJS as ES modules are', () => {
    assert.deepEqual(
      scriptsOf('dist/cjs/').filter((file) => !read(file).startsWith('"use strict";')),
      [],
    );
  });

  test('has each module once in a build, whichever entries need it', () => {
    for (const build of ['dist/esm/', 'dist/cjs/']) {
      const modules = scriptsOf(build).flatMap((file) =>
        mapOf(file).sources.map((source) => posix.join(posix.dirname(file), source)),
      );
      assert.ok(modules.includes('libs/tracked-cron/src/tracked-cron.error.ts'), build);
      assert.deepEqual(
        modules.filter((module, at) => modules.indexOf(module) !== at),
        [],
      );
    }
  });

  test('declares the same for ES modules and for CommonJS', () => {
    const under = (folder) =>
      files
        .filter((file) => file.startsWith(folder) && file.endsWith('.d.ts'))
        .map((file) => file.slice(folder.length));
    assert.deepEqual(under('dist/cjs/libs/').sort(), under('dist/libs/').sort());
  });

  test('holds every file that one of its files leads to, and no script that no entry leads to', () => {
    const reached = new Set();
    for (const file of starts()) reach(file, reached);
    assert.deepEqual(
      [...reached].filter((file) => !files.includes(file)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => isScript(file) && !reached.has(file)),
      [],
    );
  });

  test('holds the thread that keeps the lease, in both builds', () => {
    const threads = files.filter((file) => file.endsWith('.worker.js')).sort();
    const thread = 'libs/tracked-cron/src/cluster/lease.worker.js';
    assert.deepEqual(threads, [`dist/cjs/${thread}`, `dist/esm/${thread}`]);
  });

  test('holds source maps that carry their sources', () => {
    for (const file of files.filter(isScript)) {
      const { sources, sourcesContent } = mapOf(file);
      assert.equal(sourcesContent?.filter((text) => typeof text === 'string').length, sources.length, file);
    }
  });

  test('tells each entry to Node and to old and new TypeScript alike', () => {
    const paths = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')).compilerOptions.paths;
    assert.deepEqual(Object.keys(paths).sort(), [...names].sort());
    for (const name of names) {
      const [, source] =
        Object.entries(jest.moduleNameMapper).find(([pattern]) => new RegExp(pattern).test(name)) ?? [];
      assert.equal(source?.replace('<rootDir>', '.'), paths[name][0]);
    }
    for (const [entry, { import: esm, require: commonjs }] of entries) {
      assert.equal(esm.types, esm.default.replace('/esm/', '/').replace(/\.js$/, '.d.ts'));
      assert.equal(commonjs.default, esm.default.replace('/esm/', '/cjs/'));
      assert.equal(commonjs.types, commonjs.default.replace(/\.js$/, '.d.ts'));
      if (entry === '.')
        assert.deepEqual([manifest.main, manifest.types], [commonjs.default, commonjs.types]);
      else assert.deepEqual(manifest.typesVersions['*'][entry.slice(2)], [commonjs.types]);
    }
  });

  test('has nothing that attw or publint complain of', () => {
    for (const [program, ...args] of [
      ['attw', '--quiet', tarball],
      ['publint', 'run', tarball, '--strict'],
    ]) {
      execFileSync(join(root, 'node_modules/.bin', program), args, { encoding: 'utf8' });
    }
  });
});

describe('each entry', () => {
  test('answers the same names to import and to require', async () => {
    for (const name of names) {
      const imported = await run('mjs', `print(Object.keys(await import('${name}')))`);
      const required = await run('cjs', `print(Object.keys(require('${name}')))`);
      assert.ok(imported.length > 0, name);
      assert.deepEqual(required.sort(), imported.sort(), name);
    }
  });

  test('has classes and functions that are called what they are exported as', async () => {
    const misnamed = `.filter(([name, value]) => typeof value === 'function' && ![name, ''].includes(value.name))`;
    for (const name of names) {
      assert.deepEqual(await run('mjs', `print(Object.entries(await import('${name}'))${misnamed})`), []);
      assert.deepEqual(await run('cjs', `print(Object.entries(require('${name}'))${misnamed})`), []);
    }
  });

  test('throws errors and makes objects that the main entry knows', async () => {
    const load = ['admin', 'internal', 'monitor', 'testing']
      .map((entry) => `const ${entry} = await import('${manifest.name}/${entry}');`)
      .join('\n');
    const check = `
      const refused = (what) => { try { what(); } catch (error) { return error instanceof main.TrackedCronError; } };
      print([
        refused(() => admin.TokenAccess.fromString('nonsense')),
        refused(() => internal.checkNames('nonsense')),
        refused(() => monitor.SlackActionsModule.forRoot({ path: '' })),
        new testing.VirtualClock() instanceof main.Clock,
      ]);`;
    const script = `const main = await import('${manifest.name}');\n${load}\n${check}`;
    assert.deepEqual(await run('mjs', script), [true, true, true, true]);
    assert.deepEqual(await run('cjs', script.replaceAll('await import(', 'require(')), [
      true,
      true,
      true,
      true,
    ]);
  });

  test('is reached by name from a folder that is linked instead of installed', async () => {
    const linked = join(work, 'linked');
    mkdirSync(linked);
    execFileSync('tar', ['xzf', tarball, '-C', linked]);
    symlinkSync(join(root, 'node_modules'), join(linked, 'node_modules'));
    const host = join(work, 'linking', 'node_modules');
    mkdirSync(host, { recursive: true });
    symlinkSync(join(linked, 'package'), join(host, manifest.name));
    for (const name of names) {
      assert.ok((await run('cjs', `print(Object.keys(require('${name}')))`, dirname(host))).length > 0);
      assert.ok((await run('mjs', `print(Object.keys(await import('${name}')))`, dirname(host))).length > 0);
    }
  });
});

describe('the page', () => {
  const ask = `
    class Tracked {}
    const unused = { application: 'a', environment: 'test', events: new tracked.TrackedCronEvents() };
    const manager = { provide: tracked.CronJobManager, useValue: unused };
    const bus = { provide: tracked.InstanceBus, useValue: { on: () => () => {} } };
    const alerts = { provide: monitor.CronAlerts, useValue: {} };
    const served = { module: Tracked, global: true, providers: [manager, bus, alerts], exports: [manager, bus, alerts] };
    const access = admin.TokenAccess.fromString('viewer:token-of-a-host-01');
    const page = admin.CronAdminModule.forRoot({ access, live: false });
    page.imports = [];
    class Host {}
    core.NestFactory.create({ module: Host, imports: [served, page] }, { logger: false })
      .then(async (app) => {
        await app.listen(0, '127.0.0.1');
        const url = (await app.getUrl()) + '/admin/cron-jobs/dashboard/';
        const opened = await fetch(url + 'jobs/any');
        const html = await opened.text();
        const [, base] = /<base href="([^"]*)">/.exec(html);
        const [, script] = /src="([^"]+\\.js)"/.exec(html);
        const asset = await fetch(new URL(script, new URL(base, opened.url)));
        await asset.arrayBuffer();
        print([opened.status, base, asset.status, asset.headers.get('content-encoding'), asset.headers.get('cache-control')]);
        await app.close();
      });`;
  const needed = {
    core: '@nestjs/core',
    tracked: manifest.name,
    monitor: `${manifest.name}/monitor`,
    admin: `${manifest.name}/admin`,
  };
  const served = [200, '../', 200, 'gzip', 'public, max-age=31536000, immutable'];

  test('is served with its files by the package as it was imported, and as it was required', async () => {
    const loads = Object.entries(needed);
    const imports = loads.map(([name, from]) => `import * as ${name} from '${from}';`).join('\n');
    const requires = loads.map(([name, from]) => `const ${name} = require('${from}');`).join('\n');
    assert.deepEqual(await run('mjs', `import 'reflect-metadata';\n${imports}\n${ask}`), served);
    assert.deepEqual(await run('cjs', `require('reflect-metadata');\n${requires}\n${ask}`), served);
  });
});

describe('two copies in one process', () => {
  const boot = `
    try { Module.forRoot(); print('booted'); }
    catch (error) { print([error.code, error.message]); }`;

  test('one imported, one required, stop the boot of either and say why', async () => {
    const load = `
      import { createRequire } from 'node:module';
      const required = createRequire(import.meta.url)('${manifest.name}');
      const imported = await import('${manifest.name}');`;
    for (const copy of ['required', 'imported']) {
      const [code, message] = await run('mjs', `${load} const Module = ${copy}.TrackedCronModule; ${boot}`);
      assert.equal(code, 'LOADED_TWICE');
      assert.match(message, /one required as CommonJS/);
      assert.ok(
        message.includes(join(installed, 'dist/esm')) && message.includes(join(installed, 'dist/cjs')),
      );
    }
  });

  test('from two folders stop it too, and say what to run', async () => {
    const other = install('other');
    const load = `
      const { TrackedCronModule: Module } = require('${manifest.name}');
      require('${other}');`;
    const [code, message] = await run('cjs', load + boot);
    assert.equal(code, 'LOADED_TWICE');
    assert.match(message, /npm ls nestjs-tracked-cron/);
  });

  test('stop it even where the second one comes after the module was imported', async () => {
    const load = `
      require('reflect-metadata');
      const { NestFactory } = require('@nestjs/core');
      const { TrackedCronModule } = require('${manifest.name}');
      const imports = [TrackedCronModule.forRoot()];
      require('${install('late')}');
      NestFactory.createApplicationContext(
        { module: class AppModule {}, imports },
        { logger: false, abortOnError: false },
      ).then(() => print('booted'), (error) => print(error.code));`;
    assert.equal(await run('cjs', load), 'LOADED_TWICE');
  });

  test('are one where every entry is loaded', async () => {
    const imports = names.map((name) => `await import('${name}');`).join('\n');
    const load = `${imports}\nconst { TrackedCronModule: Module } = await import('${manifest.name}');`;
    assert.equal(await run('mjs', load + boot), 'booted');
    assert.equal(await run('cjs', load.replaceAll('await import(', 'require(') + boot), 'booted');
  });

  test('are one where a module registry was emptied', async () => {
    const load = `
      require('${manifest.name}');
      for (const file of Object.keys(require.cache)) delete require.cache[file];
      const { TrackedCronModule: Module } = require('${manifest.name}');`;
    assert.equal(await run('cjs', load + boot), 'booted');
  });
});

describe('a package that a host may do without', () => {
  test('is asked for by name by the Slack channel that needs it', async () => {
    install('bare', ['@slack']);
    const check = `
      const refused = (channel) => channel.check().then(() => 'taken', (error) => error.message);
      Promise.all([
        refused(slackChannel({ webhookUrl: 'https://hooks.slack.com/services/T0/B0/x' })),
        refused(slackChannel({ token: 'xoxb-1', channel: 'C0123456789' })),
      ]).then(print);`;
    const expected = ['@slack/webhook', '@slack/web-api'].map(
      (wanted) => `it needs the package "${wanted}": npm install ${wanted}.`,
    );
    const from = `from '${manifest.name}/monitor'`;
    const host = join(work, 'bare');
    assert.deepEqual(await run('mjs', `import { slackChannel } ${from};${check}`, host), expected);
    const required = `const { slackChannel } = require('${manifest.name}/monitor');`;
    assert.deepEqual(await run('cjs', required + check, host), expected);
  });
});

/** A host that has the packed package, and for the rest what this repository has, but for some folders. */
function install(name, without = []) {
  const modules = join(work, name, 'node_modules');
  mkdirSync(modules, { recursive: true });
  for (const folder of readdirSync(join(root, 'node_modules'))) {
    if (!folder.startsWith('.') && !without.includes(folder))
      symlinkSync(join(root, 'node_modules', folder), join(modules, folder));
  }
  execFileSync('tar', ['xzf', tarball, '-C', modules]);
  execFileSync('mv', [join(modules, 'package'), join(modules, manifest.name)]);
  return join(modules, manifest.name);
}

/** A script of the library; those of the page are a browser's. */
function isScript(file) {
  return file.endsWith('.js') && !file.startsWith('dist/dashboard/');
}

function scriptsOf(build) {
  return files.filter((file) => file.startsWith(build) && isScript(file));
}

function mapOf(file) {
  const [, map] = /\/\/# sourceMappingURL=(.+)$/m.exec(read(file)) ?? assert.fail(`${file} names no map`);
  return JSON.parse(read(posix.join(posix.dirname(file), map)));
}

/** Runs a script in a host; answers what it prints. */
async function run(format, script, host = join(work, 'host')) {
  const module = format === 'mjs' ? 'module' : 'commonjs';
  const print = 'const print = (value) => console.log(JSON.stringify(value));';
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', `--input-type=${module}`, '--eval', `${print}\n${script}`],
    { cwd: host, env: { ...process.env, NODE_ENV: 'test' } },
  );
  return JSON.parse(stdout);
}

function read(file) {
  return readFileSync(join(installed, file), 'utf8');
}

/** The files that something outside the package leads to. */
function starts() {
  const outside = [manifest.exports, manifest.bin, manifest.main, manifest.types];
  const found = JSON.stringify(outside).match(/dist\/[^"]+/g);
  // as schematics/nest-add/index.cjs finds it
  const schematic = posix.join(
    posix.dirname(manifest.bin['tracked-cron']),
    '../../tracked-cron/src/schematics/nest-add.js',
  );
  const threads = files.filter((file) => file.endsWith('.worker.js'));
  return [...new Set([...found, schematic, ...threads, 'dist/esm/ormconfig.js'])];
}

/** Follows what a script and its declarations import. */
function reach(file, reached) {
  if (reached.has(file)) return;
  reached.add(file);
  if (!existsSync(join(installed, file)) || !/\.(js|d\.ts)$/.test(file)) return;
  for (const [, path] of read(file).matchAll(/(?:from |import |import\(|require\()["'](\.[^"']+)["']/g)) {
    const target = posix.join(posix.dirname(file), path);
    reach(file.endsWith('.d.ts') ? target.replace(/\.js$/, '.d.ts') : target, reached);
  }
}
