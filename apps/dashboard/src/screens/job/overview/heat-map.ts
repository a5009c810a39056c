import type { Schemas } from '../../../api/client.js';
import type { Status } from '../../../theme/states.js';
import { format } from '../../../time/words.js';

type Counts = Schemas['Counts'];
type Outcome = keyof Counts;

const HOUR = 3_600_000;

/** Outcomes, what hurts most first. */
export const WORST_FIRST: readonly Outcome[] = [
  'lost',
  'failed',
  'timed_out',
  'missed',
  'cancelled',
  'skipped',
  'completed',
];

/** One hour of one day, by the job's clock. */
export interface HeatCell {
  /** The day, as `2026-11-26`. */
  readonly day: string;
  readonly hour: number;
  readonly counts: Readonly<Partial<Record<Outcome, number>>>;
  /** How many slots are to come, as far as they were asked for. */
  readonly planned: number;
  /** The worst of what happened; null where nothing did. */
  readonly worst: Status | null;
  /** Where the hour begins and ends, milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** Days, each with the hours that it has: one less, or more, where the clocks change. */
export interface HeatMap {
  readonly days: readonly string[];
  readonly cells: ReadonlyMap<string, HeatCell>;
  /** The most that completed in an hour. */
  readonly most: number;
}

/** What happened hour by hour, and what is to come. @param window milliseconds since the epoch */
export function heatMap(
  buckets: readonly Schemas['BucketStatistics'][],
  fires: readonly Schemas['Fire'][],
  window: { readonly from: number; readonly to: number },
  zone: string,
): HeatMap {
  const cells = new Map<string, HeatCell>();
  const add = (instant: number, counts: Partial<Counts>, planned: number) => {
    const place = placeOf(instant, zone);
    const known = cells.get(keyOf(place)) ?? {
      ...place,
      counts: {},
      planned: 0,
      worst: null,
      from: instant,
      to: instant + HOUR,
    };
    const sum = added(known.counts, counts);
    cells.set(keyOf(place), {
      ...known,
      counts: sum,
      planned: known.planned + planned,
      worst: WORST_FIRST.find((outcome) => (sum[outcome] ?? 0) > 0) ?? null,
      from: Math.min(known.from, instant),
      to: Math.max(known.to, instant + HOUR),
    });
  };
  for (const { from, counts } of buckets) add(Date.parse(from), counts, 0);
  const last = Math.max(window.to, ...fires.map(({ slot }) => Date.parse(slot)));
  for (const { slot } of fires) add(Math.floor(Date.parse(slot) / HOUR) * HOUR, {}, 1);
  return {
    days: daysBetween(window.from, last, zone),
    cells,
    most: Math.max(1, ...[...cells.values()].map(({ counts }) => counts.completed ?? 0)),
  };
}

export function keyOf({ day, hour }: Pick<HeatCell, 'day' | 'hour'>): string {
  return `${day} ${hour}`;
}

function added(one: HeatCell['counts'], other: Partial<Counts>): HeatCell['counts'] {
  const sum = WORST_FIRST.map((outcome) => [outcome, (one[outcome] ?? 0) + (other[outcome] ?? 0)] as const);
  return Object.fromEntries(sum.filter(([, many]) => many > 0));
}

function daysBetween(from: number, to: number, zone: string): readonly string[] {
  const days = new Set<string>();
  for (let instant = from; instant <= to; instant += HOUR) days.add(placeOf(instant, zone).day);
  days.add(placeOf(to, zone).day);
  return [...days];
}

/** Where an instant lies by the clock of a zone. */
function placeOf(instant: number, zone: string): Pick<HeatCell, 'day' | 'hour'> {
  const written = format(`day and hour ${zone}`, {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(instant);
  const [day, month, year, hour] = written.split(/\D+/);
  return { day: `${year}-${month}-${day}`, hour: Number(hour) };
}
