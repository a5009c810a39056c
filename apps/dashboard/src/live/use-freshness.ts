import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery, statusQuery } from '../api/queries.js';
import { useApi, useIsLive, usePage } from '../app-context.js';
import { useNow } from '../time/now.js';
import { freshnessOf, type Freshness } from './freshness.js';

/** How up to date the jobs are that are shown, and how long ago they were last heard of, milliseconds. */
export function useFreshness(): { readonly freshness: Freshness; readonly ageMs: number } {
  const { live } = usePage();
  const isLive = useIsLive();
  useNow(); // it grows older each second
  const now = Date.now(); // by our own clock, as the other two instants
  const heardAt = useSyncExternalStore(live.subscribe, live.heardAt);
  const api = useApi();
  const { dataUpdatedAt } = useQuery({ ...statusQuery(api), enabled: false });
  // before anything is known of the jobs, the server has said who we are
  const { dataUpdatedAt: knownAt } = useQuery({ ...sessionQuery(api), enabled: false });
  const ageMs = Math.max(0, now - Math.max(dataUpdatedAt || knownAt, isLive ? now : heardAt));
  return { freshness: freshnessOf(ageMs, isLive), ageMs };
}
