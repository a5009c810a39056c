import { MINUTE } from '../support/job-facts.js';
import { SeededRandom } from '../simulation/seeded-random.js';
import { jobsWithRoles, type Role, type RoleOptions } from './roles.js';

/** How often a job is due. */
export type Rhythm = 'pulse' | 'hourly' | 'daily' | 'weekly';

/** A job of the time-lapse, as its application defines it. */
export interface FleetJob {
  readonly name: string;
  readonly rhythm: Rhythm;
  readonly schedule: string;
  readonly timeZone: string;
  readonly group?: string;
  readonly owner?: string;
  readonly dependsOn?: readonly string[];
  /** What a good run takes, milliseconds. */
  readonly usualMs: number;
  /** Left out: all options have their defaults. */
  readonly role?: Role;
  readonly options?: RoleOptions;
  /** When its code comes to be there; left out: long ago. */
  readonly registeredAt?: number;
}

export const PARENT = 'hourly-0';
/** Those that can't do without it: one is due with it, two are due ten minutes later. */
export const CHILDREN = ['hourly-1', 'hourly-2', 'hourly-3'];
/** Due every five minutes, and always takes sixteen. */
export const CROWDED = ['pulse-0', 'pulse-1'];
const ZONES = ['UTC', 'Europe/Riga', 'America/New_York', 'Asia/Kolkata', 'Europe/Berlin'];
const COUNTS: readonly [Rhythm, number][] = [
  ['pulse', 24],
  ['hourly', 90],
  ['daily', 66],
  ['weekly', 20],
];
/** So many hourly jobs are due at the full hour. */
const AT_FULL_HOUR = 70;

/** The two hundred jobs, every option at its default, and some that have options of their own. */
export function fleetOf(begin: number, end: number, random: SeededRandom): readonly FleetJob[] {
  return [...jobsWithDefaults(random), ...jobsWithRoles(begin, end, random)];
}

function jobsWithDefaults(random: SeededRandom): FleetJob[] {
  return COUNTS.flatMap(([rhythm, count]) =>
    Array.from({ length: count }, (_, n) => {
      const name = `${rhythm}-${n}`;
      return {
        name,
        rhythm,
        schedule: scheduleOf(rhythm, n, random),
        timeZone: rhythm === 'daily' || rhythm === 'weekly' ? ZONES[n % ZONES.length] : 'UTC',
        group: n % 5 === 4 ? 'reports' : undefined,
        owner: n % 3 === 1 ? 'billing' : undefined,
        dependsOn: CHILDREN.includes(name) ? [PARENT] : undefined,
        usualMs: usualMsOf(name, random),
      };
    }),
  );
}

function usualMsOf(name: string, random: SeededRandom): number {
  if (CROWDED.includes(name)) return 16 * MINUTE;
  const usualMs = random.integer(500, 3_000);
  // who depends on it fails after it
  return name === PARENT ? 400 : usualMs;
}

function scheduleOf(rhythm: Rhythm, n: number, random: SeededRandom): string {
  const minute = random.integer(0, 59);
  switch (rhythm) {
    case 'pulse':
      return '*/5 * * * *';
    case 'hourly':
      return n === 2 || n === 3 ? '10 * * * *' : `${n < AT_FULL_HOUR ? 0 : minute} * * * *`;
    case 'daily':
      // a quarter of them at the hour that a change of clocks takes away or repeats
      return `${minute} ${n % 4 === 0 ? 2 : random.integer(0, 23)} * * *`;
    case 'weekly':
      return `${minute} ${random.integer(0, 23)} * * ${random.integer(0, 6)}`;
  }
}
