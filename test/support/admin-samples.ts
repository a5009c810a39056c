import type { AdminApp } from './admin-app.js';
import type { Operation } from './admin-contract.js';

/** Of the parameters in paths, those that exist. */
export function pathSamples({ completed }: AdminApp): Readonly<Record<string, string>> {
  return { id: completed, jobName: 'standings' };
}

/** What has to be said for a route to have something to do; the others are content with nothing. */
export const QUERIES: Readonly<Record<string, string>> = {
  '/': 'limit=50&count=exact&jobName=broken',
  '/jobs/{jobName}/why': 'at=2026-01-01T00:00:00Z',
};

const YESTERDAY = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };

export const BODIES: Readonly<Record<string, object>> = {
  '/freeze': { group: 'nobody', reason: 'a trial' },
  '/{jobName}/trigger': { parameters: { season: 2026 }, reason: 'a trial' },
  '/{jobName}/backfill': YESTERDAY,
  '/jobs/{jobName}/backfill': YESTERDAY,
};

/** An operation's path with parameters in it. */
export function pathOf({ path }: Operation, samples: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(samples[name] ?? 'none'));
}
