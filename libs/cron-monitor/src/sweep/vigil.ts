import type { Gap } from 'nestjs-tracked-cron/internal';
import type { SweepState } from './sweep-account.js';
import { OVERDUE_MS } from './interval.js';

/** What this process knows of the watch between two looks at the account. */
export class Vigil {
  private sweptAt = -Infinity;
  private open = new Set<string>();
  /** In which nobody looked. */
  gaps: readonly Gap[] = [];

  /** Takes in how the watch stands. */
  see({ sweptAt, open, gaps }: SweepState): void {
    this.sweptAt = sweptAt.getTime();
    this.open = new Set(open.map(({ subject }) => subject));
    this.gaps = gaps;
  }

  /** A sweep is through. */
  swept(at: Date, gaps: readonly Gap[]): void {
    this.sweptAt = at.getTime();
    this.gaps = gaps;
  }

  /** An incident may have been opened. */
  note(jobName: string): void {
    this.open.add(jobName);
  }

  /** Whether something is known to be wrong with a job. */
  isWrong(jobName: string): boolean {
    return this.open.has(jobName);
  }

  /** Whether somebody has swept lately; while not, what has happened belongs to a gap. */
  isKept(now: number): boolean {
    return now - this.sweptAt <= OVERDUE_MS;
  }
}
