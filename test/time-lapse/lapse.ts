import { DAY, MINUTE, SECOND } from '../support/job-facts.js';
import { createTestDatabase } from '../support/test-database.js';
import { RecordWriter } from './record-writer.js';
import type { Scenario } from './scenario.js';
import { SilentClock } from './silent-clock.js';
import type { Told } from './timed-channel.js';
import { watchFleet } from './watched-fleet.js';

/** Sweeps come this often. */
const SWEEP = 10 * SECOND;
/**
 * While all goes as usual: between two slots of the jobs that are due most often, at half of their period, which is the shortest
 * limit that a job without options has. All that was due is written then, and what were not would be late.
 */
const STEP = 5 * MINUTE;
/** What is told in a digest is gathered for two seconds. */
const GATHERED = 3 * SECOND;

/** What a scenario came to. */
export interface Lapse {
  readonly told: readonly Told[];
  readonly sweeps: number;
  readonly moments: number;
}

/** Lives through a scenario. */
export async function live(scenario: Scenario, progress: (day: number) => void): Promise<Lapse> {
  const { begin, fleet, moments } = scenario;
  const database = await createTestDatabase();
  const clock = new SilentClock(begin - SECOND);
  const watched = await watchFleet(database.url, fleet, clock);
  try {
    const record = await RecordWriter.begin(database, begin);
    let [next, sweeps, day] = [0, 0, -Infinity];
    for (const at of sweepTimes(scenario)) {
      clock.advance(at - clock.now());
      if (at - day >= DAY) {
        day = at;
        await watched.prepareDay();
        progress((at - begin) / DAY);
      }
      const from = next;
      while (next < moments.length && moments[next].at <= at) next += 1;
      await record.write(moments.slice(from, next));
      // the sweeps that are left out found nothing, and left nothing but this
      if (!isReturn(scenario, at))
        await database.query('update tracked_cron.cron_alert_sweeps set swept_at = $1', [
          new Date(at - SWEEP),
        ]);
      await watched.sweep();
      sweeps += 1;
      await watched.tell();
      if (await watched.waits()) {
        clock.advance(GATHERED);
        await watched.tell();
      }
    }
    return { told: watched.channels.flatMap(({ told }) => told), sweeps, moments: moments.length };
  } finally {
    await watched.close();
    await database.drop();
  }
}

/** Whether it is the first sweep after nobody was there. */
function isReturn({ outages }: Scenario, at: number): boolean {
  return outages.some(({ to }) => at > to && at - SWEEP <= to);
}

/** Every ten seconds around whatever goes wrong, becomes true or is over; else once in each {@link STEP}. */
function sweepTimes({ begin, end, faults, outages }: Scenario): number[] {
  const times = new Set<number>();
  for (let at = begin + STEP / 2; at < end; at += STEP) times.add(at);
  const around = (instant: number) => {
    const first = Math.ceil(instant / SWEEP) * SWEEP;
    for (const at of [first - SWEEP, first, first + SWEEP]) times.add(at);
  };
  for (const { expected, moments } of faults) {
    for (const { from } of expected) around(from);
    for (const { at } of moments) around(at);
  }
  for (const { to } of outages)
    for (let n = 1; n <= 6; n += 1) times.add(Math.ceil(to / SWEEP) * SWEEP + (n - 1) * SWEEP);
  const away = (at: number) => outages.some(({ from, to }) => at > from && at <= to);
  return [...times].filter((at) => at >= begin && at < end && !away(at)).sort((a, b) => a - b);
}
