import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import { isDataError } from '../database/database-error.js';
import { GroupedWriter } from '../database/grouped-writer.js';
import { EndWriter } from './end-writer.js';
import type { WholeExecution } from './execution-birth.js';
import type { ExecutionEnd } from './execution-end.js';
import { withoutContent } from './journal.js';
import type { PartitionKeeper } from './partition-keeper.js';
import { readSpool } from './read-spool.js';
import type { Recorder } from './recorder.js';
import { databaseNames, type SpoolSettings } from './spool.js';
import { takeOver } from './spool-file.js';
import type { SpoolHeader } from './spool-line.js';
import { livenessOf, ownerOf } from './spool-owner.js';

const BATCH = 500;

/** Tells of which instances the lease has been over for a while. */
export interface InstanceLeases {
  gone(ids: readonly string[]): Promise<string[]>;
}

/** A file that this process has taken over, and how far it has come with it. */
interface TakenFile {
  readonly owner: string;
  endsWritten: boolean;
  recorded: number;
  refused: number;
  unreadable: number;
}

/**
 * Writes what processes that are gone have left in the spool, and removes it. Sending an end again is harmless, so whoever
 * dies here leaves it to the next one.
 */
export class SpoolAdoption {
  private readonly logger = new Logger('TrackedCron');
  private readonly taken = new Map<string, TakenFile>();
  private readonly ends: GroupedWriter<ExecutionEnd, boolean>;
  private toldForeign = false;
  /** Ended executions of processes that are gone, recorded by this one. */
  adopted = 0;

  constructor(
    private readonly settings: SpoolSettings,
    database: CronDatabase,
    clock: Clock,
    partitions: Pick<PartitionKeeper, 'provideFor'>,
    private readonly recorder: Pick<Recorder, 'replay'>,
    private readonly leases: InstanceLeases,
  ) {
    const writer = new EndWriter(database, partitions);
    this.ends = new GroupedWriter(clock, {
      write: (batch) => writer.write(batch),
      salvage: withoutContent,
      retry: false,
    });
  }

  /**
   * Takes over what is orphaned and writes the ends in it. Before this instance joins the others, because whoever sweeps
   * first finds their executions lost. Rejects when the database does.
   */
  async writeEnds(): Promise<void> {
    await this.takeOrphans();
    for (const [path, file] of this.taken) await this.writeEndsOf(path, file);
  }

  /**
   * The same, then whole executions, for which jobs must be registered, and removes what is through.
   * @returns whether files are left that may be orphaned by the next look
   */
  async runOnce(): Promise<boolean> {
    const left = await this.takeOrphans();
    for (const [path, file] of this.taken) {
      await this.writeEndsOf(path, file);
      await this.writeWholesOf(path, file);
      await unlink(path);
      this.taken.delete(path);
      this.adopted += file.recorded;
      this.tell(file);
    }
    return left;
  }

  private async takeOrphans(): Promise<boolean> {
    const { spool } = this.settings;
    if (!spool) return false;
    let left = false;
    for (const name of await readdir(spool.folder).catch(() => [])) {
      const path = join(spool.folder, name);
      const owner = ownerOf(name);
      if (!owner || this.taken.has(path)) continue;
      const liveness = livenessOf(owner);
      if (liveness === 'alive') {
        left = owner.pid !== process.pid || left;
        continue;
      }
      const header = await this.headerOf(path);
      if (header && !this.isOurs(header)) continue;
      if (header && liveness === 'elsewhere' && !(await this.isGone(header))) {
        left = true;
        continue;
      }
      const own = await takeOver(path);
      if (own === undefined) continue;
      const file = { owner: `${owner.pid} on ${owner.host}`, endsWritten: false };
      this.taken.set(own, { ...file, recorded: 0, refused: 0, unreadable: 0 });
    }
    return left;
  }

  /** @returns undefined where the process died before it had written anything whole */
  private async headerOf(path: string): Promise<SpoolHeader | undefined> {
    for await (const content of readSpool(path)) return 'header' in content ? content.header : undefined;
    return undefined;
  }

  /** A folder may serve several applications, and one that was pointed at another database since. */
  private isOurs({ application, environment, database, schema }: SpoolHeader): boolean {
    const ours = databaseNames(this.settings.database);
    const fits =
      application === this.settings.application &&
      environment === this.settings.environment &&
      database === ours.database &&
      schema === ours.schema;
    if (!fits && !this.toldForeign) {
      this.toldForeign = true;
      this.logger.warn(
        `${this.settings.spool!.folder} holds ended executions of ${application} (${environment}) for the database ` +
          `"${database}", schema "${schema}": they are left to a process that uses it.`,
      );
    }
    return fits;
  }

  private async isGone({ instanceId }: SpoolHeader): Promise<boolean> {
    return (await this.leases.gone([instanceId])).length > 0;
  }

  private async writeEndsOf(path: string, file: TakenFile): Promise<void> {
    if (file.endsWritten) return;
    let batch: ExecutionEnd[] = [];
    const flush = async () => {
      for (const accepted of await Promise.all(batch.map((end) => this.write(end)))) {
        if (accepted) file.recorded += 1;
        else file.refused += 1;
      }
      batch = [];
    };
    [file.recorded, file.refused, file.unreadable] = [0, 0, 0]; // of an attempt that failed half-way
    for await (const content of readSpool(path)) {
      if ('unreadable' in content) file.unreadable += 1;
      if (!('record' in content) || content.record.birth) continue;
      batch.push(content.record.end);
      if (batch.length === BATCH) await flush();
    }
    await flush();
    file.endsWritten = true;
  }

  private async writeWholesOf(path: string, file: TakenFile): Promise<void> {
    let batch: WholeExecution[] = [];
    const flush = async () => {
      if (batch.length > 0) await this.recorder.replay(batch);
      file.recorded += batch.length;
      batch = [];
    };
    for await (const content of readSpool(path)) {
      if (!('record' in content) || !content.record.birth) continue;
      batch.push({ birth: content.record.birth, end: content.record.end });
      if (batch.length === BATCH) await flush();
    }
    await flush();
  }

  private async write(end: ExecutionEnd): Promise<boolean> {
    try {
      return await this.ends.add(end);
    } catch (error) {
      if (!isDataError(error)) throw error;
      this.logger.error(`The end of execution ${end.id} can't be recorded: ${(error as Error).message}`);
      return false;
    }
  }

  private tell({ owner, recorded, refused, unreadable }: TakenFile): void {
    const parts = [`${recorded} were recorded`];
    if (refused > 0) parts.push(`${refused} refused, because others had declared them lost meanwhile`);
    if (unreadable > 0) parts.push(`${unreadable} lines could not be read`);
    this.logger.warn(`Ended executions were found in the spool of process ${owner}: ${parts.join(', ')}.`);
  }
}
