import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobDefinition } from '../../definition/job-definition.js';
import type { JobRegistry } from '../../definition/job-registry.js';
import { checkedOverride, overriddenJob } from '../../definition/overrides/overridden-job.js';
import type {
  CurrentOverride,
  DecidedOverride,
  EditedOverride,
} from '../../definition/overrides/override-edit.js';
import {
  holdingFields,
  type JobOverridePatch,
  type OverriddenFields,
  type OverridableField,
} from '../../definition/overrides/override-fields.js';
import type { OverrideRepository } from '../../definition/overrides/override.repository.js';
import { refuseSystemJob } from '../../definition/system-job.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { JobIntake } from '../job-intake.js';
import type { OverrideWatch } from '../override-watch.js';
import { inTheFuture, words } from '../words.js';
import { checkedPatch } from './checked-patch.js';
import { changeOf, nextSlots, patched, valuesOf } from './field-changes.js';
import type { ConfigurationChange, ConfigureOptions } from './job-configuration.interface.js';

/** Changes jobs while they are deployed, behind `ICronJobManager`. */
export class JobConfiguration {
  constructor(
    private readonly registry: JobRegistry,
    private readonly overrides: Pick<OverrideRepository, 'read' | 'edits'>,
    private readonly intake: Pick<JobIntake, 'edit'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly watch: Pick<OverrideWatch, 'edited'>,
  ) {}

  async configure(
    jobName: string,
    asked: JobOverridePatch | null,
    options: ConfigureOptions,
  ): Promise<ConfigurationChange> {
    const job = this.registry.get(jobName);
    const code = this.registry.codeOf(jobName);
    refuseSystemJob(code, 'be changed while it is deployed');
    const patch = checkedPatch(asked);
    const { until, dryRun = false, ifVersion } = options;
    inTheFuture(until, this.clock.now(), 'leave it out to let it hold until it is changed again');
    const said = {
      by: words('by', options.by) ?? null,
      reason: words('reason', options.reason) ?? null,
      until: until ?? null,
    };
    let fields: Change | undefined;
    const decide = ({ version, fields: stored }: CurrentOverride): DecidedOverride => {
      checkVersion(jobName, ifVersion, version);
      const now = this.clock.now();
      const before = holdingFields(stored, now);
      const after = patched(before, patch, code, said, now);
      checkedOverride(code, valuesOf(after), now);
      fields = { before, after };
      return { fields: after, patch, ...said };
    };
    if (dryRun) {
      const current = await this.overrides.read(job.id);
      decide(current);
      return this.outcome(code, patch, fields!, { version: current.version, dryRun });
    }
    const { version } = await this.intake.edit(jobName, { jobId: job.id, decide });
    await this.watch.edited(jobName); // which wakes when it runs out
    return this.outcome(code, patch, fields!, { version, dryRun });
  }

  edits(jobName: string): Promise<EditedOverride[]> {
    return this.overrides.edits(this.registry.get(jobName).id);
  }

  private outcome(
    code: JobDefinition,
    patch: JobOverridePatch,
    fields: Change,
    how: { readonly version: number; readonly dryRun: boolean },
  ): ConfigurationChange {
    const now = this.clock.now();
    const [before, after] = [fields.before, fields.after].map((holding) =>
      overriddenJob(code, { revision: 0, fields: holding }, now),
    );
    const names = Object.keys(patch) as OverridableField[];
    return {
      jobName: code.name,
      ...how,
      changes: names.map((field) => changeOf(field, code, before, after, fields.after)),
      due: { before: nextSlots(before, now), after: nextSlots(after, now) },
    };
  }
}

interface Change {
  readonly before: OverriddenFields;
  readonly after: OverriddenFields;
}

function checkVersion(jobName: string, expected: number | undefined, version: number): void {
  if (expected === undefined || expected === version) return;
  throw new TrackedCronError(
    'VERSION_CONFLICT',
    `Job "${jobName}" is at version ${version}, not ${expected} any more: look at what has changed, then ask again with ` +
      `ifVersion: ${version}.`,
    { jobName, version, expected },
  );
}
