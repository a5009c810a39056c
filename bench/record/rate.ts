import { setTimeout as pause } from 'node:timers/promises';
import { distributionOf } from '../measure.js';

/** What a variant of the workload `record` is run with. */
export interface RecordParameters {
  readonly url: string;
  /** How many executions are in flight, one measurement each. */
  readonly inFlight: readonly number[];
  /** Seconds a measurement, without its warm-up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Only where a variant has several: the handler's name. */
  readonly handler?: string;
  /** Only for `limit`. */
  readonly connections?: number;
}

/** What came out at one number in flight. */
export interface Rate {
  readonly inFlight: number;
  readonly perSecond: number;
  /** Microseconds of this process's CPU an execution. */
  readonly cpu: number;
  /** From asking for an execution to the first line of its handler, median milliseconds; where it is known. */
  readonly startLatency?: number;
}

/** One execution from birth to durable end, or several; answers how many. */
export type Once = () => Promise<number>;

/** Keeps so many executions in flight, each lane one after the other, and counts those that ended in the time. */
export async function rateOf(inFlight: number, parameters: RecordParameters, once: Once): Promise<Rate> {
  let running = true;
  let ended = 0;
  const lane = async () => {
    while (running) {
      const count = await once();
      ended += count; // not in one expression: it would add to what `ended` was before
    }
  };
  const lanes = Promise.all(Array.from({ length: inFlight }, lane));
  await Promise.race([pause(parameters.warmUpSeconds * 1_000), lanes]);
  const before = { ended, at: performance.now(), cpu: process.cpuUsage() };
  await Promise.race([pause(parameters.seconds * 1_000), lanes]);
  const count = ended - before.ended;
  const seconds = (performance.now() - before.at) / 1_000;
  const { user, system } = process.cpuUsage(before.cpu);
  running = false;
  await lanes;
  return { inFlight, perSecond: count / seconds, cpu: (user + system) / count };
}

/** The same at each number in flight, with the latency of starts where the variant notes them. */
export async function ratesOf(parameters: RecordParameters, once: Once, starts?: number[]): Promise<Rate[]> {
  const rates: Rate[] = [];
  for (const inFlight of parameters.inFlight) {
    if (starts) starts.length = 0;
    const rate = await rateOf(inFlight, parameters, once);
    rates.push(starts?.length ? { ...rate, startLatency: distributionOf(starts).p50 } : rate);
  }
  return rates;
}
