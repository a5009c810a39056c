import type { AnyExecutionView } from '../../libs/tracked-cron/src/history/any-execution.view.js';
import type { LiveRow } from '../../libs/tracked-cron/src/testing/memory/execution-row.js';
import { MemoryDatabase } from '../../libs/tracked-cron/src/testing/memory/memory-database.js';

/** The library's memory, which tells what was written into its history; nobody can tamper with what it sees. */
export class WatchedDatabase extends MemoryDatabase {
  private readonly newlyEnded = new Map<string, AnyExecutionView>();
  private readonly rewritten: string[] = [];
  override readonly ended: Map<string, AnyExecutionView> = this.watchedHistory();

  takeNewlyEnded(): ReadonlyMap<string, AnyExecutionView> {
    const taken = new Map(this.newlyEnded);
    this.newlyEnded.clear();
    return taken;
  }

  /** Executions that had an end, and were given another. */
  takeRewritten(): string[] {
    return this.rewritten.splice(0);
  }

  /** As {@link liveOf}, for those who check that. */
  rowsOf(jobId: string): LiveRow[] {
    return [...this.live.values()].filter((row) => row.jobId === jobId);
  }

  /** As {@link groupLanes}, likewise. */
  lanesOf(key: string): number {
    const isMember = ({ jobId }: LiveRow) => this.jobs.get(jobId)?.concurrencyKey === key;
    return [...this.live.values()].filter((row) => row.holdsLane && isMember(row)).length;
  }

  private watchedHistory(): Map<string, AnyExecutionView> {
    const history = new Map<string, AnyExecutionView>();
    const set = history.set.bind(history);
    history.set = (id, row) => {
      if (history.has(id)) this.rewritten.push(id);
      else this.newlyEnded.set(id, row);
      return set(id, row);
    };
    return history;
  }
}
