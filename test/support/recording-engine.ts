import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { ExecutionEngine } from '../../libs/tracked-cron/src/execution/execution-engine.js';

/** Notes what it is told to run, and runs nothing. */
export class RecordingEngine implements ExecutionEngine {
  readonly started: Assignment[] = [];
  readonly aborted: Error[] = [];
  /** What was aborted of what it was told to run, and why. */
  readonly given: { id: string; reason: Error }[] = [];
  private freed: (assignment: Assignment) => void = () => {};

  start(assignments: Assignment[]): void {
    this.started.push(...assignments);
  }

  onLaneFreed(listener: (assignment: Assignment) => void): void {
    this.freed = listener;
  }

  isGivenUp(): boolean {
    return false;
  }

  /** Tells whoever listens that a lane is free. */
  free(assignment: Assignment): void {
    this.freed(assignment);
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

  abort(reason: Error, only: (assignment: Assignment) => boolean = () => true): void {
    this.aborted.push(reason);
    for (const one of this.started) if (only(one)) this.given.push({ id: one.id, reason });
  }

  async settled(): Promise<void> {}
}
