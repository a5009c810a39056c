import { Logger } from '@nestjs/common';
import type { Clock } from '../clock.js';
import type { ResolvedDatabaseOptions } from '../database/database.options.js';
import type { ExecutionEnd } from './execution-end.js';
import type { EndedStatus } from './execution-status.js';
import { encodeLine, type SpoolRecord } from './spool-line.js';
import type { ResolvedSpoolOptions } from './spool.options.js';
import { SpoolFile, type OpenFile } from './spool-file.js';

/** At most one line about trouble in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;
/** What is gathered for one write, records. */
const MAX_BATCH = 1_000;
/** A file that was full is brought down to this share, so that it is not written anew with each record. */
const ROOM_AFTER_FULL = 0.8;

interface Kept {
  readonly bytes: number;
  readonly good: boolean;
}

/** What the spool goes by. */
export interface SpoolSettings {
  readonly spool: ResolvedSpoolOptions | null;
  readonly application: string;
  readonly environment: string;
  readonly database: ResolvedDatabaseOptions;
}

/**
 * Keeps ended executions on disk while the database is away, so that a process that dies then takes none of them along.
 * Whoever hands them in still has them in memory, and says when they are written; the file is for the next process, and for
 * what memory had no room for. Nothing here throws or makes anybody wait: without a disk, memory is all there is.
 */
export class Spool {
  private readonly logger = new Logger('TrackedCron');
  private readonly file: SpoolFile | undefined;
  /** On disk, oldest first, and still wanted. */
  private readonly kept = new Map<string, Kept>();
  private queue = new Map<string, SpoolRecord>();
  /** Fell out of the bounded file; not put back. */
  private readonly fallenOut = new Set<string>();
  /** Only on disk: memory had no room for them. */
  private readonly spilled = new Set<string>();
  private working: Promise<void> | undefined;
  private stopped = false;
  private lastTrouble = -Infinity;
  /** The disk did not take them; tried again when they are handed in again. */
  private readonly failed = new Set<string>();
  /** Records that were nowhere but on disk, and had no room there. */
  lost = 0;

  constructor(
    private readonly settings: SpoolSettings,
    private readonly clock: Clock,
    instance: { readonly id: string },
    openFile?: OpenFile,
  ) {
    const { spool, application, environment, database } = settings;
    if (!spool) return;
    const header = () =>
      encodeLine({
        format: 1,
        application,
        environment,
        ...databaseNames(database),
        instanceId: instance.id,
      });
    this.file = new SpoolFile(spool.folder, header, openFile);
  }

  /** How many records are on disk, or on their way there. */
  get size(): number {
    return this.kept.size + this.queue.size;
  }

  /** Whether there is one at all. */
  get isKept(): boolean {
    return this.file !== undefined;
  }

  /** What is on disk, bytes. */
  get bytes(): number {
    return this.file?.size ?? 0;
  }

  /** How many are in memory at best: the disk did not take them, or had no room for them. */
  get unsafe(): number {
    return this.failed.size + this.fallenOut.size;
  }

  /** How many are nowhere else. */
  get spilledSize(): number {
    return this.spilled.size;
  }

  /** Puts records on disk soon; those that are there already stay as they are. */
  keep(records: Iterable<SpoolRecord>): void {
    if (!this.file || this.stopped) return;
    for (const record of records) {
      const id = keyOf(record.end);
      if (!this.kept.has(id) && !this.fallenOut.has(id)) this.queue.set(id, record);
    }
    if (this.queue.size > 0) this.work();
  }

  /** Notes that memory lets go of a record. @returns false where it is not on disk either */
  spill(end: ExecutionEnd): boolean {
    const id = keyOf(end);
    if (!this.kept.has(id) && !this.queue.has(id)) return false;
    this.spilled.add(id);
    return true;
  }

  /** Notes that executions stand in the database; once all do, the file goes. */
  settled(ends: Iterable<ExecutionEnd>): void {
    if (this.size === 0 && this.unsafe === 0) return;
    for (const end of ends) {
      const id = keyOf(end);
      this.kept.delete(id);
      this.queue.delete(id);
      this.fallenOut.delete(id);
      this.failed.delete(id);
      this.spilled.delete(id);
    }
    if (this.size === 0) this.work();
  }

  /** Hands on what is only on disk, some at a time, and forgets what was written. Rejects with what `write` throws. */
  async unspill(write: (records: SpoolRecord[]) => Promise<void>): Promise<void> {
    await this.idle();
    let batch: SpoolRecord[] = [];
    const flush = async () => {
      await write(batch);
      this.settled(batch.map(({ end }) => end));
      batch = [];
    };
    for await (const record of this.file?.records() ?? []) {
      if (!this.spilled.has(keyOf(record.end))) continue;
      batch.push(record);
      if (batch.length === MAX_BATCH) await flush();
    }
    if (batch.length > 0) await flush();
    this.spilled.clear();
  }

  /** Resolves when everything handed in so far was tried. */
  async idle(): Promise<void> {
    while (this.working) await this.working;
  }

  /** Takes nothing any more. What is on disk stays there for the next process. */
  async close(): Promise<void> {
    await this.idle();
    this.stopped = true;
    await this.file?.close().catch(() => {});
  }

  private work(): void {
    this.working ??= this.writeAll().finally(() => {
      this.working = undefined;
      if (this.queue.size > 0) this.work(); // handed in while the file was being removed
    });
  }

  private async writeAll(): Promise<void> {
    await Promise.resolve(); // what else is handed in this turn goes along
    while (this.queue.size > 0) {
      const batch = [...this.queue].slice(0, MAX_BATCH).map(([, record]) => record);
      try {
        await this.write(batch);
      } catch (error) {
        for (const { end } of batch) this.giveUp(keyOf(end), this.failed);
        this.tellTrouble(`can't be kept on disk (${(error as Error).message})`);
      }
    }
    if (this.kept.size === 0) await this.file!.remove().catch(() => {});
  }

  private async write(batch: SpoolRecord[]): Promise<void> {
    const lines = new Map(batch.map((record) => [keyOf(record.end), encodeLine(record)]));
    for (const { end } of batch) {
      const id = keyOf(end);
      this.kept.set(id, { bytes: Buffer.byteLength(lines.get(id)!), good: isGood(end.status) });
      this.queue.delete(id);
    }
    try {
      const bytes = [...lines.keys()].reduce((sum, id) => sum + this.kept.get(id)!.bytes, 0);
      const { maxBytes } = this.settings.spool!;
      if (this.file!.size + bytes > maxBytes) {
        this.makeRoom(maxBytes * ROOM_AFTER_FULL);
        await this.file!.rewrite((end) => this.kept.has(keyOf(end)) && !lines.has(keyOf(end)));
      }
      const wanted = [...lines].filter(([id]) => this.kept.has(id)).map(([, line]) => line);
      if (wanted.length > 0) await this.file!.append(wanted);
      for (const id of lines.keys()) this.failed.delete(id);
    } catch (error) {
      for (const id of lines.keys()) this.kept.delete(id);
      throw error;
    }
  }

  /** Gives up the oldest successes, then the oldest others, until the rest fits. */
  private makeRoom(target: number): void {
    let bytes = 0;
    for (const one of this.kept.values()) bytes += one.bytes;
    let fell = 0;
    for (const goodOnes of [true, false]) {
      for (const [id, one] of this.kept) {
        if (bytes <= target) break;
        if (one.good !== goodOnes) continue;
        this.kept.delete(id);
        this.giveUp(id, this.fallenOut);
        bytes -= one.bytes;
        fell += 1;
      }
    }
    if (fell > 0) this.tellTrouble('fell out of the spool, which is full (spool.maxBytes)');
  }

  private giveUp(id: string, why: Set<string>): void {
    this.queue.delete(id);
    if (this.spilled.delete(id)) this.lost += 1;
    else why.add(id);
  }

  private tellTrouble(what: string): void {
    const now = this.clock.monotonic();
    if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
    this.lastTrouble = now;
    this.logger.error(
      `Ended executions ${what}: ${this.unsafe} are in memory only and would be lost with the process` +
        `${this.lost === 0 ? '' : `, ${this.lost} are lost`}.`,
    );
  }
}

/** What a database is recognised by: its host may change, and its password is nobody's business. */
export function databaseNames({ url, schema }: ResolvedDatabaseOptions): {
  database: string;
  schema: string;
} {
  return { database: decodeURIComponent(new URL(url).pathname.slice(1)), schema };
}

/** An execution ends once, but each of its attempts may have an end of its own. */
function keyOf({ id, epoch, attempt }: ExecutionEnd): string {
  return `${id}:${epoch}:${attempt}`;
}

function isGood(status: EndedStatus): boolean {
  return status === 'completed' || status === 'skipped';
}
