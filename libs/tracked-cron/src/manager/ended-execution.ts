import type { Clock, ClockTimer } from '../clock.js';
import type { TrackedCronEvents } from '../events.js';
import type { ExecutionHistoryRepository } from '../history/execution-history.repository.js';
import { LIVE_STATUSES, type LiveStatus } from '../history/execution-status.js';
import type { ExecutionDetails } from '../history/history-query.js';

/** How often an execution is looked for that may have been taken over by another instance, which tells nobody here. */
const LOOK_INTERVAL_MS = 2_000;

/** Waits for the end of an execution that begins here. */
export class EndedExecution {
  constructor(
    private readonly events: TrackedCronEvents,
    private readonly history: Pick<ExecutionHistoryRepository, 'find'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @param start gives birth to it; listened before, so as not to miss its end
   * @returns its record
   */
  async of(start: () => Promise<string>): Promise<ExecutionDetails> {
    const ended = new Set<string>();
    const elsewhere = new Set<string>();
    let check = () => {};
    const note = (ids: Set<string>) => (event: { executionId: string }) => {
      ids.add(event.executionId);
      check();
    };
    const stop = [
      this.events.on('execution.ended', note(ended)),
      // from its first wait on, and once it has changed hands, it may run anywhere
      this.events.on('execution.retrying', note(elsewhere)),
      this.events.on('execution.refused', note(elsewhere)),
    ];
    let search: { end(): void } | undefined;
    try {
      const id = await start();
      await new Promise<void>((resolve) => {
        check = () => {
          if (ended.has(id)) resolve();
          else if (elsewhere.has(id)) search ??= this.search(id, resolve);
        };
        check();
      });
      return (await this.history.find(id))!;
    } finally {
      search?.end();
      for (const off of stop) off();
    }
  }

  /** Looks for an end in the record, again and again; a look that fails is repeated as well. */
  private search(id: string, found: () => void): { end(): void } {
    let timer: ClockTimer | undefined;
    let over = false;
    const look = async () => {
      const record = await this.history.find(id).catch(() => null);
      if (over) return;
      if (record && !LIVE_STATUSES.includes(record.status as LiveStatus)) return found();
      timer = this.clock.after(LOOK_INTERVAL_MS, () => void look());
      timer.unref();
    };
    void look();
    return {
      end: () => {
        over = true;
        timer?.cancel();
      },
    };
  }
}
