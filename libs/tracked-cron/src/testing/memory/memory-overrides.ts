import type { DatabaseClock } from '../../database/database-clock.js';
import type { EditedOverride, OverrideEdit, OverrideNews } from '../../definition/overrides/override-edit.js';
import type { OverriddenFields } from '../../definition/overrides/override-fields.js';
import type { OverrideRepository } from '../../definition/overrides/override.repository.js';
import { dateOf } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** What people put in place of the code of jobs, in memory. */
export class MemoryOverrides implements Pick<OverrideRepository, 'read' | 'edits' | 'news'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  edit({ jobId, decide }: OverrideEdit): void {
    const { fields, ...said } = decide(this.current(jobId));
    const revision = this.database.overrideEdits.length + 1;
    this.database.overrides.set(jobId, { revision, fields });
    const edit = { ...said, revision, at: dateOf(this.clock.now()) };
    this.database.overrideEdits.push({ jobId, edit });
  }

  async read(jobId: string): Promise<{ version: number; fields: OverriddenFields }> {
    return this.current(jobId);
  }

  async news(): Promise<OverrideNews[]> {
    return [...this.database.overrides].map(([jobId, { revision, fields }]) => ({
      jobId,
      rowKey: this.database.jobs.get(jobId)!.overrideKey,
      revision,
      fields,
    }));
  }

  async edits(jobId: string): Promise<EditedOverride[]> {
    return this.database.overrideEdits
      .filter((one) => one.jobId === jobId)
      .map(({ edit }) => edit)
      .reverse();
  }

  private current(jobId: string): { version: number; fields: OverriddenFields } {
    const version = this.database.jobs.get(jobId)!.definitionVersion;
    return { version, fields: this.database.overrides.get(jobId)?.fields ?? {} };
  }
}
