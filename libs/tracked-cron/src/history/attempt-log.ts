import type { LogChanges, LogChunk } from './log-chunk.js';
import { bytesOf, type CapturedLine } from './log-line.js';

/** How much of an attempt's log is kept. */
export interface LogLimits {
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** What is kept from the beginning: this part of the lines, as far as they take no more than that part of the bytes. */
const HEAD = { lines: 0.1, bytes: 0.25 };
/** Chunks are dropped as wholes, so this part of the bounds may be missing from a full tail. */
const CHUNK_SHARE = 0.02;
/** However much is kept: a page of lines is read by whole chunks, some of them at once. */
const LARGEST_CHUNK = { lines: 200, bytes: 64 * 2 ** 10 };

type Extent = Pick<LogChunk, 'sequence' | 'bytes'> & { readonly lines: number };

/**
 * The log of one attempt: its first lines, then its last ones. Lines are numbered as they come, so that what is dropped
 * between them shows as a gap in the numbers. It does nothing itself: it keeps account of what stands in the database, and
 * says what is to be done there.
 */
export class AttemptLog {
  private readonly head = { lines: 0, bytes: 0, isFull: false };
  /** What lies behind the head and was handed out, oldest first. */
  private readonly tail: Extent[] = [];
  private readonly kept = { lines: 0, bytes: 0 };
  private waiting: CapturedLine[] = [];
  /** Number of the first line that waits. */
  private nextSequence = 1;

  constructor(
    readonly executionId: string,
    readonly attempt: number,
    private readonly limits: LogLimits,
  ) {}

  add(line: CapturedLine): void {
    this.waiting.push(line);
  }

  /** Hands out what has come since the last time, and names what has become too much. */
  take(): LogChanges {
    const chunks = this.cut();
    const surplus = this.trim();
    if (surplus.length === 0) return { chunks, surplus };
    const fresh = new Set(chunks.map(({ sequence }) => sequence));
    return {
      chunks: chunks.filter(({ sequence }) => !surplus.some((gone) => gone.sequence === sequence)),
      surplus: surplus.filter(({ sequence }) => !fresh.has(sequence)),
    };
  }

  private cut(): LogChunk[] {
    const chunks: LogChunk[] = [];
    let lines: CapturedLine[] = [];
    let bytes = 0;
    const close = () => {
      if (lines.length > 0) chunks.push(this.handOut(lines, bytes));
      lines = [];
      bytes = 0;
    };
    const { maxLines, maxBytes } = this.limits;
    const mostLines = Math.min(maxLines * CHUNK_SHARE, LARGEST_CHUNK.lines);
    const mostBytes = Math.min(maxBytes * CHUNK_SHARE, LARGEST_CHUNK.bytes);
    for (const line of this.waiting) {
      const size = bytesOf(line);
      const goesToHead = this.fitsHead(size, lines.length, bytes);
      // a chunk lies on one side of the cut
      if (!this.head.isFull && !goesToHead) {
        close();
        this.head.isFull = true;
      }
      if (lines.length >= mostLines || bytes + size > mostBytes) close();
      lines.push(line);
      bytes += size;
    }
    close();
    this.waiting = [];
    return chunks;
  }

  private fitsHead(size: number, lines: number, bytes: number): boolean {
    const { maxLines, maxBytes } = this.limits;
    return (
      this.head.lines + lines < maxLines * HEAD.lines &&
      this.head.bytes + bytes + size <= maxBytes * HEAD.bytes
    );
  }

  private handOut(lines: CapturedLine[], bytes: number): LogChunk {
    const { executionId, attempt, nextSequence: sequence } = this;
    this.nextSequence += lines.length;
    this.kept.lines += lines.length;
    this.kept.bytes += bytes;
    if (this.head.isFull) {
      this.tail.push({ sequence, lines: lines.length, bytes });
    } else {
      this.head.lines += lines.length;
      this.head.bytes += bytes;
    }
    return { executionId, attempt, sequence, lines, bytes };
  }

  private trim(): LogChanges['surplus'][number][] {
    const { executionId, attempt, kept, limits } = this;
    let end = 0;
    while (end < this.tail.length && (kept.lines > limits.maxLines || kept.bytes > limits.maxBytes)) {
      kept.lines -= this.tail[end].lines;
      kept.bytes -= this.tail[end].bytes;
      end += 1;
    }
    return this.tail.splice(0, end).map(({ sequence }) => ({ executionId, attempt, sequence }));
  }
}
