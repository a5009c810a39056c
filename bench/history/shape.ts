/** Whose executions the history consists of. */
export const SCOPE = { application: 'bench', environment: 'production' };
export const DAYS = 90;
export const JOBS = 1_000;
/** A release every two days, on four instances each. */
export const RELEASES = 45;
export const INSTANCES_EACH = 4;
/** Distinct errors; a few of them are nearly all of what fails. */
export const ERRORS = 6_000;

/** What a task is told. */
export interface HistoryParameters {
  readonly url: string;
  readonly rows: number;
  /** When the history ends, milliseconds; a whole second. */
  readonly now: number;
  /** How often each query is asked. */
  readonly times: number;
}

/** The first instant of the history. */
export function beginOf({ now }: Pick<HistoryParameters, 'now'>): number {
  return now - DAYS * 24 * 3_600_000;
}
