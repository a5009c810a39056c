import type { Schemas } from '../../api/client.js';
import type { ReportKey, ReportSort } from './report-words.js';

type Sortable = Schemas['Performance'] & { readonly jobName: string };

const VALUES: Readonly<Record<ReportKey, (line: Sortable) => number | string | null | undefined>> = {
  jobName: ({ jobName }) => jobName,
  runs: ({ runs }) => runs,
  successRate: ({ successRate }) => successRate,
  p50: ({ duration }) => duration?.p50,
  p95: ({ duration }) => duration?.p95,
  lateness: ({ lateness }) => lateness?.p95,
  missed: ({ missed }) => missed,
  totalMs: ({ totalMs }) => totalMs,
};

/** In the order that the API has for jobs: what a line lacks comes last, whichever the direction. */
export function sortedLines<Line extends Sortable>(lines: readonly Line[], sort: ReportSort): Line[] {
  const descending = sort.startsWith('-');
  const value = VALUES[sort.replace(/^-/, '') as ReportKey];
  return [...lines].sort((a, b) => {
    const [first, second] = [value(a) ?? null, value(b) ?? null];
    if (first === second) return a.jobName < b.jobName ? -1 : 1;
    if (first === null || second === null) return first === null ? 1 : -1;
    return first < second === descending ? 1 : -1;
  });
}
