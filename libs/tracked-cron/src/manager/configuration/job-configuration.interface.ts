import type { EditedOverride } from '../../definition/overrides/override-edit.js';
import type { JobOverridePatch, OverridableField } from '../../definition/overrides/override-fields.js';
import type { JobName } from '../../definition/tracked-jobs.js';
import type { SteeringWords } from '../job-steering.interface.js';

/** Who changes a job's configuration, why, and for how long. */
export interface ConfigureOptions extends SteeringWords {
  /** The version that the change was made for, as `getJob` says it; another one is refused. Default: whatever it is. */
  ifVersion?: number;
  /** When what is changed goes back to the code by itself. Default: not before somebody says so. */
  until?: Date;
  /** Only checks the change and says what it would come to. Default: false. */
  dryRun?: boolean;
}

/** What becomes of one field. Durations in milliseconds. */
export interface FieldChange {
  readonly field: OverridableField;
  /** What the code of this process says. */
  readonly code: unknown;
  readonly before: unknown;
  readonly after: unknown;
  /** Who says so afterwards. */
  readonly source: 'override' | 'code';
  /** When it goes back to the code by itself; null for never, and where the code holds. */
  readonly until: Date | null;
}

/** What a change of a job's configuration comes to. */
export interface ConfigurationChange {
  readonly jobName: string;
  /** Of the definition: after the change, or, with `dryRun`, as it is. */
  readonly version: number;
  readonly dryRun: boolean;
  /** Only what was asked for; a field of which nothing changes but its end is in it too. */
  readonly changes: readonly FieldChange[];
  /** The next ten slots, by the schedule before and after. */
  readonly due: { readonly before: readonly Date[]; readonly after: readonly Date[] };
}

/** Changing jobs while they are deployed. */
export interface IJobConfiguration {
  /**
   * Puts values in place of those of a job's code, on all instances and for those that boot later: checked by the rules of
   * boot; it holds within seconds, from the change on. Null gives a field back to the code, null as patch all of them.
   * @throws TrackedCronError `VERSION_CONFLICT` where somebody else was faster, `OVERRIDE_REFUSED` where the job's code
   *   forbids it, `INVALID_JOB`, `INVALID_OPTION`
   */
  configure(
    jobName: JobName,
    patch: JobOverridePatch | null,
    options?: ConfigureOptions,
  ): Promise<ConfigurationChange>;

  /** Who changed what of a job's configuration, when and why, the last change first; at most 100. */
  getConfigurationEdits(jobName: JobName): Promise<EditedOverride[]>;
}
