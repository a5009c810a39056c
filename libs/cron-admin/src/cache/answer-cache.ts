import { createHash } from 'node:crypto';
import { LIBRARY_VERSION, type Clock, type JobScope } from 'nestjs-tracked-cron';
import type { SharedAnswers } from './shared-answers.js';

/** What changes, so that answers are no longer right. */
export type ChangeTopic = 'execution' | 'job' | 'instance';

/** Which answer is wanted. */
export interface Question {
  /** What is asked: `status`. */
  readonly name: string;
  /** All that the answer depends on, beside the application and environment; never who asks. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** What makes the answer wrong. */
  readonly changes: readonly ChangeTopic[];
  /** For how long it may be answered although nobody told of a change, milliseconds: 1,000 to 20,000. */
  readonly ttl: number;
  /** Whether the answer is never shared with others: it is about this process, or only a step to one that is. Default: false. */
  readonly here?: boolean;
}

interface Kept {
  readonly value: unknown;
  readonly turn: number;
  readonly until: number;
}

/** A query under way, or one that waits for it; as long as it has not begun, it has no turn. */
interface Loading {
  turn: number | null;
  answer: Promise<unknown>;
}

/** Answers of this process that are kept at once. */
const MOST_KEPT = 50;

/**
 * Keeps answers for a moment, as they are before anybody's rights are applied: what is given out is shared, and never
 * changed by whoever gets it. Many who ask at once cause one query. An answer that was begun before a change is not given
 * to who asks after it; without news of a change, none is older than its `ttl`.
 */
export class AnswerCache {
  private readonly kept = new Map<string, Kept>();
  private readonly loading = new Map<string, Loading>();
  private readonly turns: Record<ChangeTopic, number> = { execution: 0, job: 0, instance: 0 };
  private readonly changedAt: Record<ChangeTopic, number> = {
    execution: -Infinity,
    job: -Infinity,
    instance: -Infinity,
  };

  constructor(
    private readonly scope: JobScope,
    private readonly clock: Pick<Clock, 'monotonic'>,
    private readonly shared: Pick<SharedAnswers, 'get' | 'set'> | null,
    /** Called whenever somebody asks. */
    private readonly asked: () => void = () => {},
  ) {}

  /** The answer, kept or loaded. Rejects with what `load` throws, which is not kept. */
  get<Answer>(question: Question, load: () => Promise<Answer>): Promise<Answer> {
    this.asked();
    const key = this.keyOf(question);
    const kept = this.kept.get(key);
    if (kept?.turn === this.turnOf(question) && this.clock.monotonic() < kept.until) {
      return Promise.resolve(kept.value as Answer);
    }
    return this.loaded(key, question, load) as Promise<Answer>;
  }

  /** Something has changed: whoever asks from now on gets an answer that knows of it. */
  changed(...topics: readonly ChangeTopic[]): void {
    for (const topic of topics) {
      this.turns[topic] += 1;
      this.changedAt[topic] = this.clock.monotonic();
    }
  }

  /** Joins a query that knows of every change so far; else one begins when the one under way is through. */
  private loaded(key: string, question: Question, load: () => Promise<unknown>): Promise<unknown> {
    const before = this.loading.get(key);
    if (before && (before.turn === null || before.turn === this.turnOf(question))) return before.answer;
    const loading: Loading = { turn: null, answer: Promise.resolve() };
    const begin = () => {
      loading.turn = this.turnOf(question);
      return this.load(key, question, loading.turn, load);
    };
    const answer = before === undefined ? begin() : before.answer.then(begin, begin);
    loading.answer = answer.finally(() => {
      if (this.loading.get(key) === loading) this.loading.delete(key);
    });
    this.loading.set(key, loading);
    return loading.answer;
  }

  private async load(
    key: string,
    question: Question,
    turn: number,
    load: () => Promise<unknown>,
  ): Promise<unknown> {
    const begunAt = this.clock.monotonic();
    const shared = this.trustsOthers(question, begunAt) ? await this.shared!.get(key) : null;
    // how old it is, the store alone knows: it is not kept here
    if (shared !== null) return shared.value;
    const value = await load();
    if (turn === this.turnOf(question)) {
      this.keep(key, { value, turn, until: begunAt + question.ttl });
      if (!question.here) this.shared?.set(key, value, question.ttl);
    }
    return value;
  }

  /**
   * Others may have kept an answer from before a change that this process knows of. Once that would be older than its
   * `ttl`, it is gone.
   */
  private trustsOthers({ changes, ttl, here }: Question, now: number): boolean {
    return this.shared !== null && !here && changes.every((topic) => now - this.changedAt[topic] > ttl);
  }

  private keep(key: string, kept: Kept): void {
    const now = this.clock.monotonic();
    for (const [other, { until }] of this.kept) if (until <= now) this.kept.delete(other);
    this.kept.delete(key);
    if (this.kept.size >= MOST_KEPT) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, kept);
  }

  private turnOf({ changes }: Question): number {
    return changes.reduce((sum, topic) => sum + this.turns[topic], 0);
  }

  /** Bound to whose jobs they are, and to the release, whose answers may look otherwise. */
  private keyOf({ name, parameters = {} }: Question): string {
    const { application, environment } = this.scope;
    const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
    const all = JSON.stringify([LIBRARY_VERSION, application, environment, name, sorted]);
    return `tracked-cron:${name}:${createHash('sha256').update(all).digest('hex').slice(0, 32)}`;
  }
}
