import type { Clock, ClockTimer } from 'nestjs-tracked-cron';

/** How often is looked where nobody says what other instances do. */
const WITHOUT_HINTS_MS = 2_000;

/** Has something looked at now and then, whether or not somebody said that it changed. */
export class PollTimer {
  private timer: ClockTimer | undefined;

  /** @param parts what is looked at in one go; where nobody says what changed, all of it is */
  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly hearsOthers: () => boolean,
    private readonly look: () => void,
    private readonly parts = 1,
  ) {
    this.later();
  }

  stop(): void {
    this.timer?.cancel();
  }

  private later(): void {
    const delay = this.hearsOthers() ? this.everyMs / this.parts : Math.min(this.everyMs, WITHOUT_HINTS_MS);
    this.timer = this.clock.after(delay, () => {
      this.later();
      this.look();
    });
    this.timer.unref();
  }
}
