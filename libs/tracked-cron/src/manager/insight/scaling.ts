import type { JobsWithin } from '../../definition/jobs-within.js';

/** How {@link ScalingSignal} is worked out. */
export interface ScalingQuery {
  /** How many executions one worker runs beside each other, 1 to 10,000. Default: 10. */
  perWorker?: number;
  /** How far ahead due slots count as work, seconds, 0 to 3,600. Default: 60. */
  ahead?: number;
  /** Only jobs within all of this: what there is for somebody. Default: all. */
  within?: JobsWithin;
}

/** The same with every default. */
export type CheckedScaling = Required<Omit<ScalingQuery, 'within'>> & Pick<ScalingQuery, 'within'>;

/** What there is to do, as the record says. */
export interface ScalingFacts {
  /** Executions whose handlers run now, given-up ones included. */
  readonly running: number;
  /** Executions that could run if somebody took them. */
  readonly waiting: number;
  /** Jobs with nothing in flight that come due within `ahead`. */
  readonly dueSoon: number;
  /** Whether any job is ever due, so that somebody has to be there to claim it. */
  readonly anyDue: boolean;
  /** Living instances that run jobs. */
  readonly workers: number;
}

/** Answer of `getScaling` and `GET /scaling`: how many workers the work there is would occupy. */
export interface ScalingSignal extends Omit<ScalingFacts, 'anyDue'> {
  readonly at: Date;
  /** `ceil((running + waiting + dueSoon) / perWorker)`, and at least 1 as long as any job is ever due: who isn't there claims nothing. */
  readonly desiredWorkers: number;
  readonly perWorker: number;
  /** Seconds. */
  readonly ahead: number;
}

/** Works out how many workers are wanted. */
export function scalingSignal(
  at: Date,
  { anyDue, ...facts }: ScalingFacts,
  { perWorker, ahead }: CheckedScaling,
): ScalingSignal {
  const busy = Math.ceil((facts.running + facts.waiting + facts.dueSoon) / perWorker);
  return { at, desiredWorkers: Math.max(anyDue ? 1 : 0, busy), ...facts, perWorker, ahead };
}
