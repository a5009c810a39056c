import type { Severity } from '../../health/finding.js';

/** What there is to find. Each code is stable, for programs. */
export const DIAGNOSIS_CODES = [
  'DATABASE_UNREACHABLE',
  'DATABASE_TOO_OLD',
  'DATABASE_UNTESTED',
  'DATABASE_READ_ONLY',
  'STATEMENTS_UNLIMITED',
  'RIGHTS_MISSING',
  'MIGRATIONS_PENDING',
  'PARTITIONS_RUN_OUT',
  'RETENTION_BEHIND',
  'STATISTICS_BEHIND',
  'NOBODY_EXECUTES',
  'JOBS_WITHOUT_INSTANCE',
  'CLOCK_OFFSET',
  'LEASE_NEAR_ITS_END',
  'INSTANCE_DIED',
  'EVENT_LOOP_BLOCKED',
  'EVENT_LOOP_SLOW',
  'DEFINITIONS_DIFFER',
  'VERSIONS_DIFFER',
  'JOBS_LATE',
  'EXECUTIONS_WAIT',
  'SCHEDULES_UNREADABLE',
  'JOBS_PAUSED_LONG',
  'JOBS_FROZEN_LONG',
  'BREAKERS_OPEN',
  'SPOOL_NOT_EMPTY',
  'SPOOL_UNSAFE',
  'SPOOL_DROPPED',
  'SPOOL_ADOPTED',
] as const;

/** See {@link DIAGNOSIS_CODES}. */
export type DiagnosisCode = (typeof DIAGNOSIS_CODES)[number];

/** Something about the library itself that somebody has to see to; jobs have their own health. */
export interface DiagnosisFinding {
  readonly code: DiagnosisCode;
  readonly severity: Severity;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Since when; null where that isn't known. */
  readonly since: Date | null;
  /** By when it has to be seen to; null for now, or whenever there is time. */
  readonly dueAt: Date | null;
}

/** Something that was looked at, and is well. */
export interface PassedCheck {
  readonly check: string;
  /** What was seen. */
  readonly message: string;
}

/** Answer of `getDiagnosis` and `GET /diagnosis`. */
export interface Diagnosis {
  readonly at: Date;
  /** The worst first; empty when all is well. */
  readonly items: readonly DiagnosisFinding[];
  readonly passed: readonly PassedCheck[];
}

/** What one look came to. */
export interface Verdict {
  readonly check: string;
  /** What to say when nothing was found. */
  readonly well: string;
  readonly findings: readonly DiagnosisFinding[];
}

/** A finding; `since` and `dueAt` only where they are known. */
export function finding(
  code: DiagnosisCode,
  severity: Severity,
  message: string,
  remedy: string,
  { since = null, dueAt = null }: { readonly since?: Date | null; readonly dueAt?: Date | null } = {},
): DiagnosisFinding {
  return { code, severity, message, remedy, since, dueAt };
}

/** A few names in a sentence: the first five, and how many more there are. */
export function fewOf(names: readonly string[]): string {
  const more = names.length - 5;
  return `${names.slice(0, 5).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The earliest of some instants; null where there is none. */
export function earliest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.flatMap((instant) => (instant === null ? [] : [instant.getTime()]));
  return known.length === 0 ? null : new Date(Math.min(...known));
}
