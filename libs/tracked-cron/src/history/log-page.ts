import { isAtLeast, type LogLine, type StoredLine } from './log-line.js';
import {
  DEFAULT_LOG_LIMIT,
  writePosition,
  type LogPage,
  type LogPosition,
  type LogQuery,
} from './log-query.js';

/** A chunk, as much of it as a reader needs. */
export interface ReadChunk extends LogPosition {
  readonly lines: readonly StoredLine[];
}

/** Gathers the lines of a page from chunks that are handed in one after the other. */
export class LogPageReader {
  private readonly items: LogLine[] = [];
  private readonly limit: number;
  private readonly needle: string | undefined;
  private more = false;
  /** The line that the page has come to. */
  private reached: LogPosition;
  /** The last line that was looked at. */
  private seen: LogPosition;
  private dropped = 0;

  constructor(
    private readonly query: LogQuery,
    after: LogPosition,
  ) {
    this.limit = query.last ?? query.limit ?? DEFAULT_LOG_LIMIT;
    this.needle = query.search?.toLowerCase();
    this.reached = this.seen = after;
  }

  /** Where the next chunk has to have lines behind. */
  get position(): LogPosition {
    return this.seen;
  }

  /** @returns whether the page wants further chunks */
  take(chunk: ReadChunk): boolean {
    const { attempt } = chunk;
    for (const [index, line] of chunk.lines.entries()) {
      const sequence = chunk.sequence + index;
      if (!this.isAhead(attempt, sequence)) continue;
      this.dropped += sequence - 1 - (attempt === this.seen.attempt ? this.seen.sequence : 0);
      this.seen = { attempt, sequence };
      if (!this.matches(line)) continue;
      if (this.items.length === this.limit) {
        this.more = true;
        return false;
      }
      const [at, level, context, text] = line;
      this.items.push({
        attempt,
        sequence,
        at: new Date(at),
        level,
        context,
        text,
        dropped: this.dropped,
      });
      this.dropped = 0;
      this.reached = this.seen;
    }
    return true;
  }

  finish(): Pick<LogPage, 'items' | 'page'> {
    const { attempt, sequence } = this.more ? this.reached : this.seen;
    const next = attempt === 0 ? null : writePosition({ attempt, sequence });
    return { items: this.items, page: { next, more: this.more, limit: this.limit } };
  }

  private isAhead(attempt: number, sequence: number): boolean {
    return attempt === this.seen.attempt ? sequence > this.seen.sequence : attempt > this.seen.attempt;
  }

  private matches([, level, context, text]: StoredLine): boolean {
    if (this.query.level !== undefined && !isAtLeast(level, this.query.level)) return false;
    if (this.needle === undefined) return true;
    return text.toLowerCase().includes(this.needle) || !!context?.toLowerCase().includes(this.needle);
  }
}
