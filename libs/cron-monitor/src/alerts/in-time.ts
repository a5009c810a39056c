import type { Clock } from 'nestjs-tracked-cron';

/** Waits for several things at once, altogether no longer than so much. */
export class InTime {
  private readonly over: Promise<void>;
  private readonly timer: { cancel(): void };

  constructor(clock: Clock, milliseconds: number) {
    let isOver = () => {};
    this.over = new Promise((resolve) => {
      isOver = resolve;
    });
    this.timer = clock.after(milliseconds, isOver);
  }

  /** What comes in time; `otherwise` for what fails, or comes too late. */
  or<Found, Else>(read: () => Promise<Found>, otherwise: Else): Promise<Found | Else> {
    const found = Promise.resolve().then(read);
    return Promise.race([this.over.then(() => otherwise), found.catch(() => otherwise)]);
  }

  /** Nobody waits any more. */
  end(): void {
    this.timer.cancel();
  }
}
