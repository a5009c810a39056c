import { AlertListener } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';
import { spreadOf } from './support/percentiles.js';
import { suiteLength } from './support/suite-length.js';

const TOLD_WITHIN_MS = 3_000;
/** A claim, the poll of whoever takes it over, and a busy machine. */
const TAKEN_OVER_WITHIN_MS = 30_000 + 10_000 + 5_000;
const incidents = suiteLength({ quick: 20, full: 100 });
/** More within a minute are told in one digest, by default. */
const EVERY_MS = 1_000;

fault(
  'F24',
  'with an instance killed between sending and recording nothing is lost, and only that message comes twice',
  async (figures) => {
    const database = await createTestDatabase();
    const listener = await AlertListener.open();
    const channels = { chat: listener.address('chat') };
    const monitor = { rateLimit: { perMinute: 2_000, perHour: 10_000 }, digestAfter: 10_000 };
    const instances = await Promise.all(
      Array.from({ length: 3 }, () =>
        AlertingInstance.start({ url: database.url, channels, monitor, jobs: incidents }),
      ),
    );
    try {
      // three processes at once
      for (let nth = 0; nth < incidents; nth += 1) {
        instances[nth % 3].trigger(`fails-${nth}`);
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
      await eventually(() => listener.heard.length >= incidents, Boolean, 30_000);
      expect(new Set(listener.heard.map(({ incidentId }) => incidentId)).size).toBe(incidents);
      expect(listener.heard).toHaveLength(incidents);
      const ended = await database.query<{ name: string; at: Date }>(
        'select job_name as name, completed_at as at from tracked_cron.cron_job_executions',
      );
      const endOf = new Map(ended.map(({ name, at }) => [name, at.getTime()]));
      const after = spreadOf(
        listener.heard.map(({ heardAt, message }) => heardAt - endOf.get(message.subject)!),
      );
      figures({ incidents, told_p50_ms: after.p50, told_p99_ms: after.p99, told_max_ms: after.max });
      expect(after.p99).toBeLessThan(TOLD_WITHIN_MS);

      // accepted, and whoever sent it never hears of it
      listener.isSilentTo = ({ attempt }) => attempt === 1;
      instances[0].absorb(['billing.unlucky']);
      const first = await eventually(
        () => listener.heard.at(incidents),
        (alert) => alert !== undefined,
      );
      const courier = instances.find(({ pid }) => pid === first!.pid)!;
      await courier.kill();
      listener.isSilentTo = () => false;
      const again = await eventually(
        () => listener.heard.at(incidents + 1),
        (alert) => alert !== undefined,
        TAKEN_OVER_WITHIN_MS,
      );
      expect(again).toMatchObject({ id: first!.id, attempt: 2 });
      expect(again!.pid).not.toBe(first!.pid);
      figures({ taken_over_ms: again!.heardAt - first!.heardAt, duplicates: 1 });
      const states = await eventually(
        () =>
          database.query<{ state: string; count: number }>(
            'select state, count(*)::int as count from tracked_cron.cron_notifications group by state',
          ),
        ([only]) => only.state === 'delivered',
      );
      expect(states).toEqual([{ state: 'delivered', count: incidents + 1 }]);
      expect(listener.heard).toHaveLength(incidents + 2);
    } finally {
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await database.drop();
    }
  },
);
