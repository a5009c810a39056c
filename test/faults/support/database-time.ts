import { setTimeout as pause } from 'node:timers/promises';
import type { TestDatabase } from '../../support/test-database.js';

/** Milliseconds since the epoch, as the database's clock says. */
export async function databaseTime({ query }: Pick<TestDatabase, 'query'>): Promise<number> {
  const [{ now }] = await query<{ now: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
  );
  return now;
}

/** Waits until the database's clock has come to an instant; a fault takes its time, and it is the machine's. */
export async function untilDatabaseTime(
  database: Pick<TestDatabase, 'query'>,
  instant: number,
): Promise<void> {
  for (;;) {
    const left = instant - (await databaseTime(database));
    if (left <= 0) return;
    await pause(Math.min(left + 1, 1_000));
  }
}

/** Slots that are waited for: from the first whole second after `ahead` on. */
export interface SlotWindow {
  /** First slot of a job that is due each second, milliseconds since the epoch. */
  readonly first: number;
  /** The last one. */
  readonly last: number;
}

/** @param slots of a job that is due each second @param ahead milliseconds until the first */
export async function windowOfSeconds(
  database: Pick<TestDatabase, 'query'>,
  slots: number,
  ahead = 2_000,
): Promise<SlotWindow> {
  const first = Math.ceil(((await databaseTime(database)) + ahead) / 1_000) * 1_000;
  return { first, last: first + (slots - 1) * 1_000 };
}

/** How long a machine that is behind is waited for. */
const BEHIND_AT_MOST_MS = 120_000;

/** Waits until every job that is ever due has been decided up to an instant, and nothing of it is in flight. */
export async function untilDecided({ query }: Pick<TestDatabase, 'query'>, instant: number): Promise<void> {
  await untilDatabaseTime({ query }, instant);
  for (const end = performance.now() + BEHIND_AT_MOST_MS; ; await pause(200)) {
    const [{ left }] = await query<{ left: number }>(
      `select (select count(*) from tracked_cron.cron_jobs where schedule <> '@never' and last_slot_at < $1)::integer
         + (select count(*) from tracked_cron.cron_job_live where scheduled_at <= $1)::integer as left`,
      [new Date(instant)],
    );
    if (left === 0) return;
    if (performance.now() > end) throw new Error(`${left} jobs or executions are behind by two minutes.`);
  }
}
