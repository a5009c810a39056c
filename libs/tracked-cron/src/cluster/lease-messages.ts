import type { ResolvedDatabaseOptions } from '../database/database.options.js';
import type { LeaseTaken, TimedRenewal } from './held-lease.js';
import type { InstanceDescription } from './lease.repository.js';

/** What the thread that keeps the lease is started with. */
export interface LeaseThreadData {
  readonly database: ResolvedDatabaseOptions;
  readonly application: string;
  readonly environment: string;
  readonly leaseTtl: number;
  readonly loopStallLimit: number;
  readonly pulse: SharedArrayBuffer;
  /** What its connection listens to; null for nothing. */
  readonly channel: string | null;
  /** What the clock of the machine, which all threads share, is ahead of the main thread's monotonic one, milliseconds. */
  readonly clockAhead: number;
}

/** What the main thread asks for. */
export type LeaseRequest =
  | { readonly what: 'take'; readonly id: string; readonly description: InstanceDescription }
  | { readonly what: 'renew' }
  | { readonly what: 'forget' }
  | { readonly what: 'release' };

/** A request, numbered, so that its answer finds back. */
export interface NumberedRequest {
  readonly number: number;
  readonly request: LeaseRequest;
}

/** An error, as far as it survives the way between threads. */
export interface Trouble {
  readonly message: string;
  readonly code: string | undefined;
}

export type LeaseAnswer = LeaseTaken | TimedRenewal | void;

/** What the thread says: the answer to a request, what a renewal of its own brought, or what its connection heard. */
export type LeaseWord =
  | { readonly number: number; readonly answer: LeaseAnswer }
  | { readonly number: number; readonly trouble: Trouble }
  | { readonly renewal: TimedRenewal | undefined }
  | { readonly trouble: Trouble }
  | LineWord;

/** What became of the connection that listens, and what came in on it. */
export type LineWord =
  { readonly line: 'opened' | 'closed' } | { readonly line: 'heard'; readonly payload: string };

/** @returns what can be sent of whatever was thrown */
export function troubleOf(error: unknown): Trouble {
  // several addresses refused: the first says it all
  if (error instanceof AggregateError && error.message === '') return troubleOf(error.errors[0]);
  const { message, code } = error as { message?: string; code?: unknown };
  return { message: message ?? String(error), code: typeof code === 'string' ? code : undefined };
}

export function errorOf({ message, code }: Trouble): Error {
  return Object.assign(new Error(message), { code });
}
