import type { FailureClass } from 'nestjs-tracked-cron';
import type { EndedStatus } from '../../libs/tracked-cron/src/history/execution-status.js';
import type { RowColumns } from '../support/execution-rows.js';
import type { FleetJob } from './fleet.js';

/** An execution of a slot. */
export interface Run {
  readonly job: FleetJob;
  readonly slot: number;
}

/** A breaker that has opened; instants in milliseconds since the epoch. */
export interface OpenBreaker {
  readonly failures: number;
  readonly openings: number;
  readonly openedAt: number;
  readonly until: number;
}

/** Something that an application writes into its record. */
export type Write =
  /** Its watermark is moved: the slot is decided. */
  | { readonly kind: 'decided'; readonly run: Run }
  | { readonly kind: 'live'; readonly run: Run; readonly columns: RowColumns }
  /** An attempt came to its end, and there is another one. */
  | { readonly kind: 'attempt'; readonly run: Run; readonly failure: FailureClass; readonly retryAt: number }
  | {
      readonly kind: 'ended';
      readonly run: Run;
      readonly status: EndedStatus;
      /** When it ended, which may be known only later. */
      readonly endedAt: number;
      readonly columns: RowColumns;
    }
  /** Its handler says how far it has come, 0 to 1. */
  | { readonly kind: 'sign'; readonly run: Run; readonly progress: number }
  | { readonly kind: 'job'; readonly job: FleetJob; readonly columns: RowColumns }
  /** A breaker opens, or closes. */
  | { readonly kind: 'breaker'; readonly job: FleetJob; readonly open: OpenBreaker | null }
  /** The only instance that has a label comes, or leaves. */
  | { readonly kind: 'executor'; readonly label: string; readonly isThere: boolean }
  /** A slot is skipped, and only counted. */
  | { readonly kind: 'counted'; readonly run: Run; readonly reason: CountedReason };

/** Why slots are skipped that are only counted. */
export type CountedReason = 'paused' | 'breaker';

/** When it is written, milliseconds since the epoch. */
export interface Moment {
  readonly at: number;
  readonly write: Write;
}

/** How long a run that is in time starts after its slot. */
export const PICKED_UP_MS = 5;

/** A run that starts at its slot, or later, and is over before anybody looks. */
export function endedRun(
  run: Run,
  status: EndedStatus,
  {
    startedAt = run.slot + PICKED_UP_MS,
    tookMs = run.job.usualMs,
    knownAt = startedAt + tookMs,
    columns = {},
  }: { startedAt?: number; tookMs?: number; knownAt?: number; columns?: RowColumns } = {},
): Moment[] {
  const endedAt = startedAt + tookMs;
  const failed = status === 'failed' ? { fingerprint: `of ${run.job.name}` } : {};
  return [
    { at: startedAt, write: { kind: 'decided', run } },
    {
      at: knownAt,
      write: {
        kind: 'ended',
        run,
        status,
        endedAt,
        columns: { started_at: new Date(startedAt), duration_ms: tookMs, ...failed, ...columns },
      },
    },
  ];
}

/** The same, and it can be seen while it runs. */
export function watchedRun(...[run, status, options = {}]: Parameters<typeof endedRun>): Moment[] {
  const startedAt = options.startedAt ?? run.slot + PICKED_UP_MS;
  const started: Moment = {
    at: startedAt,
    write: { kind: 'live', run, columns: { status: 'running', started_at: new Date(startedAt) } },
  };
  const [decided, ended] = endedRun(run, status, options);
  return [decided, started, ended];
}

/** A slot that did not run. */
export function notRun(run: Run, status: 'missed' | 'skipped', reason: string, at = run.slot): Moment[] {
  return [
    { at, write: { kind: 'decided', run } },
    { at, write: { kind: 'ended', run, status, endedAt: at, columns: { reason } } },
  ];
}

/** Slots that are skipped and only counted. */
export function countedSlots(job: FleetJob, slots: readonly number[], reason: CountedReason): Moment[] {
  return slots.flatMap((slot): Moment[] => [
    { at: slot, write: { kind: 'decided', run: { job, slot } } },
    { at: slot, write: { kind: 'counted', run: { job, slot }, reason } },
  ]);
}
