import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compareSchemas, leftBehind, readSchema, recorded } from './record.mjs';

const COMMAND_LIMIT_MS = 300_000;
const BOOT_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 20_000;

/** An application as people have it, copied out of this repository. */
export class Host {
  #folder;
  #manifest;
  #url;

  constructor(folder, url) {
    this.#folder = folder;
    this.#url = url;
    this.#manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  }

  /** Does what its developers do, in their order. @throws Error that says what failed, with what it printed */
  async prove() {
    await this.#command(this.#install());
    for (const script of ['build', 'typecheck', 'test']) {
      if (this.#manifest.scripts[script]) await this.#command(['npm', 'run', script]);
    }
    const { releases = ['1'] } = this.#manifest.trackedCronHost ?? {};
    let before;
    for (const release of releases) {
      await this.#boot(release);
      const after = await readSchema(this.#url);
      if (before) compareSchemas(before, after);
      before = after;
    }
    if (this.#manifest.scripts.migrations) await this.#command(['npm', 'run', 'migrations']);
  }

  #install() {
    const { packageManager } = this.#manifest;
    return packageManager
      ? ['npx', '--yes', packageManager, 'install', '--no-frozen-lockfile']
      : ['npm', 'install', '--no-audit', '--no-fund'];
  }

  async #command([program, ...args]) {
    const child = this.#start(program, args);
    const timer = setTimeout(child.killAll, COMMAND_LIMIT_MS);
    const code = await child.ended;
    clearTimeout(timer);
    if (code !== 0)
      throw new Error(`"${[program, ...args].join(' ')}" ended with ${code}\n${child.output()}`);
  }

  /** Starts it as its own "start" does, until a due time of its job is recorded; then stops it as a platform does. */
  async #boot(release) {
    const [program, ...args] = this.#manifest.scripts.start.split(' ');
    const known = await recorded(this.#url);
    const child = this.#start(program, args, { PORT: '0', RELEASE: release });
    try {
      const begun = Date.now();
      while ((await recorded(this.#url)) <= known) {
        if (child.process.exitCode !== null) throw new Error('it ended');
        if (Date.now() - begun > BOOT_LIMIT_MS) throw new Error('no execution was recorded');
        await pause(200);
      }
      child.process.kill('SIGTERM');
      const code = await Promise.race([child.ended, pause(STOP_LIMIT_MS, 'still running', { ref: false })]);
      // Nest 11 sends itself the signal again once its hooks are through
      if (code !== 0 && code !== 'SIGTERM') throw new Error(`after SIGTERM: ${code}`);
      const left = await leftBehind(this.#url);
      if (left > 0) throw new Error(`after SIGTERM ${left} leases or executions were left behind`);
    } catch (error) {
      child.killAll();
      throw new Error(`"${this.#manifest.scripts.start}": ${error.message}\n${child.output()}`, {
        cause: error,
      });
    }
  }

  #start(program, args, env = {}) {
    const child = spawn(program, args, {
      cwd: this.#folder,
      env: { ...cleanEnvironment(), NO_COLOR: '1', ...env, DATABASE_URL: this.#url },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own: what npm started ends with npm
    });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    const ended = new Promise((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code, signal) => resolve(code ?? signal));
    });
    const killAll = () => child.exitCode === null && process.kill(-child.pid, 'SIGKILL');
    return { process: child, ended, killAll, output: () => output };
  }
}

/** Without what the npm that started this run says of our own package. */
function cleanEnvironment() {
  const ours =
    /^(npm_(package|lifecycle)_|npm_config_local_prefix$|INIT_CWD$|NODE_ENV$|NODE_OPTIONS$|TRACKED_CRON_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
