/** What lands in the audit log, by the name that the API has for it. */
export const AUDIT_ACTIONS = [
  'trigger',
  'cancel',
  'skip-next',
  'pause',
  'resume',
  'freeze',
  'unfreeze',
  'backfill',
  'hold',
  'release',
  'configure',
  'bulk',
  'ignore',
  'resolve',
  'reopen',
  'scrub',
  'acknowledge',
  'snooze',
  'resolve-incident',
  'alert-preference',
  'alert-test',
] as const;

/** Something that people decide. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/**
 * What became of it: `done`; `refused`, with the code of the refusal; `failed`, where an error leaves open how far it came;
 * `asked`, where nothing more is known: it goes on, or its process died over it.
 */
export const AUDIT_OUTCOMES = ['asked', 'done', 'refused', 'failed'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** What is known of an action at its end, beyond what was asked. */
export interface AuditFacts {
  readonly jobName?: string;
  readonly executionId?: string;
  /** What held before. */
  readonly before?: unknown;
  /** What holds now. */
  readonly after?: unknown;
}

/** An action as it is asked for. */
export interface AuditedAct extends AuditFacts {
  readonly action: AuditAction;
  /** What else it is done to: the group of a freeze, or `owner:` and its owner; a fingerprint; `route:` or `channel:` and its name. */
  readonly target?: string | null;
  readonly by?: string;
  readonly reason?: string;
  readonly requestId?: string;
}

/** An entry of the audit log. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  /** One of `AUDIT_ACTIONS`; of a newer release perhaps another. */
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** Why it was refused: a stable code. */
  readonly code: string | null;
  readonly jobName: string | null;
  readonly executionId: string | null;
  /** What else it was done to: the group of a freeze, or `owner:` and its owner (null: everything); a fingerprint. */
  readonly target: string | null;
  /** Null where host code did not say who asks. */
  readonly by: string | null;
  readonly reason: string | null;
  /** What held before, where that says something. */
  readonly before: unknown;
  /** What was asked for, and what came of it. */
  readonly after: unknown;
  /** The request that it came with. */
  readonly requestId: string | null;
  readonly application: string;
  readonly environment: string;
}
