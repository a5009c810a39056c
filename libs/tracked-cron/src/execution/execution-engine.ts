import type { Assignment } from './assignment.js';

/** The engine behind the seam. */
export const EXECUTION_ENGINE = Symbol.for('nestjs-tracked-cron:execution-engine');

/**
 * Where executions run once they are claimed: in this process, or, later, on a fleet behind pg-boss or BullMQ. It is
 * told of each assignment once, after its claim has committed.
 */
export interface ExecutionEngine {
  /** Starts executions; returns at once. */
  start(assignments: Assignment[]): void;
  /**
   * Hears of each execution whose lane is free in the record: at its end, or, where its handler was given up and the job
   * holds the lane, when that has returned.
   */
  onLaneFreed(listener: (assignment: Assignment) => void): void;
  /** Whether an execution has ended, but its handler goes on here and holds the lane. */
  isGivenUp(executionId: string): boolean;
  /** How many executions are in flight here. */
  readonly inFlight: number;
  /** Executions that run here, whose end is not durable yet, or that hold a lane though they have ended. */
  owned(): string[];
  /** Notes a sign of life. @returns false when no such execution runs here */
  beat(executionId: string): boolean;
  /** Aborts what runs here, because this instance may no longer own it (or somebody asked for it). */
  abort(reason: Error, only?: (assignment: Assignment) => boolean): void;
  /** Resolves when nothing is in flight here and every end was handed to the journal. */
  settled(): Promise<void>;
}
