import type { Asking } from '../../api/asking.js';
import { incidentQuery, incidentsQuery } from './alerts.queries.js';
import type { AlertsSearch } from './alerts.search.js';

/** What the screen asks first: about incidents, which most who come here come for. */
export function beginAlerts({ client, api }: Asking, search: AlertsSearch): void {
  const { tab = 'incidents', incident } = search;
  if (incident !== undefined) void client.prefetchQuery(incidentQuery(api, incident));
  else if (tab === 'incidents') void client.prefetchQuery(incidentsQuery(api, search));
}
