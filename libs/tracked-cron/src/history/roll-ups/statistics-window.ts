/** A stretch of time, milliseconds since the epoch: the first instant, and the first one after it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is there to be read, milliseconds since the epoch. */
export interface StatisticsReach {
  readonly now: number;
  /** Executions are all there from here on. */
  readonly rowsFrom: number;
  /** Hours are there from here on. */
  readonly hoursFrom: number;
  /** Days are there before this one. */
  readonly daysUntil: number;
}

/** A window, and the parts it is put together from. */
export interface StatisticsWindow extends Stretch {
  readonly days: readonly Stretch[];
  readonly hours: readonly Stretch[];
  /** Parts of hours, which have to be counted from the executions. */
  readonly cuts: readonly Stretch[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Puts a window together from whole days, whole hours, and the executions of the hours that it cuts. Where these are not
 * kept any more, it is widened to whole hours, further back to whole days. A window that ends now or later ends now.
 *
 * @param smallest days are used where the window need not be told apart any finer
 */
export function windowOf(
  asked: Stretch,
  { now, rowsFrom, hoursFrom, daysUntil }: StatisticsReach,
  smallest: 'hour' | 'day',
): StatisticsWindow {
  const open = asked.to >= now;
  const grain = (at: number) => (at < hoursFrom ? DAY_MS : at < rowsFrom ? HOUR_MS : 1);
  const from = down(asked.from, grain(asked.from));
  const to = open ? now : up(asked.to, grain(down(asked.to, HOUR_MS)));
  const begin = up(from, HOUR_MS);
  // a slot that is due at this very instant belongs to it
  const end = open ? down(now, HOUR_MS) + HOUR_MS : down(to, HOUR_MS);
  if (begin > end) return { from, to, days: [], hours: [], cuts: stretches([from, to]) };
  const [firstDay, lastDay] = [up(begin, DAY_MS), Math.min(down(end, DAY_MS), daysUntil)];
  const byDay = smallest === 'day' && firstDay < lastDay;
  return {
    from,
    to,
    days: byDay ? stretches([firstDay, lastDay]) : [],
    hours: byDay ? stretches([begin, firstDay], [lastDay, end]) : stretches([begin, end]),
    cuts: open ? stretches([from, begin]) : stretches([from, begin], [end, to]),
  };
}

/** Two windows with the same parts between them, cut where a day or an hour begins. */
export function halvesOf(window: StatisticsWindow): [StatisticsWindow, StatisticsWindow] {
  const days = halvedAt(window.days, DAY_MS);
  const hours = halvedAt(window.hours, HOUR_MS);
  return [
    { ...window, days: days.first, hours: hours.first, cuts: window.cuts.slice(0, 1) },
    { ...window, days: days.second, hours: hours.second, cuts: window.cuts.slice(1) },
  ];
}

function halvedAt(whole: readonly Stretch[], unit: number): { first: Stretch[]; second: Stretch[] } {
  const middles = whole.map(({ from, to }) => down((from + to) / 2, unit));
  return {
    first: whole.flatMap(({ from }, nth) => stretches([from, middles[nth]])),
    second: whole.flatMap(({ to }, nth) => stretches([middles[nth], to])),
  };
}

function stretches(...bounds: [from: number, to: number][]): Stretch[] {
  return bounds.filter(([from, to]) => from < to).map(([from, to]) => ({ from, to }));
}

function down(at: number, unit: number): number {
  return Math.floor(at / unit) * unit;
}

function up(at: number, unit: number): number {
  return Math.ceil(at / unit) * unit;
}
