import { setTimeout as pause } from 'node:timers/promises';
import { AlertListener, type HeardAlert } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';
import { spreadOf } from './support/percentiles.js';
import { suiteLength } from './support/suite-length.js';

/** Of failures, and of absences. */
const TIMES = suiteLength({ quick: 15, full: 120 });
const EVERY_MS = 1_000;
/** That nobody may run a slot is told from so long before it on. */
const AHEAD_MS = 60_000;
/** By then all instances are there, and have swept once. */
const BEGIN_AFTER_MS = 20_000;
const FAILURE_TOLD_WITHIN_MS = 3_000;
const ABSENCE_TOLD_WITHIN_MS = 15_000;

fault(
  'F24',
  'a failure is told within three seconds of its end, an absence within fifteen of its rule becoming true: a job of each a second, over three processes',
  async (figures) => {
    const database = await createTestDatabase();
    const listener = await AlertListener.open();
    const begin = Math.ceil((Date.now() + BEGIN_AFTER_MS) / EVERY_MS) * EVERY_MS;
    const absentFrom = Array.from({ length: TIMES }, (_, nth) => begin + nth * EVERY_MS);
    const options = {
      url: database.url,
      channels: { chat: listener.address('chat') },
      // each by itself
      monitor: { rateLimit: { perMinute: 2_000, perHour: 10_000 }, digestAfter: 10_000 },
      jobs: TIMES,
      absentAt: absentFrom.map((at) => at + AHEAD_MS),
    };
    const instances = await Promise.all([1, 2, 3].map(() => AlertingInstance.start(options)));
    try {
      await pause(begin - Date.now());
      for (let nth = 0; nth < TIMES; nth += 1) {
        instances[nth % 3].trigger(`fails-${nth}`);
        await pause(EVERY_MS);
      }
      await eventually(
        () => listener.heard.length,
        (count) => count >= 2 * TIMES,
        2 * ABSENCE_TOLD_WITHIN_MS,
      );
      expect(new Set(listener.heard.map(({ message }) => message.subject)).size).toBe(2 * TIMES);
      expect(listener.heard).toHaveLength(2 * TIMES);
      expect(new Set(listener.heard.map(({ pid }) => pid)).size).toBeGreaterThan(1);

      const endOf = await endsIn(database);
      const failures = told(listener, 'FAILED', (subject) => endOf.get(subject)!);
      const absences = told(listener, 'BLOCKED', (subject) => absentFrom[Number(subject.split('-')[1])]);
      figures({
        failures: failures.count,
        failure_told_p50_ms: failures.p50,
        failure_told_p99_ms: failures.p99,
        failure_told_max_ms: failures.max,
        absences: absences.count,
        absence_told_p50_ms: absences.p50,
        absence_told_p99_ms: absences.p99,
        absence_told_max_ms: absences.max,
      });
      expect([failures.count, absences.count]).toEqual([TIMES, TIMES]);
      expect(failures.p99).toBeLessThan(FAILURE_TOLD_WITHIN_MS);
      expect(absences.max).toBeLessThan(ABSENCE_TOLD_WITHIN_MS);
    } finally {
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await database.drop();
    }
  },
);

/** How long it took until a channel had accepted them, milliseconds. */
function told(
  { heard }: AlertListener,
  word: HeardAlert['message']['word'],
  sinceOf: (subject: string) => number,
) {
  const mine = heard.filter(({ message }) => message.word === word);
  const waits = mine.map(({ heardAt, message }) => heardAt - sinceOf(message.subject));
  return { count: mine.length, ...spreadOf(waits) };
}

async function endsIn(database: TestDatabase): Promise<ReadonlyMap<string, number>> {
  const ended = await database.query<{ name: string; at: Date }>(
    "select job_name as name, completed_at as at from tracked_cron.cron_job_executions where status = 'failed'",
  );
  return new Map(ended.map(({ name, at }) => [name, at.getTime()]));
}
