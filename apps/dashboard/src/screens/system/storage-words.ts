import type { Schemas } from '../../api/client.js';
import { duration } from '../../time/words.js';

type Table = Schemas['TableStorage'];

const DAY_MS = 86_400_000;
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size, short: `412 KB`, `1.2 GB`. A kilobyte is 1,024 bytes, as PostgreSQL says it. */
export function bytes(size: number): string {
  if (size < 0) return `−${bytes(-size)}`;
  let [value, unit] = [size, 0];
  while (value >= 1_000 && unit < UNITS.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`;
}

/** How much a table will hold when it stops growing: what comes in goes out again after its time. Null where it never does. */
function fullSize({ bytesADay, keepMs, bytes: now }: Table): number | null {
  if (bytesADay === null || keepMs === null) return null;
  return Math.max(now, (bytesADay * keepMs) / DAY_MS);
}

/** What becomes of it, in words. */
export function projectionInWords(table: Table): string {
  const { bytesADay, keepMs, bytes: now, partitions } = table;
  // what is not cut by time holds what there is now, and is not looked at day by day
  if (partitions.length === 0) return '–';
  if (bytesADay === null) return 'Not known yet';
  if (bytesADay < 1) return 'Stays as it is';
  const full = fullSize(table);
  if (full === null || keepMs === null) {
    return `Grows without end: ${bytes(now + 30 * bytesADay)} in 30 days`;
  }
  return full <= now * 1.05 ? 'Steady: as much is removed as comes in' : `Levels off at about ${bytes(full)}`;
}

/** How long it is kept. @param ms null for ever */
export function keptInWords(ms: number | null): string {
  return ms === null ? 'For ever' : duration(ms);
}
