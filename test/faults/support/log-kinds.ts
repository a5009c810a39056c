/** Lines of a log that say the same but for their numbers and causes. */
export interface LogKind {
  readonly what: string;
  /** When they were written; whole seconds since the epoch, by the clock of this machine. */
  readonly at: readonly number[];
}

/** How Nest writes a line: who, when, which level, which part. */
const LINE = /^\[Nest\] \d+ {2}- (.+?) +(?:WARN|ERROR|FATAL) \[TrackedCron\] (.+)$/gm;

/** Sorts the lines of a Nest application's log that are the library's. */
export function logKinds(log: string): LogKind[] {
  const kinds = new Map<string, number[]>();
  for (const [, time, text] of log.matchAll(LINE)) {
    // a cause stands in brackets, or at the end of a sentence
    const what = text
      .replace(/\(.*\)/, '(…)')
      .replace(/\d+/g, 'n')
      .slice(0, 60);
    const at = kinds.get(what) ?? [];
    at.push(Date.parse(time) / 1_000);
    kinds.set(what, at);
  }
  return [...kinds].map(([what, at]) => ({ what, at }));
}

/** Seconds between the two lines that came closest. */
export function shortestGap({ at }: LogKind): number {
  return Math.min(Infinity, ...at.slice(1).map((one, nth) => one - at[nth]));
}
