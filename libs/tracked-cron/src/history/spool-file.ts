import { mkdir, open, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { ExecutionEnd } from './execution-end.js';
import { readSpool } from './read-spool.js';
import { ownFileName } from './spool-owner.js';

/** How files are opened; a test puts a full disk in its place. */
export type OpenFile = (path: string, flags: string, mode: number) => Promise<FileHandle>;

/** One file of this process, made when it is first needed, and gone when it holds nothing that is needed. */
export class SpoolFile {
  private handle: FileHandle | undefined;
  private path: string;
  /** Bytes that were written whole. */
  size = 0;
  /** Something of a write that failed may lie behind them. */
  private torn = false;

  constructor(
    private readonly folder: string,
    /** The first line, made anew for each file. */
    private readonly header: () => string,
    private readonly openFile: OpenFile = open,
  ) {
    this.path = join(folder, ownFileName());
  }

  /** Writes lines and has the disk confirm them. @throws the file system's error; then none of them counts as written */
  async append(lines: readonly string[]): Promise<void> {
    const handle = await this.opened();
    const text = Buffer.from(
      (this.torn ? '\n' : '') + (this.size === 0 ? this.header() : '') + lines.join(''),
    );
    try {
      await handle.appendFile(text);
      await handle.sync();
      this.size += text.length;
      this.torn = false;
    } catch (error) {
      this.torn = true;
      await handle.truncate(this.size).then(
        () => (this.torn = false),
        () => {},
      );
      throw error;
    }
  }

  /** Writes the file anew with those of its lines that are still wanted. */
  async rewrite(isWanted: (end: ExecutionEnd) => boolean): Promise<void> {
    if (!this.handle) return;
    const old = this.path;
    const fresh = new SpoolFile(this.folder, this.header, this.openFile);
    try {
      let batch: string[] = [];
      let bytes = 0;
      for await (const content of readSpool(old)) {
        if (!('record' in content) || !isWanted(content.record.end)) continue;
        batch.push(`${content.line}\n`);
        bytes += content.line.length;
        if (bytes < 2 ** 20) continue;
        await fresh.append(batch);
        batch = [];
        bytes = 0;
      }
      if (batch.length > 0) await fresh.append(batch);
    } catch (error) {
      await fresh.remove().catch(() => {});
      throw error;
    }
    await this.handle.close();
    this.handle = fresh.handle;
    this.path = fresh.path;
    this.size = fresh.size;
    this.torn = false;
    await unlink(old);
  }

  /** Reads what it holds. */
  async *records() {
    if (!this.handle) return;
    for await (const content of readSpool(this.path)) if ('record' in content) yield content.record;
  }

  async remove(): Promise<void> {
    if (!this.handle) return;
    await this.close();
    await unlink(this.path).catch(() => {});
  }

  /** Lets go of it; it stays for whoever comes next. */
  async close(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
    this.size = 0;
  }

  private async opened(): Promise<FileHandle> {
    if (this.handle && (await this.isStillOurs(this.handle))) return this.handle;
    await this.close();
    await prepareFolder(this.folder);
    this.path = join(this.folder, ownFileName());
    // `x`: never a file, nor a link, that somebody else has put there
    this.handle = await this.openFile(this.path, 'ax', 0o600);
    this.torn = false;
    await syncFolder(this.folder);
    return this.handle;
  }

  /** Another process may have taken this one for dead, and the file with it. */
  private async isStillOurs(handle: FileHandle): Promise<boolean> {
    const there = await stat(this.path).catch(() => undefined);
    return there !== undefined && there.ino === (await handle.stat()).ino;
  }
}

/** @throws TrackedCronError `SPOOL_FOLDER` where others could put files of their own there */
async function prepareFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { mode, uid } = await stat(folder);
  const mine = process.getuid === undefined || uid === process.getuid();
  if (process.platform === 'win32' || (mine && (mode & 0o022) === 0)) return;
  throw new TrackedCronError(
    'SPOOL_FOLDER',
    `${folder} can be written by others: give the spool a folder of the application's own, ` +
      "spool: { folder: '/var/lib/app/spool' }, or run chmod 700.",
    { folder },
  );
}

/** A new name is durable with its folder; where folders can't be opened (Windows), with the file. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Gives an orphaned file to this process. @returns its new path; undefined when another process was faster */
export async function takeOver(path: string): Promise<string | undefined> {
  const taken = join(dirname(path), ownFileName());
  try {
    await rename(path, taken);
    return taken;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
