import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api, type Schemas } from '../../api/client.js';
import type { Incident } from './attention.js';
import type { LaneKind, Zoom } from './now.search.js';
import { stripWindow } from './strip/strip-window.js';

const HOUR_MS = 3_600_000;
/** More at once nobody reads. */
const MOST_INCIDENTS = 200;

/** Incidents that are not over: kept up to date by the channel `alerts` while that is live. */
export function incidentsQuery(api: Api) {
  return queryOptions({
    queryKey: ['open-incidents'],
    queryFn: async ({ signal }): Promise<Incident[]> => {
      const query = { limit: MOST_INCIDENTS };
      return (await answerOf(api.GET('/alerts', { signal, params: { query } }))).items;
    },
  });
}

/** The freezes that hold. */
export function freezesQuery(api: Api) {
  return queryOptions({
    queryKey: ['freezes'],
    queryFn: async ({ signal }) => (await answerOf(api.GET('/freezes', { signal }))).items,
  });
}

/** What the last hour came to. @param now the clock to ask */
export function lastHourQuery(api: Api, now: () => number) {
  return queryOptions({
    queryKey: ['last-hour'],
    queryFn: async ({ signal }) => {
      const query = { from: new Date(now() - HOUR_MS).toISOString() };
      return (await answerOf(api.GET('/stats', { signal, params: { query } }))).total;
    },
  });
}

/** Which lanes of the strip are asked for. */
export interface LanesAsked {
  readonly by: LaneKind;
  readonly zoom: Zoom;
  readonly jobNames?: readonly string[];
  readonly group?: string;
  readonly owner?: string;
}

/** How often lanes are laid out anew: what happens meanwhile to jobs is known by their status. Milliseconds. */
const LAID_AGAIN_MS: Record<Zoom, number> = { '1h': 15_000, '6h': 15_000, '24h': 60_000, '7d': 60_000 };

export function lanesQuery(api: Api, { by, zoom, jobNames, group, owner }: LanesAsked, now: () => number) {
  return queryOptions({
    queryKey: ['timeline', by, zoom, jobNames ?? null, group ?? null, owner ?? null],
    queryFn: ({ signal }): Promise<Schemas['Timeline']> => {
      const { from, to } = stripWindow(zoom, now());
      const window = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
      const query = { ...window, by, jobName: jobNames && [...jobNames], group, owner };
      return answerOf(api.GET('/timeline', { signal, params: { query } }));
    },
    refetchInterval: by === 'instance' ? LAID_AGAIN_MS[zoom] / 3 : LAID_AGAIN_MS[zoom],
  });
}
