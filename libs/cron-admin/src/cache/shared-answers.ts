import { Logger } from '@nestjs/common';
import type { Clock } from 'nestjs-tracked-cron';
import type { AnswerStore } from './answer-store.js';
import { decode, encode } from './date-json.js';

/** Longer than this nobody waits for the store: the database answers about as fast. */
const TIME_LIMIT_MS = 50;
/** For how long a store that failed, or took too long, is left alone. */
const AVOIDED_MS = 1_000;
/** Answers that are remembered as they were read last: to read a long one takes longer than to compare it. */
const MOST_REMEMBERED = 20;

interface ReadAnswer {
  readonly text: string;
  readonly value: unknown;
}

/** Answers that instances share. Never throws: a store that is down, flushed or slow has nothing, and is told of once. */
export class SharedAnswers {
  private readonly logger = new Logger('CronAdminModule');
  private avoidedUntil = -Infinity;
  private told = false;
  private readonly remembered = new Map<string, ReadAnswer>();

  constructor(
    private readonly store: AnswerStore,
    private readonly clock: Clock,
  ) {
    store.on?.('error', (error) => this.failed(error));
  }

  /** @returns null where there is none, or none in time */
  async get(key: string): Promise<{ readonly value: unknown } | null> {
    if (this.clock.monotonic() < this.avoidedUntil) return null;
    try {
      const text = await this.inTime(this.store.get(key));
      // the store may have swallowed its error, and told of it
      if (this.clock.monotonic() >= this.avoidedUntil) this.worked();
      return typeof text === 'string' ? this.read(key, text) : null;
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Hands an answer on; nobody waits for that. */
  set(key: string, value: unknown, ttl: number): void {
    if (this.clock.monotonic() < this.avoidedUntil) return;
    const text = encode(value);
    Promise.resolve()
      .then(() => this.store.set(key, text, ttl))
      .catch((error: unknown) => this.failed(error));
  }

  /** The same text is the same object, which is then written only once. */
  private read(key: string, text: string): ReadAnswer {
    const known = this.remembered.get(key);
    if (known?.text === text) return known;
    const answer = { text, value: decode(text) };
    this.remembered.delete(key);
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    this.remembered.set(key, answer);
    return answer;
  }

  private inTime<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const late = this.clock.after(TIME_LIMIT_MS, () =>
        reject(new Error(`it did not answer within ${TIME_LIMIT_MS} ms`)),
      );
      answer.then(resolve, reject).finally(() => late.cancel());
    });
  }

  private failed(error: unknown): void {
    this.avoidedUntil = this.clock.monotonic() + AVOIDED_MS;
    if (this.told) return;
    this.told = true;
    const why = error instanceof Error ? error.message : String(error);
    this.logger.warn(`The cache can't be used (${why}): answers come from the database until it can.`);
  }

  private worked(): void {
    if (!this.told) return;
    this.told = false;
    this.logger.log('The cache can be used again.');
  }
}
