import type { AttemptFollower } from 'nestjs-tracked-cron/internal';

/** Stands between a follower and the job: whatever goes wrong in the one, the other is called once, and its answer is its own. */
export class CarefulFollower implements AttemptFollower {
  constructor(
    private readonly follower: AttemptFollower,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  run<Result>(part: () => Result): Result {
    let settled: { readonly answer: Result } | { readonly thrown: unknown } | undefined;
    const once = () => {
      try {
        const answer = part();
        settled = { answer };
        return answer;
      } catch (thrown) {
        settled = { thrown };
        throw thrown;
      }
    };
    try {
      this.follower.run(once);
    } catch (error) {
      if (!settled || !('thrown' in settled) || settled.thrown !== error) this.onTrouble(error);
    }
    if (!settled) return part();
    if ('thrown' in settled) throw settled.thrown;
    return settled.answer;
  }

  line(...line: Parameters<AttemptFollower['line']>): void {
    this.carefully(() => this.follower.line(...line));
  }

  beat(...beat: Parameters<AttemptFollower['beat']>): void {
    this.carefully(() => this.follower.beat(...beat));
  }

  ended(...end: Parameters<AttemptFollower['ended']>): ReturnType<AttemptFollower['ended']> {
    return this.carefully(() => this.follower.ended(...end)) ?? null;
  }

  private carefully<Result>(work: () => Result): Result | undefined {
    try {
      return work();
    } catch (error) {
      this.onTrouble(error);
      return undefined;
    }
  }
}
