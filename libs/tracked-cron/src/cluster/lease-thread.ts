import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { ResolvedDatabaseOptions } from '../database/database.options.js';
import { libraryFile } from '../library-file.js';
import type { BusLine } from './bus/bus-line.js';
import type { LeaseTaken, TimedRenewal } from './held-lease.js';
import type { InThreadLeaseKeeper, LeaseKeeperSettings } from './in-thread-lease-keeper.js';
import type { BeatListener, LeaseKeeper } from './lease-keeper.js';
import {
  errorOf,
  type LeaseAnswer,
  type LeaseRequest,
  type LeaseThreadData,
  type LeaseWord,
  type LineWord,
} from './lease-messages.js';
import type { InstanceDescription } from './lease.repository.js';
import { LoopWatch } from './loop-watch.js';
import { SharedPulse } from './shared-pulse.js';

/** What a thread that keeps a lease is made from. */
export interface LeaseThreadSettings extends LeaseKeeperSettings {
  readonly database: ResolvedDatabaseOptions;
  readonly application: string;
  readonly environment: string;
  /** Milliseconds that the event loop may be blocked before the instance is given up. */
  readonly loopStallLimit: number;
}

interface Asked {
  readonly request: LeaseRequest;
  resolve(answer: LeaseAnswer): void;
  reject(error: unknown): void;
}

/** An isolate's defaults are meant for whole applications. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 2 };

/**
 * Has the lease renewed by a small thread with a connection of its own, so that a handler that blocks the event loop is no
 * dead process. Where the process may not have threads, or loses this one, the lease is kept on the main thread.
 */
export class LeaseThread implements LeaseKeeper {
  private readonly logger = new Logger('TrackedCron');
  private readonly pulse = new SharedPulse();
  private readonly asked = new Map<number, Asked>();
  private questions = 0;
  private worker: Worker | undefined;
  private watch: LoopWatch | undefined;
  private fallback: InThreadLeaseKeeper | undefined;
  private listener: BeatListener | undefined;
  private heldId: string | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly settings: LeaseThreadSettings,
    private readonly onBlocked: (milliseconds: number) => void,
    private readonly makeFallback: () => InThreadLeaseKeeper,
    private readonly line: BusLine,
    private readonly file = libraryFile('cluster/lease.worker'),
  ) {}

  get trustedUntil(): number {
    return this.fallback?.trustedUntil ?? this.pulse.until;
  }

  prepare(): void {
    if (this.worker || this.fallback) return;
    try {
      this.worker = this.start();
    } catch (error) {
      this.fallBack(error as Error);
    }
  }

  async take(id: string, description: InstanceDescription): Promise<LeaseTaken> {
    this.prepare();
    this.watch ??= new LoopWatch(this.clock, this.pulse, this.settings.execution.any, this.onBlocked);
    const answer = (await this.ask({ what: 'take', id, description })) as LeaseTaken;
    this.heldId = answer.taken ? id : undefined;
    return answer;
  }

  beat(listener: BeatListener): void {
    this.listener = listener;
    this.fallback?.beat(listener);
  }

  renew(): Promise<TimedRenewal> {
    return this.ask({ what: 'renew' }) as Promise<TimedRenewal>;
  }

  forget(): void {
    this.heldId = undefined;
    // nobody waits for the answer
    this.ask({ what: 'forget' }).catch(() => {});
  }

  async release(): Promise<void> {
    this.listener = undefined;
    this.heldId = undefined;
    try {
      if (this.worker || this.fallback) await this.ask({ what: 'release' });
    } finally {
      const { worker } = this;
      this.worker = undefined;
      this.pulse.until = -Infinity;
      this.watch?.stop();
      this.watch = undefined;
      await worker?.terminate();
      this.line.closed();
    }
  }

  private start(): Worker {
    if (!existsSync(this.file)) throw new Error(`${this.file} is not there; has the library been bundled?`);
    const { database, application, environment, leaseTtl, loopStallLimit } = this.settings;
    const workerData: LeaseThreadData = {
      database,
      application,
      environment,
      leaseTtl,
      loopStallLimit,
      pulse: this.pulse.memory!,
      channel: this.line.channel,
      clockAhead: Number(process.hrtime.bigint()) / 1e6 - this.clock.monotonic(),
    };
    const worker = new Worker(this.file, {
      name: 'tracked-cron lease',
      workerData,
      resourceLimits: RESOURCE_LIMITS,
      execArgv: [], // what the host preloads (instrumentation) is none of this thread's
    });
    worker.unref();
    worker.on('message', (word: LeaseWord) => this.hear(word));
    worker.on('error', (error) => {
      if (this.worker === worker) this.fallBack(error);
    });
    worker.on('exit', (code) => {
      if (this.worker === worker) this.fallBack(new Error(`it ended with code ${code}`));
    });
    return worker;
  }

  private ask(request: LeaseRequest): Promise<LeaseAnswer> {
    if (this.fallback) return this.askFallback(this.fallback, request);
    const { worker } = this;
    if (!worker) return Promise.reject(new Error('the lease is no longer kept'));
    return new Promise((resolve, reject) => {
      this.questions += 1;
      this.asked.set(this.questions, { request, resolve, reject });
      // an answer that is waited for keeps the process alive, the thread itself does not
      worker.ref();
      worker.postMessage({ number: this.questions, request });
    });
  }

  private hear(word: LeaseWord): void {
    if ('line' in word) return this.hearLine(word);
    if (!('number' in word)) {
      this.listener?.(async () => {
        if ('trouble' in word) throw errorOf(word.trouble);
        return word.renewal ?? this.renew();
      });
      return;
    }
    const asked = this.asked.get(word.number);
    this.asked.delete(word.number);
    if (this.asked.size === 0) this.worker?.unref();
    if ('trouble' in word) asked?.reject(errorOf(word.trouble));
    else asked?.resolve(word.answer);
  }

  private hearLine(word: LineWord): void {
    if (word.line === 'heard') this.line.heard(word.payload);
    else if (word.line === 'opened') this.line.opened();
    else this.line.closed();
  }

  private fallBack(reason: Error): void {
    if (this.fallback) return;
    this.logger.warn(
      `The lease is renewed on the main thread, because its own thread does not run (${reason.message}): a handler ` +
        'that blocks the event loop for longer than leaseTtl looks dead to other instances.',
    );
    this.worker = undefined;
    this.line.closed();
    const keeper = this.makeFallback();
    if (this.heldId !== undefined) keeper.resume(this.heldId, this.clock.monotonic());
    if (this.listener) keeper.beat(this.listener);
    this.fallback = keeper;
    for (const { request, resolve, reject } of this.asked.values()) {
      this.askFallback(keeper, request).then(resolve, reject);
    }
    this.asked.clear();
  }

  private async askFallback(keeper: LeaseKeeper, request: LeaseRequest): Promise<LeaseAnswer> {
    switch (request.what) {
      case 'take':
        return keeper.take(request.id, request.description);
      case 'renew':
        return keeper.renew();
      case 'forget':
        return keeper.forget();
      case 'release':
        return keeper.release();
    }
  }
}
