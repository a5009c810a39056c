import type { OverriddenFields } from './override-fields.js';

/** A change of one job's overrides, decided when nobody else can change them. */
export interface OverrideEdit {
  readonly jobId: string;
  /** @throws to leave everything as it is */
  readonly decide: (current: CurrentOverride) => DecidedOverride;
}

/** What an edit finds. */
export interface CurrentOverride {
  /** Of the definition. */
  readonly version: number;
  /** Run out or not. */
  readonly fields: OverriddenFields;
}

/** What an edit leaves. */
export interface DecidedOverride {
  readonly fields: OverriddenFields;
  readonly patch: Readonly<Record<string, unknown>>;
  readonly by: string | null;
  readonly reason: string | null;
  readonly until: Date | null;
}

/** One edit, as it stays on record. */
export interface EditedOverride {
  readonly revision: number;
  /** What it asked for; null gave a field back to the code. */
  readonly patch: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
  /** When what it asked for ends by itself; null for never. */
  readonly until: Date | null;
}

/** What is stored of a job's override, and what its row says. */
export interface OverrideNews {
  readonly jobId: string;
  /** Which override the row of the job has; null for none. */
  readonly rowKey: string | null;
  /** Null where nothing is overridden any more. */
  readonly revision: number | null;
  readonly fields: OverriddenFields;
}
