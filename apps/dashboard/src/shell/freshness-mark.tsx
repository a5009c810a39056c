import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { statusQuery } from '../api/queries.js';
import { useApi, useIsLive, usePage } from '../app-context.js';
import { freshnessOf } from '../live/freshness.js';
import { useFollowInto, usePolling } from '../live/follow.js';
import { useNow } from '../time/now.js';
import { duration } from '../time/words.js';

/** How old what is shown is, always in sight. It also keeps the jobs' status up to date for all screens. */
export function FreshnessMark() {
  const api = useApi();
  const { live } = usePage();
  const isLive = useIsLive();
  const now = useNow();
  const heardAt = useSyncExternalStore(live.subscribe, live.heardAt);
  const { dataUpdatedAt } = useQuery({ ...statusQuery(api), refetchInterval: usePolling() });
  useFollowInto('jobs', (client, items) =>
    client.setQueryData(statusQuery(api).queryKey, [...items.values()] as never),
  );
  const ageMs = Math.max(0, now - Math.max(dataUpdatedAt, isLive ? now : heardAt));
  const freshness = freshnessOf(ageMs, isLive);
  return (
    <span className="freshness" data-freshness={freshness} role="status">
      <span className="freshness-dot" aria-hidden="true" />
      {freshness === 'live' && 'Live'}
      {freshness === 'polling' && 'Polling: no live connection'}
      {freshness === 'stale' && `Stale: nothing heard for ${duration(Math.floor(ageMs / 1_000) * 1_000)}`}
    </span>
  );
}
