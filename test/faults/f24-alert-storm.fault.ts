import { setTimeout as pause } from 'node:timers/promises';
import { AlertListener } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';
import { spreadOf } from './support/percentiles.js';
import { suiteLength } from './support/suite-length.js';

const JOBS = 1_000;
const PER_MINUTE = 20;
const MINUTE_MS = 60_000;
/** What else there is time for in the minute in which all of them fail. */
const spreadOverMs = suiteLength({ quick: 1_000, full: 50_000 });
const TICKS = 100;
/** A digest follows the one before after a minute. */
const ALL_TOLD_WITHIN_MS = 2 * MINUTE_MS;

fault(
  'F24',
  'of 1,000 jobs that fail in the same minute each channel hears no more than its limit and a digest, and no incident is lost',
  async (figures) => {
    const database = await createTestDatabase();
    const listener = await AlertListener.open();
    const channels = { chat: listener.address('chat'), mail: listener.address('mail') };
    const monitor = { rateLimit: { perMinute: PER_MINUTE, perHour: 100 } };
    const instances = await Promise.all(
      Array.from({ length: 3 }, () => AlertingInstance.start({ url: database.url, channels, monitor })),
    );
    try {
      const names = Array.from({ length: JOBS }, (_, nth) => `billing.job-${nth}`);
      for (let tick = 0; tick < TICKS; tick += 1) {
        const some = names.slice((tick * JOBS) / TICKS, ((tick + 1) * JOBS) / TICKS);
        instances[tick % 3].absorb(some);
        await pause(spreadOverMs / TICKS);
      }
      await eventually(
        () => toldOn(listener, 'chat') === JOBS && toldOn(listener, 'mail') === JOBS,
        Boolean,
        ALL_TOLD_WITHIN_MS,
      );
      // what was heard is written down a moment later
      const recorded = async () =>
        (
          await database.query<{ incidents: number; rows: number; open: number }>(
            `select count(*)::int as incidents,
           (select count(distinct incident_id)::int from tracked_cron.cron_notifications where state in ('delivered', 'digested')) as rows,
           (select count(*)::int from tracked_cron.cron_notifications where state in ('pending', 'sending')) as open
         from tracked_cron.cron_incidents`,
          )
        )[0];
      await eventually(recorded, ({ open }) => open === 0);
      expect(await recorded()).toEqual({ incidents: JOBS, rows: JOBS, open: 0 });
      for (const channel of ['chat', 'mail']) {
        const heard = listener.on(channel);
        const busiest = busiestMinute(heard.map(({ heardAt }) => heardAt));
        figures({ [`messages_${channel}`]: heard.length, [`busiest_minute_${channel}`]: busiest });
        expect(busiest).toBeLessThanOrEqual(PER_MINUTE + 1);
        expect(new Set(heard.map(({ id }) => id)).size).toBe(heard.length);
      }
      const single = listener.heard.filter(({ kind }) => kind === 'opened');
      if (single.length > 0)
        figures({
          single_p99_ms: spreadOf(
            single.map(({ heardAt, message }) => heardAt - Date.parse(String(message.at))),
          ).p99,
        });
    } finally {
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await database.drop();
    }
  },
);

/** Incidents that somebody on this channel knows of: by a message of their own, or as part of what a digest counts. */
function toldOn(listener: AlertListener, channel: string): number {
  return listener
    .on(channel)
    .reduce(
      (sum, { kind, message }) => sum + (kind === 'digest' ? Number.parseInt(message.subject, 10) : 1),
      0,
    );
}

function busiestMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
}
