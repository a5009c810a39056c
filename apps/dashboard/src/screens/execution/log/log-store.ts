import type { Schemas } from '../../../api/client.js';
import { asProblem, type ApiProblem } from '../../../api/problem.js';
import { isBehind, isMeant, nameOf, type LogFilter, type LogLine } from './log-line.js';

/** Lines that are held at once: more nobody reads, and a search finds. */
export const MOST_LINES = 200_000;

/** What a log comes to, as far as it was read. */
export interface LogState {
  /** Grows with each change; the lines are the same list all the time. */
  readonly version: number;
  /** All that there is was read; more may come while it runs. */
  readonly isThrough: boolean;
  readonly problem: ApiProblem | null;
}

type ReadPage = (after: string | undefined, signal: AbortSignal) => Promise<Schemas['LogPage']>;

/**
 * Reads a log page after page, up to where it ends, and takes what comes behind. A store for React's `useSyncExternalStore`:
 * a hundred thousand lines are not copied for each page.
 */
export class LogStore {
  readonly lines: LogLine[] = [];
  private readonly listeners = new Set<() => void>();
  private known: LogState = { version: 0, isThrough: false, problem: null };
  private place: string | null;
  private reading: AbortController | null = null;

  /** @param start behind which line it begins; undefined for the beginning */
  constructor(
    private readonly readPage: ReadPage,
    private readonly filter: LogFilter,
    start?: string,
  ) {
    this.place = start ?? null;
  }

  readonly state = () => this.known;

  /** Up to where it was read: for the live channel to go on from. */
  readonly position = () => this.place ?? undefined;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Reads what there is behind what was read. One at a time. */
  async read(): Promise<void> {
    if (this.reading !== null) return;
    const reading = new AbortController();
    this.reading = reading;
    try {
      let told = this.lines.length;
      for (let goesOn = true; goesOn;) {
        const { items, page } = await this.readPage(this.place ?? undefined, reading.signal);
        if (reading.signal.aborted) return;
        this.append(items);
        this.place = page.next ?? this.place;
        goesOn = page.more && this.lines.length < MOST_LINES;
        // told in steps that grow: who lays out all lines anew each time does so a few times, and not for each page
        if (!goesOn || this.lines.length >= 2 * told) {
          told = this.lines.length;
          this.change({ isThrough: !page.more, problem: null });
        }
      }
    } catch (error) {
      if (!reading.signal.aborted) this.change({ problem: asProblem(error) });
    } finally {
      if (this.reading === reading) this.reading = null;
    }
  }

  stop(): void {
    this.reading?.abort();
    this.reading = null;
  }

  /** Lines that came by themselves, all of the log's. */
  take(lines: readonly LogLine[]): void {
    const news = lines.filter((line) => isBehind(line, this.place));
    const last = news.at(-1);
    if (!last || this.lines.length >= MOST_LINES) return;
    this.place = nameOf(last);
    this.append(news.filter((line) => isMeant(line, this.filter)));
    this.change({});
  }

  private append(lines: readonly LogLine[]): void {
    for (const line of lines) this.lines.push(line);
  }

  private change(change: Partial<LogState>): void {
    this.known = { ...this.known, ...change, version: this.known.version + 1 };
    for (const listener of this.listeners) listener();
  }
}
