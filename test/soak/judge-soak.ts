import type { SoakSample } from './soak-sample.js';

/** How much the heap may seem to grow, MB an hour: at 100 executions a second, 14 bytes each. */
const FLAT_HEAP_MB_PER_HOUR = 5;
/** How many more of something there may be in the middle at the end than at the beginning: they come and go. */
const FLAT_COUNT = 2;
const COUNTED = ['timers', 'descriptors', 'listeners', 'connections'] as const;

/** What came of a soak. */
export interface SoakVerdict {
  /** Whether everything is flat, and as much was done as was due. */
  readonly held: boolean;
  /** What is not, in words. */
  readonly why: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
}

/**
 * @param samples of the time after the warm-up, at least three
 * @param due executions that should have ended between the first and the last of them
 */
export function judgeSoak(samples: readonly SoakSample[], due: number): SoakVerdict {
  const slope = slopeOf(samples.map(({ at, heapUsed }) => [at / 3_600, heapUsed / 2 ** 20]));
  const ended = samples.at(-1)!.ended - samples[0].ended;
  const why: string[] = [];
  // what is certain of it: a short soak says little
  if (slope.perUnit - 2 * slope.error > FLAT_HEAP_MB_PER_HOUR)
    why.push(`the heap grows by ${round(slope.perUnit)} MB an hour`);
  // a slot or two of all jobs may lie between the moments of sampling
  if (ended < due * 0.95) why.push(`only ${ended} of ${due} executions ended`);
  const third = Math.ceil(samples.length / 3);
  const figures: Record<string, number> = {
    heap_mb_per_hour: round(slope.perUnit),
    heap_error_mb_per_hour: round(slope.error),
    heap_mb: round(samples.at(-1)!.heapUsed / 2 ** 20),
    code_mb: round(samples.at(-1)!.codeUsed / 2 ** 20),
    resident_mb: round(samples.at(-1)!.resident / 2 ** 20),
    executions: ended,
  };
  for (const what of COUNTED) {
    const first = median(samples.slice(0, third).map((sample) => sample[what]));
    const last = median(samples.slice(-third).map((sample) => sample[what]));
    figures[what] = last;
    if (last > first + FLAT_COUNT) why.push(`${what} went from ${first} to ${last}`);
  }
  return { held: why.length === 0, why, figures };
}

/** The straight line that fits best, and the standard error of its slope. */
function slopeOf(points: readonly (readonly [number, number])[]): { perUnit: number; error: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const perUnit = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residual = points.reduce((sum, [x, y]) => sum + (y - meanY - perUnit * (x - meanX)) ** 2, 0);
  return { perUnit, error: Math.sqrt(residual / (points.length - 2) / spread) };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
