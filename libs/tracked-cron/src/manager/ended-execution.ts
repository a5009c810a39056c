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
    const retried = new Set<string>();
    let awaited: string | undefined;
    let tell = () => {};
    let lookOn = () => {};
    const stop = [
      ...(['execution.ended', 'execution.refused'] as const).map((name) =>
        this.events.on(name, ({ executionId }) => {
          ended.add(executionId);
          if (executionId === awaited) tell();
        }),
      ),
      this.events.on('execution.retrying', ({ executionId }) => {
        retried.add(executionId);
        if (executionId === awaited) lookOn();
      }),
    ];
    let timer: ClockTimer | undefined;
    try {
      awaited = await start();
      const id = awaited;
      await new Promise<void>((resolve) => {
        tell = resolve;
        // from its first wait on it may be anywhere
        lookOn = () => {
          lookOn = () => {};
          const look = async () => {
            const record = await this.history.find(id).catch(() => null);
            if (record && !LIVE_STATUSES.includes(record.status as LiveStatus)) resolve();
            else again();
          };
          const again = () => (timer = this.clock.after(LOOK_INTERVAL_MS, () => void look()));
          again();
        };
        if (retried.has(id)) lookOn();
        if (ended.has(id)) resolve();
      });
      return (await this.history.find(id))!;
    } finally {
      timer?.cancel();
      for (const off of stop) off();
    }
  }
}
