import type { HistoryParameters } from '../history/shape.js';

/** Jobs that the page shows; the history knows some more, which have been removed. */
export const SHOWN_JOBS = 500;
/** Of them, those that are due every second. */
export const BUSY_JOBS = 200;
/** What the application is asked for when everything is measured. */
export const OVER = '/over';
export const TOKEN = 'a-token-for-measuring';

/** What the application is told that serves the page. */
export interface ServerParameters extends Pick<HistoryParameters, 'url'> {
  /** Whether there are 200 updates a second; else nothing happens. */
  readonly busy: boolean;
}

/** What the browser is told. */
export interface VisitParameters {
  /** Address of the page, with a slash at its end. */
  readonly url: string;
  /** How often each screen is opened. */
  readonly times: number;
  /** How long frames are counted, milliseconds; 0: not at all. */
  readonly watchMs: number;
}

/** What somebody who looks sees. */
export interface VisitResult {
  /** By screen, milliseconds until its largest part is painted, each time in a new window. */
  readonly paints: Readonly<Record<string, readonly number[]>>;
  /** By what is pressed, milliseconds until the next frame is painted. */
  readonly interactions: Readonly<Record<string, readonly number[]>>;
  /** Part of the frames that were not drawn in time, percent; null where they were not counted. */
  readonly droppedPercent: number | null;
}

export function jobNames(): string[] {
  return Array.from({ length: SHOWN_JOBS }, (_, n) => `module${n % 40}.job${n}`);
}
