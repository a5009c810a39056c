import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import type { RegisteredJob } from '../../libs/tracked-cron/src/definition/job-registry.js';

/** One call of a handler, as it really went. Instants are milliseconds since the Unix epoch. */
export interface WitnessedRun {
  readonly executionId: string;
  readonly epoch: number;
  readonly attempt: number;
  readonly job: RegisteredJob;
  readonly slot: number | null;
  /** The process it ran in. */
  readonly process: string;
  readonly startedAt: number;
  /** When the handler returned, or its process died; null while it goes on. */
  endedAt: number | null;
  outcome: 'completed' | 'failed' | 'died' | null;
  /** When its signal aborted, and by what. */
  abortedAt: number | null;
  abortReason: Error | null;
  /** When the record gave it to somebody else. */
  disownedAt: number | null;
}

/** Sees what handlers do, and nothing of what is written down about it: verdicts come from here. */
export class Witness {
  readonly runs: WitnessedRun[] = [];
  private readonly byKey = new Map<string, WitnessedRun>();

  constructor(
    private readonly now: () => number,
    /** Whether the record says the same of who has an execution. */
    private readonly isOwned: (executionId: string, epoch: number) => boolean,
  ) {}

  begins({ id, epoch, attempt, job, scheduledAt }: Assignment, process: string): WitnessedRun {
    const run: WitnessedRun = {
      executionId: id,
      epoch,
      attempt,
      job,
      slot: scheduledAt,
      process,
      startedAt: this.now(),
      endedAt: null,
      outcome: null,
      abortedAt: null,
      abortReason: null,
      // a process that stood still reads late that it was given something, and may have lost it meanwhile
      disownedAt: this.isOwned(id, epoch) ? null : this.now(),
    };
    this.runs.push(run);
    this.byKey.set(`${id} ${epoch}`, run);
    return run;
  }

  aborted(run: WitnessedRun, reason: Error): void {
    run.abortedAt ??= this.now();
    run.abortReason ??= reason;
  }

  ends(run: WitnessedRun, outcome: NonNullable<WitnessedRun['outcome']>): void {
    if (run.endedAt !== null) return;
    run.endedAt = this.now();
    run.outcome = outcome;
  }

  /** All that was running in it has stopped. */
  died(process: string): void {
    for (const run of this.runs) if (run.process === process) this.ends(run, 'died');
  }

  find(executionId: string, epoch: number): WitnessedRun | undefined {
    return this.byKey.get(`${executionId} ${epoch}`);
  }

  goingOn(process: string): WitnessedRun[] {
    return this.runs.filter((run) => run.process === process && run.endedAt === null);
  }
}
