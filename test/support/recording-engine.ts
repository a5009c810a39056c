import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { ExecutionEngine } from '../../libs/tracked-cron/src/execution/execution-engine.js';

/** Notes what it is told to run, and runs nothing. */
export class RecordingEngine implements ExecutionEngine {
  readonly started: Assignment[] = [];
  readonly aborted: Error[] = [];

  start(assignments: Assignment[]): void {
    this.started.push(...assignments);
  }

  get inFlight(): number {
    return 0;
  }

  owned(): string[] {
    return this.started.map(({ id }) => id);
  }

  beat(): boolean {
    return false;
  }

  abort(reason: Error): void {
    this.aborted.push(reason);
  }

  async settled(): Promise<void> {}
}
