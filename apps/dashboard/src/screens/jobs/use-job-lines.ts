import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { JobStatus } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { useClock } from '../../time/now.js';
import { linesOf, type JobLine, type Performances } from './job-line.js';
import { performancesQuery } from './performances.js';

const NOT_KNOWN: Performances = new Map();

/** All jobs with how they did, by name. How they did may come later: nobody waits for it. */
export function useJobLines(jobs: readonly JobStatus[]): ReadonlyMap<string, JobLine> {
  const api = useApi();
  const clock = useClock();
  const { data: days = NOT_KNOWN } = useQuery(performancesQuery(api, 'day', clock));
  const { data: weeks = NOT_KNOWN } = useQuery(performancesQuery(api, 'week', clock));
  const [linesNow] = useState(keepLines);
  return useMemo(() => linesNow(jobs, days, weeks), [linesNow, jobs, days, weeks]);
}

/** Remembers the lines, to hand out the same ones as long as they hold the same. */
function keepLines() {
  let known: ReadonlyMap<string, JobLine> = new Map();
  return (jobs: readonly JobStatus[], days: Performances, weeks: Performances) => {
    known = linesOf(jobs, days, weeks, known);
    return known;
  };
}
