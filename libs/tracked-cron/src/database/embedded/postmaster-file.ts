import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './run-program.js';

/** What PostgreSQL writes down about itself in its data folder while it runs. */
export interface Postmaster {
  pid: number;
  port: number;
}

/**
 * Reads `postmaster.pid` of a data folder and tells whether its server lives.
 *
 * After a `kill -9` or a power cut the file stays behind. PostgreSQL sees through that when the process is gone, but
 * not when its id belongs to another process by now, as happens after a restart of a container: such a file is
 * removed here.
 *
 * @returns `undefined` when no server runs on this data folder
 */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const path = join(dataFolder, 'postmaster.pid');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const postmaster = parsePostmasterFile(text);
  if (!postmaster || !isAlive(postmaster.pid)) return undefined;
  if ((await isPostgres(postmaster.pid)) === false) {
    await rm(path, { force: true });
    return undefined;
  }
  return postmaster;
}

/** Reads the lines of the file: process id first, port fourth. `undefined` while it is still being written. */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port } : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** `undefined` when it can't be told: then the file is left alone, and PostgreSQL decides. */
async function isPostgres(pid: number): Promise<boolean | undefined> {
  const fromProc = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  if (fromProc !== undefined) return fromProc.trim() === 'postgres';
  const fromPs = await runProgram('ps', ['-p', String(pid), '-o', 'comm=']).catch(() => undefined);
  return fromPs?.code === 0 ? fromPs.output.includes('postgres') : undefined;
}
