import type { CapturedLine } from './log-line.js';

/** Which chunk: the execution, its attempt, and the number of the first line. */
export interface LogChunkKey {
  readonly executionId: string;
  readonly attempt: number;
  readonly sequence: number;
}

/** Some consecutive lines of an attempt, on their way to the database. */
export interface LogChunk extends LogChunkKey {
  readonly lines: readonly CapturedLine[];
  readonly bytes: number;
}

/** What an attempt has to have done in the database: chunks to write, and written ones that no longer fit its bounds. */
export interface LogChanges {
  readonly chunks: readonly LogChunk[];
  readonly surplus: readonly LogChunkKey[];
}

export function keyOf({ executionId, attempt, sequence }: LogChunkKey): string {
  return `${executionId} ${attempt} ${sequence}`;
}
