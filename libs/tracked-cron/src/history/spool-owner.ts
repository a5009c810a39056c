import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that a file of the spool belongs to; written in the file's name, so that a new owner is one rename. */
export interface SpoolOwner {
  readonly host: string;
  readonly pid: number;
  /** When it started, in ticks since the machine did; `-` where the system doesn't say. */
  readonly started: string;
}

const NAME = /^([\w.-]+)~(\d+)~(\d+|-)~[0-9a-f]+\.spool$/;

/** @returns a name that no other file has */
export function ownFileName(): string {
  const { host, pid, started } = thisProcess();
  return `${host}~${pid}~${started}~${randomBytes(4).toString('hex')}.spool`;
}

/** @returns undefined for files that are none of the spool's */
export function ownerOf(fileName: string): SpoolOwner | undefined {
  const [, host, pid, started] = NAME.exec(fileName) ?? [];
  return host === undefined ? undefined : { host, pid: Number(pid), started };
}

/** Whether a process lives; of another machine nobody here can tell. A number may have been given to another process. */
export function livenessOf(owner: SpoolOwner): 'alive' | 'dead' | 'elsewhere' {
  if (owner.host !== thisProcess().host) return 'elsewhere';
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  const started = startOf(owner.pid);
  return started === '-' || owner.started === '-' || started === owner.started ? 'alive' : 'dead';
}

function thisProcess(): SpoolOwner {
  const host = hostname().replace(/[^\w.-]/g, '-') || 'localhost';
  return { host, pid: process.pid, started: startOf(process.pid) };
}

/** Linux says it in the 22nd field; the second one is the program's name and may hold anything. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '-';
  }
}
