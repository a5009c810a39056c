import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { isBehind } from './is-behind.js';
import type { LaidLane } from './use-lanes.js';

/** Many changes come together, and none of them is worth more than this. */
const SETTLED_MS = 1_500;

/** Has lanes laid out anew as soon as something became of their jobs that they don't know. */
export function useLayAgain(
  lanes: ReadonlyMap<string, LaidLane>,
  jobs: ReadonlyMap<string, JobStatus>,
): void {
  const client = useQueryClient();
  const behind = [...lanes].some(([id, { lane, at }]) => {
    const job = jobs.get(id);
    return job !== undefined && isBehind(lane, at, job);
  });
  useEffect(() => {
    if (!behind) return undefined;
    const timer = window.setTimeout(
      () => void client.invalidateQueries({ queryKey: ['timeline'] }),
      SETTLED_MS,
    );
    return () => window.clearTimeout(timer);
  }, [behind, lanes, client]);
}
