import type { Measurements } from '../measurement.js';
import type { BenchServer } from '../support/database.js';

/** What a workload works with. */
export interface BenchRun {
  readonly server: BenchServer;
  readonly measurements: Measurements;
  readonly rounds: number;
  /** How many executions a history has, where the command line says so. */
  readonly rows: number | undefined;
  readonly quick: boolean;
  /** How long a round lasts, where that is a matter of choice. */
  readonly minutes: number | undefined;
  /** Says what is going on, beside the figures. */
  readonly say: (text: string) => void;
}
