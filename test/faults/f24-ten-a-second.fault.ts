import { setTimeout as pause } from 'node:timers/promises';
import { AlertListener } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';
import { spreadOf } from './support/percentiles.js';
import { suiteLength } from './support/suite-length.js';

const TOLD_WITHIN_MS = 3_000;
const EVERY_MS = 100;
const failures = suiteLength({ quick: 50, full: 300 });

interface Steps {
  readonly subject: string;
  readonly ended: Date;
  readonly judged: Date;
  readonly announced: Date;
  readonly taken: Date;
}

fault(
  'F24',
  'of ten failures a second each is told by itself, in time, where nobody wants digests',
  async (figures) => {
    const database = await createTestDatabase();
    const listener = await AlertListener.open();
    const channels = { chat: listener.address('chat') };
    const monitor = { rateLimit: { perMinute: 2_000, perHour: 10_000 }, digestAfter: 10_000 };
    const instances = await Promise.all(
      Array.from({ length: 3 }, () =>
        AlertingInstance.start({ url: database.url, channels, monitor, jobs: failures }),
      ),
    );
    // on a machine that is too busy for the sweep there are others
    const heardOfJobs = () => listener.heard.filter(({ message }) => message.subject.startsWith('fails-'));
    try {
      for (let nth = 0; nth < failures; nth += 1) {
        instances[nth % 3].trigger(`fails-${nth}`);
        await pause(EVERY_MS);
      }
      await eventually(() => heardOfJobs().length >= failures, Boolean, 60_000);
      expect(new Set(heardOfJobs().map(({ message }) => message.subject)).size).toBe(failures);
      expect(heardOfJobs()).toHaveLength(failures);
      const steps = await database.query<Steps>(
        `select n.subject, e.completed_at as ended, ev.at as judged, n.created_at as announced, n.taken_at as taken
         from tracked_cron.cron_notifications n
         join tracked_cron.cron_incident_events ev on ev.incident_id = n.incident_id and ev.kind = n.kind
         join tracked_cron.cron_job_executions e on e.job_name = n.subject`,
      );
      const heardAt = new Map(listener.heard.map(({ message, heardAt }) => [message.subject, heardAt]));
      const after = (from: (step: Steps) => number, to: (step: Steps) => number) =>
        spreadOf(steps.map((step) => to(step) - from(step)));
      const told = after(
        ({ ended }) => +ended,
        ({ subject }) => heardAt.get(subject)!,
      );
      figures({ failures, told_p50_ms: told.p50, told_p99_ms: told.p99, told_max_ms: told.max });
      // where the time goes
      figures({
        judged_p99_ms: after(
          ({ ended }) => +ended,
          ({ judged }) => +judged,
        ).p99,
        announced_p99_ms: after(
          ({ judged }) => +judged,
          ({ announced }) => +announced,
        ).p99,
        taken_p99_ms: after(
          ({ announced }) => +announced,
          ({ taken }) => +taken,
        ).p99,
        accepted_p99_ms: after(
          ({ taken }) => +taken,
          ({ subject }) => heardAt.get(subject)!,
        ).p99,
      });
      expect(told.p99).toBeLessThan(TOLD_WITHIN_MS);
    } finally {
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await database.drop();
    }
  },
);
