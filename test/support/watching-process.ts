import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { compileLibrary } from './compile-library.js';
import { eventually } from './eventually.js';

const WATCH = 'libs/command-line/src/watch';
const CLI = 'libs/tracked-cron/src/cli';

/** `tracked-cron watch` beside whatever is watched. */
export class WatchingProcess {
  log = '';

  private constructor(private readonly process: ChildProcess) {
    for (const stream of [process.stdout!, process.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.log += text));
  }

  static async start(args: readonly string[]): Promise<WatchingProcess> {
    const program = await compileLibrary('test/support/watching-app.ts', [
      ...readdirSync(WATCH)
        .filter((file) => !file.endsWith('.spec.ts'))
        .map((file) => `${WATCH}/${file}`),
      `${CLI}/command.ts`,
      `${CLI}/parse-arguments.ts`,
      `${CLI}/database/database-target.ts`,
    ]);
    const watching = new WatchingProcess(
      spawn(process.execPath, [program, ...args], {
        env: { PATH: process.env.PATH, NO_COLOR: '1' },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    await eventually(
      () => watching.log,
      (log) => log.includes('Watching '),
      30_000,
    );
    return watching;
  }

  /** As an operator stops it. @returns its exit code */
  async stop(): Promise<number | null> {
    if (this.process.exitCode !== null) return this.process.exitCode;
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    return code;
  }
}
