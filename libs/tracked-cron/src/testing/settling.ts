import type { TrackedCronEvents } from '../events.js';
import type { ExecutionEngine } from '../execution/execution-engine.js';
import { clearRealTimeout, realImmediate, realTimeout } from './real-timers.js';

/** Waits, in real time, for handlers that are under way. */
export class Settling {
  /** In flight for longer than the test's patience: nobody waits for them again. */
  private readonly given = new Set<string>();

  /** @param patience how long no handler may end before those under way are given up, milliseconds */
  constructor(
    private readonly engine: Pick<ExecutionEngine, 'owned'>,
    private readonly events: TrackedCronEvents,
    private readonly patience: number,
  ) {}

  /** Resolves when every handler has ended, and its end is on record, but for those that nobody waits for any more. */
  async settle(): Promise<void> {
    while (this.awaited().length > 0) {
      if (await this.oneEnds()) continue;
      for (const id of this.awaited()) this.given.add(id);
    }
    // what the last handler's end set off in the code under test
    await new Promise((resolve) => realImmediate(resolve));
  }

  private awaited(): string[] {
    const owned = this.engine.owned();
    for (const id of this.given) if (!owned.includes(id)) this.given.delete(id);
    return owned.filter((id) => !this.given.has(id));
  }

  private oneEnds(): Promise<boolean> {
    return new Promise((resolve) => {
      const over = (ended: boolean) => {
        for (const off of offs) off();
        clearRealTimeout(timer);
        resolve(ended);
      };
      const offs = (['execution.ended', 'execution.retrying'] as const).map((name) =>
        this.events.on(name, () => over(true)),
      );
      const timer = realTimeout(() => over(false), this.patience);
    });
  }
}
