import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { asProblem, type ApiProblem } from '../../../api/problem.js';
import type { Schemas } from '../../../api/client.js';
import { useApi } from '../../../app-context.js';
import { useClock } from '../../../time/now.js';
import { lanesQuery } from '../now-queries.js';
import type { NowSearch } from '../now.search.js';

/** Lanes that are asked for together: as many names as every proxy takes in an address. */
const CHUNK = 40;

/** A lane as the API laid it out, and when. */
export interface LaidLane {
  readonly lane: Schemas['TimelineLane'];
  readonly at: number;
}

export interface LaidLanes {
  /** By the lane's id. */
  readonly lanes: ReadonlyMap<string, LaidLane>;
  readonly isLoading: boolean;
  readonly problem: ApiProblem | null;
}

/**
 * Lanes of jobs, those in sight and a few around them: asked for in the order in which they are shown.
 * @param seen of the names, the first and the last one in sight
 */
export function useJobLanes(
  names: readonly string[],
  seen: readonly [number, number],
  zoom: NonNullable<NowSearch['zoom']>,
): LaidLanes {
  const api = useApi();
  const clock = useClock();
  const [first, last] = seen.map((nth) => Math.floor(nth / CHUNK));
  const chunks = Array.from({ length: Math.max(0, last - first + 1) }, (_, nth) =>
    names.slice((first + nth) * CHUNK, (first + nth + 1) * CHUNK),
  ).filter(({ length }) => length > 0);
  const answers = useQueries({
    queries: chunks.map((jobNames) => ({
      ...lanesQuery(api, { by: 'job', zoom, jobNames }, clock),
      // lanes in another order are the same lanes
      placeholderData: (before: Schemas['Timeline'] | undefined) => before,
    })),
    combine: (results) => ({
      timelines: results.flatMap(({ data }) => (data ? [data] : [])),
      isLoading: results.some(({ isPending }) => isPending),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  });
  return useLaid(answers);
}

/** Lanes of instances: they are not known before they are asked for. */
export function useInstanceLanes(
  isAsked: boolean,
  { zoom = '1h', group, owner }: NowSearch,
  jobNames: readonly string[] | undefined,
): LaidLanes {
  const api = useApi();
  const clock = useClock();
  const query = { by: 'instance', zoom, group, owner, jobNames } as const;
  const { data, isPending, error } = useQuery({ ...lanesQuery(api, query, clock), enabled: isAsked });
  const timelines = useMemo(() => (data ? [data] : []), [data]);
  return useLaid({ timelines, isLoading: isPending, error });
}

function useLaid({
  timelines,
  isLoading,
  error,
}: {
  timelines: readonly Schemas['Timeline'][];
  isLoading: boolean;
  error: Error | null;
}): LaidLanes {
  const lanes = useMemo(() => {
    const laid = timelines.flatMap(({ lanes, at }) => lanes.map((lane) => ({ lane, at: Date.parse(at) })));
    return new Map(laid.map((one) => [one.lane.id, one]));
  }, [timelines]);
  return { lanes, isLoading, problem: error && asProblem(error) };
}
