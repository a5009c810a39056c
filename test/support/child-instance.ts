import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { TrackedCronJobOptions, TrackedCronModuleOptions } from 'nestjs-tracked-cron';
import type { ChildHandler } from './child-handlers.js';
import { compileLibrary } from './compile-library.js';
import { eventually } from './eventually.js';
import type { ClockShift } from './shifted-clock.js';

const PROGRAM = 'test/support/child-app.ts';
const PARTS = [
  'test/support/child-handlers.ts',
  'test/support/shifted-clock.ts',
  'test/support/witness-writer.ts',
];

/** What a {@link ChildInstance} is started with; it goes to the other process as JSON. */
export interface ChildOptions {
  readonly url: string;
  /** Where its handlers write what they do; past any proxy. */
  readonly witnessUrl: string;
  readonly module?: TrackedCronModuleOptions;
  /** For how long the job `block` blocks. */
  readonly blockMs?: number;
  /** Jobs of its own, beside `hold` and `block`. */
  readonly jobs?: readonly ChildJob[];
  /** What is wrong with its clock. Default: nothing. */
  readonly clock?: ClockShift;
  /** Variables of its environment, beside the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A job whose handler notes that it began and ended. */
export interface ChildJob {
  readonly name: string;
  readonly schedule: string;
  readonly options?: Omit<TrackedCronJobOptions, 'name'>;
  /** How long its handler takes, in ms. Default: 0. */
  readonly takesMs?: number;
  /** How many of its first attempts fail when that time is over. Default: 0. */
  readonly fails?: number;
  /** What its handler does. Default: `'work'`. */
  readonly does?: ChildHandler;
  /** So many jobs alike, `name-1`, `name-2`, …; one by its own name where it is not said. */
  readonly copies?: number;
}

export type ChildCommand =
  | { readonly do: 'trigger'; readonly jobName: string }
  | { readonly do: 'release' }
  | { readonly do: 'shift-clock'; readonly clock: ClockShift }
  | { readonly do: 'close' };

/** Something that happened in the other process: its events, and what its handlers did. */
export interface ChildReport {
  readonly event: string;
  readonly executionId?: string;
  readonly [more: string]: unknown;
}

/** To load and to boot, on a machine that does other things as well. */
const START_LIMIT_MS = 30_000;

/** An instance in a process of its own, on the clock of the machine. */
export class ChildInstance {
  readonly reports: ChildReport[] = [];
  /** What it logged. */
  log = '';

  private constructor(private readonly process: ChildProcess) {
    process.on('message', (report) => this.reports.push(report as ChildReport));
    for (const stream of [process.stdout!, process.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    }
  }

  /**
   * @param cwd its folder, where a spool would lie
   * @param program what runs there; it has to say when it is `ready`, and to `close`. Default: this library's own.
   */
  static async start(options: ChildOptions, cwd: string, program?: string): Promise<ChildInstance> {
    const compiled = program ?? (await compileLibrary(PROGRAM, PARTS));
    const child = fork(compiled, [JSON.stringify(options)], {
      cwd,
      execArgv: [],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const instance = new ChildInstance(child);
    await eventually(
      () => {
        if (child.exitCode !== null)
          throw new Error(`It ended with code ${child.exitCode}:\n${instance.log}`);
        return instance.reports.some(({ event }) => event === 'ready');
      },
      Boolean,
      START_LIMIT_MS,
    ).catch((error: Error) => {
      child.kill('SIGKILL');
      throw new Error(`${error.message}\n${instance.log}`);
    });
    return instance;
  }

  get pid(): number {
    return this.process.pid!;
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** @returns the execution that was triggered */
  async trigger(jobName: string): Promise<string> {
    const before = this.told('triggered').length;
    this.send({ do: 'trigger', jobName });
    const told = await eventually(
      () => this.told('triggered'),
      ({ length }) => length > before,
    );
    return told[before].executionId!;
  }

  /** Triggers a job so many times at once; resolves when the last one is on record. */
  async triggerMany(jobName: string, count: number): Promise<void> {
    const before = this.told('triggered').length;
    for (let n = 0; n < count; n++) this.send({ do: 'trigger', jobName });
    await eventually(() => this.told('triggered').length >= before + count, Boolean, START_LIMIT_MS);
  }

  /** Lets everything go on that is held. */
  release(): void {
    this.send({ do: 'release' });
  }

  /** Sets its clock wrong, or right again, while it runs. */
  shiftClock(clock: ClockShift): void {
    this.send({ do: 'shift-clock', clock });
  }

  told(event: string): ChildReport[] {
    return this.reports.filter((report) => report.event === event);
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM' | 'SIGINT'): void {
    this.process.kill(signal);
  }

  /** How the process ended: its exit code, or the signal that ended it. Waits until it has. */
  async exit(): Promise<number | NodeJS.Signals> {
    await this.end(() => {});
    return this.process.exitCode ?? this.process.signalCode!;
  }

  /** As the kernel does when memory runs out. */
  async kill(): Promise<void> {
    await this.end(() => this.process.kill('SIGKILL'));
  }

  async close(): Promise<void> {
    await this.end(() => this.send({ do: 'close' }));
  }

  private async end(how: () => void): Promise<void> {
    if (!this.isAlive) return;
    const exited = once(this.process, 'exit');
    how();
    await exited;
  }

  private send(command: ChildCommand): void {
    this.process.send(command);
  }
}
