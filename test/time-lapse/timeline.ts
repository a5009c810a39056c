import { MINUTE, SECOND } from '../support/job-facts.js';
import type { Scenario } from './scenario.js';
import { SWEEP } from './together.js';

/**
 * While all goes as usual: between two slots of the jobs that are due most often, at half of their period, which is the shortest
 * limit that a job without options has. All that was due is written then, and what were not would be late.
 */
const STEP = 5 * MINUTE;
/** Ends that come so close together are judged together. */
const TOGETHER_MS = 200;
/** Sweeps that are lived through after a time in which nobody was there. */
const SWEEPS_ON_RETURN = 6;

/** An instant at which somebody looks. */
export interface Look {
  readonly at: number;
  readonly sweeps: boolean;
  /** Whether it is judged what has ended a moment ago. */
  readonly judges: boolean;
}

/** Sweeps every ten seconds around whatever goes wrong, becomes true or is over, else once in each {@link STEP}; and a look at each end. */
export function timeline({ begin, end, faults, outages }: Scenario): Look[] {
  const [sweeps, looks] = [new Set<number>(), new Set<number>()];
  for (let at = begin + STEP / 2; at < end; at += STEP) sweeps.add(at);
  const around = (instant: number) => {
    const first = Math.ceil(instant / SWEEP) * SWEEP;
    for (const at of [first - SWEEP, first, first + SWEEP]) sweeps.add(at);
  };
  for (const { expected, moments } of faults) {
    for (const { from } of expected) around(from);
    for (const { at, write } of moments) {
      around(at);
      if (write.kind !== 'decided') looks.add(at + TOGETHER_MS);
    }
  }
  for (const { to } of outages) {
    for (let n = 0; n < SWEEPS_ON_RETURN; n += 1) sweeps.add((Math.ceil(to / SWEEP) + n) * SWEEP);
    looks.add(to + 2 * SECOND + TOGETHER_MS);
  }
  const away = (at: number) => outages.some(({ from, to }) => at > from && at <= to);
  return [...new Set([...sweeps, ...looks])]
    .filter((at) => at >= begin && at < end && !away(at))
    .sort((a, b) => a - b)
    .map((at) => ({ at, sweeps: sweeps.has(at), judges: looks.has(at) }));
}

/** Whether a sweep is the first one after nobody was there. */
export function isReturn({ outages }: Scenario, at: number): boolean {
  return outages.some(({ to }) => at > to && at - SWEEP <= to);
}
