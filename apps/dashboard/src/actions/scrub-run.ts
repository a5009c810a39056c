import type { Schemas } from '../api/client.js';
import { count } from '../time/words.js';

type Report = Schemas['ScrubReport'];

/**
 * Asks again and again until everything was looked at: one call goes on for ten seconds.
 * @param ask one call, going on from `after`
 * @param tell what it has come to so far
 */
export async function scrubAll(
  ask: (after: string | undefined) => Promise<Report>,
  tell: (soFar: Report) => void,
): Promise<Report> {
  let sum: Report | null = null;
  for (;;) {
    const report: Report = await ask(sum?.next ?? undefined);
    sum = sum === null ? report : added(sum, report);
    tell(sum);
    if (report.complete || report.next === null) return sum;
  }
}

function added(sum: Report, report: Report): Report {
  const rows = { ...sum.rows };
  for (const [what, many] of Object.entries(report.rows)) rows[what] = (rows[what] ?? 0) + many;
  // what is in flight is counted anew by each call
  return { ...report, rows };
}

/** How many rows hold it, of which kind; the kinds that don't are left out. */
export function rowsInWords({ rows }: Report): string {
  const holding = Object.entries(rows).filter(([, many]) => many > 0);
  if (holding.length === 0) return 'Nothing that is stored holds it.';
  return `It is held by rows of ${holding.map(([what, many]) => `${what} (${count(many)})`).join(', ')}.`;
}
