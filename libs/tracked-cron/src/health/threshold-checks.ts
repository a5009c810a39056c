import { formatDuration, parseDuration } from '../duration.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { AlertThresholds, Objective } from './alert-thresholds.js';
import { FINDING_RULES, SEVERITIES, type FindingRule, type Severity } from './finding.js';
import type { ResolvedObjective } from './objective.js';
import { timeOfDay } from './time-of-day.js';

// Checks of single thresholds: each answers the value, or says what to write instead.

const SECOND = 1000;
const DAY = 86_400_000;

/** Under a second somebody wrote minutes: the original plan had `staleness: 30`. */
export function checkedStaleness(
  written: unknown,
  ms: number | undefined,
  where: string,
): number | undefined {
  if (ms === undefined || ms >= SECOND) return ms;
  const meant = typeof written === 'number' && Number.isInteger(written) ? `'${written}m'` : "'30m'";
  throw invalid(
    `${where}: staleness of ${formatDuration(ms)} is too short to be meant: did you mean ${meant}? ` +
      'A number is milliseconds, one second is the least.',
    { threshold: 'staleness', value: written },
  );
}

export function checkedCount(value: unknown, threshold: string, where: string): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 1)) {
    return value as number | undefined;
  }
  const what = threshold === 'skippedInARow' ? 'slots' : 'executions';
  throw invalid(
    `${where}: ${threshold}: ${String(value)} is not a number of ${what}: write a whole number from 1 on.`,
    { threshold, value },
  );
}

export function checkedRate(value: unknown, where: string): number | undefined {
  if (value === undefined || (typeof value === 'number' && value > 0 && value <= 1)) return value;
  const meant = typeof value === 'number' && value > 1 && value <= 100 ? ` Did you mean ${value / 100}?` : '';
  throw invalid(
    `${where}: failureRate: ${String(value)} is not a share: write a number above 0 and at most 1.${meant}`,
    { threshold: 'failureRate', value },
  );
}

export function checkedTimeOfDay(value: unknown, where: string): string | null {
  if (value === undefined || value === null) return null;
  const time = timeOfDay(value);
  if (time !== undefined) return time;
  throw invalid(
    `${where}: mustSucceedBy: ${quoted(value)} is not a time of day: write '06:00', in the job's time zone, '00:00' to '23:59'.`,
    { threshold: 'mustSucceedBy', value },
  );
}

export function checkedObjective(
  objective: Objective | null | undefined,
  where: string,
): ResolvedObjective | null {
  if (objective === undefined || objective === null) return null;
  const share = (key: 'successRate' | 'availability') => checkedShare(objective[key], key, where);
  const { window = '30d' } = objective;
  const windowMs = parseDuration(window, `${where}: objective.window`);
  if (windowMs < DAY || windowMs > 90 * DAY) {
    throw invalid(
      `${where}: objective.window: ${quoted(window)} has to be 1 day to 90 days: write '30d', or leave it out.`,
      { threshold: 'objective', value: window },
    );
  }
  const resolved = { successRate: share('successRate'), availability: share('availability'), windowMs };
  if (resolved.successRate !== null || resolved.availability !== null) return resolved;
  throw invalid(`${where}: objective says no share: write objective: { successRate: 0.99 }.`, {
    threshold: 'objective',
    value: objective,
  });
}

export function checkedTell(tell: AlertThresholds['tell'], where: string): NonNullable<typeof tell> {
  const values: readonly unknown[] = [true, false, ...SEVERITIES];
  for (const [rule, value] of Object.entries(tell ?? {})) {
    if (!FINDING_RULES.includes(rule as FindingRule)) {
      throw invalid(`${where}: tell.${rule} is no finding: there are ${FINDING_RULES.join(', ')}.`, {
        threshold: 'tell',
        value: rule,
      });
    }
    if (value !== undefined && !values.includes(value)) {
      const loudness = SEVERITIES.map((one: Severity) => `'${one}'`).join(', ');
      throw invalid(`${where}: tell.${rule}: ${quoted(value)}: write true, false, ${loudness}.`, {
        threshold: 'tell',
        value,
      });
    }
  }
  return tell ?? NOTHING_SAID;
}

/** One for all: most jobs have nothing to say. */
const NOTHING_SAID = Object.freeze({});

function checkedShare(value: unknown, key: string, where: string): number | null {
  if (value === undefined) return null;
  if (typeof value === 'number' && value > 0 && value < 1) return value;
  const meant =
    typeof value === 'number' && value > 1 && value < 100 ? ` Did you mean ${round(value / 100)}?` : '';
  throw invalid(
    `${where}: objective.${key}: ${String(value)} is not a share that leaves a budget: write a number above 0 and below 1, such as 0.99.${meant}`,
    { threshold: 'objective', value },
  );
}

/** 99.9 / 100 is not 0.999 in binary. */
function round(share: number): number {
  return Number(share.toPrecision(12));
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value);
}

function invalid(message: string, details: Record<string, unknown>): TrackedCronError {
  return new TrackedCronError('INVALID_THRESHOLD', message, details);
}
