import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api } from '../../api/client.js';
import { SEVERITIES, PERIODS, type Incident, type Period } from './alert-words.js';
import type { AlertsSearch } from './alerts.search.js';

const LIMIT = 200;

/** Which incidents are looked at. */
export type IncidentFilters = Pick<AlertsSearch, 'past' | 'severity' | 'jobName' | 'group' | 'owner'>;

function given({ severity, jobName, group, owner }: IncidentFilters) {
  return {
    ...(severity && { severity }),
    ...(jobName !== undefined && { jobName }),
    ...(group !== undefined && { group }),
    ...(owner !== undefined && { owner }),
  };
}

export function incidentsQuery(api: Api, filters: IncidentFilters) {
  const { past } = filters;
  const query = { ...given(filters), ...(past && { state: ['resolved' as const] }), limit: LIMIT };
  return queryOptions({
    queryKey: ['incidents', past ?? 'no', given(filters)],
    queryFn: async ({ signal }) => (await answerOf(api.GET('/alerts', { signal, params: { query } }))).items,
  });
}

/** What the live channel has, narrowed down as the API does it: the newest first. */
export function fitting(
  incidents: Iterable<Incident>,
  { severity, jobName, group, owner }: IncidentFilters,
): Incident[] {
  const least = severity === undefined ? 0 : SEVERITIES.indexOf(severity);
  return [...incidents]
    .filter((one) => SEVERITIES.indexOf(one.severity) >= least)
    .filter((one) => jobName === undefined || one.subject === jobName)
    .filter(
      (one) => (group === undefined || one.group === group) && (owner === undefined || one.owner === owner),
    )
    .sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
}

export function incidentQuery(api: Api, incidentId: string) {
  return queryOptions({
    queryKey: ['incident', incidentId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/alerts/{incidentId}', { signal, params: { path: { incidentId } } })),
  });
}

export function notificationsQuery(api: Api, { state, channel }: AlertsSearch) {
  const query = {
    limit: LIMIT,
    ...(state && { state: [...state] }),
    ...(channel !== undefined && { channel }),
  };
  return queryOptions({
    queryKey: ['notifications', state, channel],
    refetchInterval: 10_000,
    queryFn: ({ signal }) => answerOf(api.GET('/alerts/notifications', { signal, params: { query } })),
  });
}

export function routesQuery(api: Api) {
  return queryOptions({
    queryKey: ['alert routes'],
    refetchInterval: 30_000,
    queryFn: async ({ signal }) => (await answerOf(api.GET('/alerts/routes', { signal }))).items,
  });
}

export function channelsQuery(api: Api) {
  return queryOptions({
    queryKey: ['alert channels'],
    refetchInterval: 10_000,
    queryFn: async ({ signal }) => (await answerOf(api.GET('/alerts/channels', { signal }))).items,
  });
}

export function preferencesQuery(api: Api) {
  return queryOptions({
    queryKey: ['alert preferences'],
    refetchInterval: 10_000,
    queryFn: async ({ signal }) => (await answerOf(api.GET('/alerts/preferences', { signal }))).items,
  });
}

/** @param now milliseconds since the epoch, by the server's clock */
export function statsQuery(api: Api, period: Period, now: () => number) {
  return queryOptions({
    queryKey: ['alert stats', period],
    refetchInterval: 30_000,
    queryFn: ({ signal }) => {
      const from = new Date(now() - PERIODS[period].ms).toISOString();
      return answerOf(api.GET('/alerts/stats', { signal, params: { query: { from } } }));
    },
  });
}
