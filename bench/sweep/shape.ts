/** Whose jobs are swept. */
export const SCOPE = { application: 'bench', environment: 'bench' };

/** What a task is told. */
export interface SweepParameters {
  readonly url: string;
  readonly jobs: number;
  /** Executions on record. */
  readonly rows: number;
  /** When the history ends, milliseconds since the epoch. */
  readonly now: number;
  /** How many sweeps are measured. */
  readonly times: number;
}

/** What one sweep took. */
export interface SweepFigures {
  readonly ms: number;
  readonly statements: number;
  /** The longest that the event loop stood still, milliseconds. */
  readonly blockedMs: number;
  readonly judged: number;
}

/** Of the first sweep of a process, and of those after it. */
export interface SweepResult {
  readonly first: SweepFigures;
  readonly next: readonly SweepFigures[];
  /** What the process keeps of all jobs between two sweeps, megabytes. */
  readonly keptMb: number;
}
