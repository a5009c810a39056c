import { DAY, SECOND } from '../support/job-facts.js';
import { createTestDatabase } from '../support/test-database.js';
import { RecordTables } from './record-tables.js';
import { RecordWriter } from './record-writer.js';
import type { Scenario } from './scenario.js';
import { SilentClock } from './silent-clock.js';
import type { Told } from './timed-channel.js';
import { isReturn, timeline } from './timeline.js';
import { SWEEP } from './together.js';
import { watchFleet, type WatchedFleet } from './watched-fleet.js';

/** Whoever tells looks no more often, even while something waits. */
const BUSY = SECOND;

/** What a scenario came to. */
export interface Lapse {
  readonly told: readonly Told[];
  readonly sweeps: number;
  readonly moments: number;
}

/** Lives through a scenario. */
export async function live(scenario: Scenario, progress: (day: number) => void): Promise<Lapse> {
  const { begin, end, fleet, moments } = scenario;
  const database = await createTestDatabase();
  const clock = new SilentClock(begin - SECOND);
  const watched = await watchFleet(database.url, fleet, clock);
  try {
    const record = new RecordWriter(await RecordTables.open(database, begin, fleet));
    const looks = timeline(scenario);
    let [next, sweeps, day] = [0, 0, -Infinity];
    for (const [n, look] of looks.entries()) {
      const { at } = look;
      clock.advance(at - clock.now());
      if (at - day >= DAY) {
        day = at;
        await watched.prepareDay();
        progress((at - begin) / DAY);
      }
      const from = next;
      while (next < moments.length && moments[next].at <= at) next += 1;
      const happened = moments.slice(from, next);
      await record.write(happened);
      watched.hear(happened);
      if (look.judges) await watched.judgeEnds();
      if (look.sweeps) {
        // the sweeps that are left out found nothing, and left nothing but this
        if (!isReturn(scenario, at))
          await database.query('update tracked_cron.cron_alert_sweeps set swept_at = $1', [
            new Date(at - SWEEP),
          ]);
        await watched.sweep();
        sweeps += 1;
      }
      await tell(watched, clock, looks[n + 1]?.at ?? end);
    }
    return { told: watched.channels.flatMap(({ told }) => told), sweeps, moments: moments.length };
  } finally {
    await watched.close();
    await database.drop();
  }
}

/** Tells what is to be told before the next look. */
async function tell(watched: WatchedFleet, clock: SilentClock, until: number): Promise<void> {
  for (;;) {
    await watched.tell();
    const due = await watched.nextTold();
    if (due === null) return;
    const wait = Math.max(due - clock.now(), BUSY);
    if (clock.now() + wait >= until) return;
    clock.advance(wait);
  }
}
