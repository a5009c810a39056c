import type { Finding } from '../../health/finding.js';
import type { JobFacts } from '../../health/job-facts.js';
import { judgeHealth } from '../../health/job-health.js';
import { isFailure, isGood, isVerdict, newestFirst } from '../../health/slot-record.js';
import type { EndedRow } from '../job-facts.repository.js';
import type { WatchedDefinition } from './glance.js';

const MOST_FINGERPRINTS = 20;

/** What the rules say of one job. */
export interface JobVerdict {
  readonly jobId: string;
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** All that hold now, whether people are told of them or not; none: nothing is wrong. */
  readonly findings: readonly Finding[];
  /** Of the errors since the fault began, the newest first. */
  readonly fingerprints: readonly string[];
  /** Good executions in a row, up to the newest slot. */
  readonly goodRuns: number;
  /** When its newest execution ended that says anything about its work: completed, failed, timed out, lost. Null: none has. */
  readonly lastEndAt: Date | null;
  /** When its next slot after this instant would be late; null where it has none. */
  readonly nextLateAt: Date | null;
  /** After how many good executions in a row an incident is over. */
  readonly recoverAfter: number;
  /** Jobs that it can't do without. */
  readonly dependsOn: readonly string[];
}

/** Judges a job. @param ended what of it has ended, in any order */
export function verdictOn(
  { id, name, group, owner, tags, options }: WatchedDefinition,
  facts: JobFacts,
  ended: readonly EndedRow[],
): JobVerdict {
  const { findings } = judgeHealth(facts);
  const rows = newestFirst(ended);
  const verdicts = rows.filter(isVerdict);
  return {
    jobId: id,
    jobName: name,
    group,
    owner,
    tags,
    findings,
    fingerprints: fingerprintsSince(beginOf(findings), rows),
    goodRuns: leading(verdicts, isGood),
    lastEndAt: latest(verdicts.map(({ completedAt }) => completedAt)),
    nextLateAt: nextLateAt(facts),
    recoverAfter: facts.thresholds.recoverAfter,
    dependsOn: (options.dependsOn ?? []) as readonly string[],
  };
}

/** When the oldest fault began, milliseconds since the epoch; `Infinity` for none. */
function beginOf(findings: readonly Finding[]): number {
  return Math.min(Infinity, ...findings.map(({ since }) => since.getTime()));
}

function fingerprintsSince(from: number, rows: readonly EndedRow[]): string[] {
  const found = rows.flatMap((row) =>
    isFailure(row) && row.fingerprint !== null && row.completedAt.getTime() >= from ? [row.fingerprint] : [],
  );
  return [...new Set(found)].slice(0, MOST_FINGERPRINTS);
}

function nextLateAt({ now, state, nextDueAt, slots, thresholds }: JobFacts): Date | null {
  if (state !== 'active') return null;
  // the slot that nobody has decided may be long past
  const ahead = nextDueAt !== null && nextDueAt > now ? nextDueAt.getTime() : slots?.after(now.getTime());
  return ahead === undefined || ahead === null ? null : new Date(ahead + thresholds.startDeadlineMs);
}

function latest(instants: readonly Date[]): Date | null {
  return instants.length === 0 ? null : new Date(Math.max(...instants.map((instant) => instant.getTime())));
}

function leading<Row>(rows: readonly Row[], fits: (row: Row) => boolean): number {
  const end = rows.findIndex((row) => !fits(row));
  return end === -1 ? rows.length : end;
}
