import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { CronMonitorOptions } from '../../libs/cron-monitor/src/index.js';
import { compileLibrary } from './compile-library.js';
import { eventually } from './eventually.js';

/** What an {@link AlertingInstance} is started with; it goes to the other process as JSON. */
export interface AlertingOptions {
  readonly url: string;
  /** Where its channels send to, by their names. */
  readonly channels: Readonly<Record<string, string>>;
  readonly monitor: Omit<CronMonitorOptions, 'channels'>;
  /** So many jobs that fail when they are triggered, `fails-0`, `fails-1`, … Default: none. */
  readonly jobs?: number;
  /** When jobs are due, milliseconds since the epoch, that no instance may run, `absent-0`, `absent-1`, … Default: none. */
  readonly absentAt?: readonly number[];
}

export type AlertingCommand =
  | { readonly do: 'trigger'; readonly jobName: string }
  | { readonly do: 'absorb'; readonly jobNames: readonly string[] }
  | { readonly do: 'close' };

const START_LIMIT_MS = 60_000;

/** An instance with the monitor in a process of its own, on the clock of the machine. */
export class AlertingInstance {
  log = '';
  private ready = false;

  private constructor(private readonly process: ChildProcess) {
    process.on('message', ({ event }: { event: string }) => (this.ready ||= event === 'ready'));
    for (const stream of [process.stdout!, process.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => (this.log += text));
  }

  static async start(options: AlertingOptions): Promise<AlertingInstance> {
    const program = await compileLibrary('test/support/alerting-app.ts', ['test/support/judged.ts']);
    const child = fork(program, [JSON.stringify(options)], {
      execArgv: [],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const instance = new AlertingInstance(child);
    await eventually(
      () => {
        if (child.exitCode !== null)
          throw new Error(`It ended with code ${child.exitCode}:\n${instance.log}`);
        return instance.ready;
      },
      Boolean,
      START_LIMIT_MS,
    ).catch((error: Error) => {
      child.kill('SIGKILL');
      throw error;
    });
    return instance;
  }

  get pid(): number {
    return this.process.pid!;
  }

  trigger(jobName: string): void {
    this.send({ do: 'trigger', jobName });
  }

  /** These jobs have failed just now: of none of this process, as their rules would see it. */
  absorb(jobNames: readonly string[]): void {
    this.send({ do: 'absorb', jobNames });
  }

  async kill(): Promise<void> {
    await this.end(() => this.process.kill('SIGKILL'));
  }

  async close(): Promise<void> {
    await this.end(() => this.send({ do: 'close' }));
  }

  private async end(how: () => void): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, 'exit');
    how();
    await exited;
  }

  private send(command: AlertingCommand): void {
    this.process.send(command);
  }
}
