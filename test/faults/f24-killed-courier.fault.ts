import { AlertListener } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';
import { suiteLength } from './support/suite-length.js';

/** A claim, the poll of whoever takes it over, and a busy machine. */
const TAKEN_OVER_WITHIN_MS = 30_000 + 10_000 + 5_000;
const INCIDENTS = suiteLength({ quick: 9, full: 90 });
const EVERY_MS = suiteLength({ quick: 100, full: 1_000 });

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
        AlertingInstance.start({ url: database.url, channels, monitor, jobs: INCIDENTS }),
      ),
    );
    try {
      // three processes at once
      for (let nth = 0; nth < INCIDENTS; nth += 1) {
        instances[nth % 3].trigger(`fails-${nth}`);
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
      await eventually(() => listener.heard.length >= INCIDENTS, Boolean, 30_000);
      expect(new Set(listener.heard.map(({ incidentId }) => incidentId)).size).toBe(INCIDENTS);
      expect(listener.heard).toHaveLength(INCIDENTS);

      // accepted, and whoever sent it never hears of it
      listener.isSilentTo = ({ attempt }) => attempt === 1;
      instances[0].absorb(['billing.unlucky']);
      const first = await eventually(
        () => listener.heard.at(INCIDENTS),
        (alert) => alert !== undefined,
      );
      const courier = instances.find(({ pid }) => pid === first!.pid)!;
      await courier.kill();
      listener.isSilentTo = () => false;
      const again = await eventually(
        () => listener.heard.at(INCIDENTS + 1),
        (alert) => alert !== undefined,
        TAKEN_OVER_WITHIN_MS,
      );
      expect(again).toMatchObject({ id: first!.id, attempt: 2 });
      expect(again!.pid).not.toBe(first!.pid);
      figures({ incidents: INCIDENTS + 1, taken_over_ms: again!.heardAt - first!.heardAt, duplicates: 1 });
      const states = await eventually(
        () =>
          database.query<{ state: string; count: number }>(
            'select state, count(*)::int as count from tracked_cron.cron_notifications group by state',
          ),
        ([only]) => only.state === 'delivered',
      );
      expect(states).toEqual([{ state: 'delivered', count: INCIDENTS + 1 }]);
      expect(listener.heard).toHaveLength(INCIDENTS + 2);
    } finally {
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await database.drop();
    }
  },
);
