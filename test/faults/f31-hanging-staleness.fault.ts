import pg from 'pg';
import { AlertingInstance } from '../support/alerting-instance.js';
import { AlertListener } from '../support/alert-listener.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';

const SWEEP = 'tracked-cron.staleness';
/** Three intervals until the third one has hung, and a busy machine. */
const TOLD_WITHIN_MS = 3 * 10_000 + 8_000 + 15_000;

fault(
  'F31',
  'while sweeps of the jobs hang, the next ones still run, and it is told; and again when one comes through',
  async (figures) => {
    const database = await createTestDatabase();
    const listener = await AlertListener.open();
    const channels = { chat: listener.address('chat') };
    const instances = await Promise.all(
      [1, 2].map(() => AlertingInstance.start({ url: database.url, channels, monitor: {} })),
    );
    const somebody = new pg.Client(database.url);
    await somebody.connect();
    const sweeps = () =>
      database.query<{ status: string; slot: Date }>(
        `select status, scheduled_at as slot from tracked_cron.cron_job_executions
         where job_name = $1 and status <> 'missed' order by id`,
        [SWEEP],
      );
    try {
      await eventually(sweeps, (all) => all.some(({ status }) => status === 'completed'), 30_000);

      const hanging = performance.now();
      await somebody.query('begin; lock table tracked_cron.cron_alert_sweeps');
      const told = await eventually(
        () => listener.heard.find(({ message }) => message.subject === SWEEP),
        (alert) => alert !== undefined,
        TOLD_WITHIN_MS,
      );
      expect(told!.kind).toBe('opened');
      const hung = (await sweeps()).filter(({ status }) => status !== 'completed');
      figures({
        hung: hung.length,
        told_after_ms: Math.round(told!.heardAt - Date.now() + performance.now() - hanging),
      });
      expect(hung.length).toBeGreaterThanOrEqual(3);

      await somebody.query('commit');
      const freed = performance.now();
      await eventually(sweeps, (all) => all.at(-1)!.status === 'completed', 30_000);
      figures({ swept_again_after_ms: Math.round(performance.now() - freed) });
      await eventually(
        () => listener.heard.some(({ kind, message }) => kind === 'recovered' && message.subject === SWEEP),
        Boolean,
        30_000,
      );

      // no slot of it was run twice
      const slots = (await sweeps()).map(({ slot }) => slot.getTime());
      expect(new Set(slots).size).toBe(slots.length);
    } finally {
      await somebody.end();
      await Promise.all(instances.map((instance) => instance.close()));
      await listener.close();
      await database.drop();
    }
  },
);
