import type {
  CronJobManager,
  ExecutionRecord,
  ExecutionStatus,
  JobName,
  Ledger,
  LedgerEntry,
} from 'nestjs-tracked-cron';
import type { Incident } from '../incidents/incident.js';
import { FAILURES } from './in-question.js';

const HOUR_MS = 3_600_000;
/** How near to each other failures are for one to tell of the other. */
const AROUND_MS = 10 * 60_000;
/** The longest stretch of slots that can be asked for at once. */
const LEDGER_MS = 31 * 24 * HOUR_MS;
const SLOTS_A_PAGE = 500;
const MOST_PAGES = 10;
/** Jobs of the library itself have alerts of their own. */
const OUR_JOBS = 'tracked-cron.';
const WENT_WRONG: readonly ExecutionStatus[] = [...FAILURES, 'missed'];

/** What failed, or was missed, of late, whichever job it was of. */
export async function wentWrong(
  manager: Pick<CronJobManager, 'getHistory'>,
  at: Date,
): Promise<readonly ExecutionRecord[]> {
  const { items } = await manager.getHistory({ status: WENT_WRONG, from: before(at, HOUR_MS), limit: 200 });
  return items;
}

/** Other jobs of it, shortly before, by name. */
export function failingToo(items: readonly ExecutionRecord[], jobName: string, at: Date): readonly string[] {
  const since = before(at, AROUND_MS);
  const names = items
    .filter(({ completedAt, createdAt }) => (completedAt ?? createdAt) >= since)
    .map((one) => one.jobName)
    .filter((name) => name !== jobName && !name.startsWith(OUR_JOBS));
  return [...new Set(names)].sort();
}

/** Every slot since the fault began; none where there are too many to say how each of them went. */
export async function slotsSince(
  manager: Pick<CronJobManager, 'getSlots'>,
  { subject, findings, beganAt }: Incident,
  at: Date,
): Promise<readonly LedgerEntry[]> {
  const began = Math.min(+beganAt, ...findings.map(({ slot }) => (slot === null ? Infinity : +slot)));
  // what is asked for begins behind `from`
  let from: Date | null = new Date(Math.max(began - 1, at.getTime() - LEDGER_MS));
  const slots: LedgerEntry[] = [];
  for (let page = 0; from !== null; page += 1) {
    if (page === MOST_PAGES) return [];
    const ledger: Ledger = await manager.getSlots(subject as JobName, { from, to: at, limit: SLOTS_A_PAGE });
    slots.push(...ledger.items);
    from = ledger.next;
  }
  return slots;
}

function before(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() - milliseconds);
}
