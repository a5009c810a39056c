import type { AdminApp } from './admin-app.js';
import type { Operation } from './admin-contract.js';

/** Of the parameters in paths, those that exist. */
export function pathSamples({
  completed,
  fingerprint,
  incident,
}: AdminApp): Readonly<Record<string, string>> {
  return {
    id: completed,
    jobName: 'standings',
    fingerprint,
    incidentId: incident,
    key: 'mute:standings',
  };
}

/** What has to be said for a route to have something to do; the others are content with nothing. */
export const QUERIES: Readonly<Record<string, string>> = {
  '/': 'limit=50&count=exact&jobName=broken',
  '/marks': 'from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z',
  '/reports/groups': 'groupBy=group',
  '/jobs/{jobName}/why': 'at=2026-01-01T00:00:00Z',
};

/** The headers without which a route does nothing. */
export const HEADERS: Readonly<Record<string, Record<string, string>>> = {
  '/{jobName}/config': { 'If-Match': '*' },
  '/jobs/{jobName}/config': { 'If-Match': '*' },
  '/alerts/preferences/{key}': { 'If-Match': '*' },
};

const CONFIGURATION = { timeout: '30s', reason: 'a trial' };
const YESTERDAY = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };

export const BODIES: Readonly<Record<string, object>> = {
  '/session': { ticket: 'that-nobody-made' },
  '/freeze': { group: 'nobody', reason: 'a trial' },
  '/{jobName}/trigger': { parameters: { season: 2026 }, reason: 'a trial' },
  '/{jobName}/backfill': YESTERDAY,
  '/jobs/{jobName}/backfill': YESTERDAY,
  '/{jobName}/config': CONFIGURATION,
  '/jobs/{jobName}/config': CONFIGURATION,
  '/scrub': { text: 'nowhere to be found', dryRun: true, reason: 'a trial' },
  '/alerts/{incidentId}/snooze': { until: '2999-01-01T00:00:00Z', reason: 'a trial' },
  '/alerts/preferences/{key}': { value: true, until: '2999-01-01T00:00:00Z', reason: 'a trial' },
  '/alerts/test': { channel: 'pager', reason: 'a trial' },
  '/alerts/dry-run': { jobName: 'standings' },
  '/bulk': { action: 'resume', jobNames: ['standings'], expectedCount: 1, reason: 'a trial' },
};

/** An operation's path with parameters in it. */
export function pathOf({ path }: Operation, samples: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(samples[name] ?? 'none'));
}
