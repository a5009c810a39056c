/** What the address says of this screen. */
export type AlertsSearch = Record<never, never>;

export function readAlertsSearch(): AlertsSearch {
  return {};
}
