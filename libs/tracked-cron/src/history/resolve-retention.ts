import { parseDuration } from '../duration.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { ResolvedRetention, RetentionKind, RetentionOptions } from './retention.options.js';

const DAY_MS = 24 * 3_600_000;
/** Partitions of this week and of the one before are written to. */
const SHORTEST_DAYS = 7;
/** As the trigger of `cron_audit` has it. */
const SHORTEST_AUDIT_DAYS = 90;

export const DEFAULT_RETENTION: ResolvedRetention = {
  completed: 90 * DAY_MS,
  failed: 180 * DAY_MS,
  logs: 30 * DAY_MS,
  hourlyStatistics: 90 * DAY_MS,
  dailyStatistics: 730 * DAY_MS,
  audit: 365 * DAY_MS,
};

export const RETENTION_KINDS = Object.keys(DEFAULT_RETENTION) as RetentionKind[];

/** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
export function resolveRetention(given: RetentionOptions = {}): ResolvedRetention {
  const resolved = RETENTION_KINDS.map((kind) => [kind, resolve(kind, given[kind])] as const);
  return Object.fromEntries(resolved) as unknown as ResolvedRetention;
}

function resolve(kind: RetentionKind, wish: RetentionOptions[RetentionKind]): number | null {
  if (wish === undefined) return DEFAULT_RETENTION[kind];
  if (wish === false) return null;
  const ms = parseDuration(wish, `retention.${kind}`);
  const shortest = kind === 'audit' ? SHORTEST_AUDIT_DAYS : SHORTEST_DAYS;
  if (ms >= shortest * DAY_MS) return ms;
  throw new TrackedCronError(
    'INVALID_OPTION',
    `TrackedCronModule: retention.${kind} must be at least ${shortest} days: write retention: { ${kind}: '${shortest}d' }, or false to keep all of it.`,
  );
}
