import type { AlertThresholds, BreakerPolicy } from 'nestjs-tracked-cron';
import type { SeededRandom } from '../simulation/seeded-random.js';
import { MINUTE } from '../support/job-facts.js';
import type { FleetJob } from './fleet.js';

/** Why a job has options of its own: what is shown by default is told here, and what needs an option has it. */
export type Role = keyof typeof ROLES;

/** The options of a job that matter to those who watch it. */
export interface RoleOptions {
  readonly alertThresholds?: AlertThresholds;
  readonly breaker?: BreakerPolicy;
  readonly runsOn?: readonly string[];
}

/** How jobs of a role are defined. */
interface RoleDefinition {
  readonly count: number;
  readonly rhythm: FleetJob['rhythm'];
  readonly options: (label: string) => RoleOptions;
  /** Default: a few seconds. */
  readonly usualMs?: number;
}

/** The breaker of jobs that have one. */
export const BREAKER = { failures: 2, pause: 10 * MINUTE };

const ROLES = {
  /** Registered some day, not before. */
  new: { count: 8, rhythm: 'hourly', options: () => ({}) },
  labelled: { count: 4, rhythm: 'hourly', options: (label) => ({ runsOn: [label] }) },
  nightly: thresholds(4, 'daily', { mustSucceedBy: '06:00', maxDuration: '8h' }),
  bounded: thresholds(2, 'pulse', { executionTime: '2m', tell: { slow: true } }),
  steady: { ...thresholds(2, 'pulse', { tell: { fast: true } }), usualMs: MINUTE },
  overlapping: thresholds(2, 'pulse', { maxDuration: '1h', tell: { skipped_again: true } }),
  reporting: thresholds(2, 'pulse', { maxDuration: '1h', stallAfter: '2m' }),
  resting: { count: 3, rhythm: 'pulse', options: () => ({ breaker: BREAKER }) },
  announced: {
    count: 2,
    rhythm: 'pulse',
    options: () => ({ breaker: BREAKER, alertThresholds: { tell: { breaker_open: true } } }),
  },
  promised: thresholds(5, 'pulse', {
    objective: { successRate: 0.99 },
    failureRate: 1,
    tell: { objective: true },
  }),
} satisfies Record<string, RoleDefinition>;

/** Of them something goes wrong only once: they are new only once, and a budget of failures remembers for days. */
export const ONLY_ONCE: ReadonlySet<string> = new Set<Role>(['new', 'promised']);

function thresholds(count: number, rhythm: FleetJob['rhythm'], alertThresholds: AlertThresholds) {
  return { count, rhythm, options: () => ({ alertThresholds }) } satisfies RoleDefinition;
}

/** The jobs that have options of their own. Those that are new come up one after the other between the given instants. */
export function jobsWithRoles(begin: number, end: number, random: SeededRandom): FleetJob[] {
  return Object.entries<RoleDefinition>(ROLES).flatMap(([role, { count, rhythm, options, usualMs }]) =>
    Array.from({ length: count }, (_, n): FleetJob => {
      const minute = random.integer(0, 59);
      const name = `${role}-${n}`;
      return {
        name,
        rhythm,
        role: role as Role,
        schedule: { pulse: '*/5 * * * *', hourly: `${minute} * * * *`, daily: '0 2 * * *', weekly: '' }[
          rhythm
        ],
        timeZone: rhythm === 'daily' && n % 2 === 1 ? 'America/New_York' : 'UTC',
        usualMs: usualMs ?? random.integer(500, 3_000),
        options: options(name),
        registeredAt: role === 'new' ? registeredAt((n + 1) / (count + 3), begin, end) : undefined,
      };
    }),
  );
}

/** A whole minute, at a share of the time. */
function registeredAt(share: number, begin: number, end: number): number {
  return Math.round((begin + (end - begin) * share) / MINUTE) * MINUTE;
}
