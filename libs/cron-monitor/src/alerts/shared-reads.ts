import type { Clock } from 'nestjs-tracked-cron';

/** How old an answer may be. */
const FRESH_MS = 1_000;

/** What messages of the same moment ask alike: of a hundred that are composed at once, one asks. */
export class SharedReads {
  private readonly answers = new Map<string, { readonly at: number; readonly answer: Promise<unknown> }>();

  constructor(private readonly clock: Pick<Clock, 'monotonic'>) {}

  /** @param what is asked; always with the same kind of answer */
  get<Answer>(what: string, read: () => Promise<Answer>): Promise<Answer> {
    const now = this.clock.monotonic();
    const known = this.answers.get(what);
    if (known !== undefined && now - known.at < FRESH_MS) return known.answer as Promise<Answer>;
    const answer = read();
    this.answers.set(what, { at: now, answer });
    // whoever asked hears of it; the next one asks again
    answer.catch(() => this.answers.delete(what));
    return answer;
  }
}
