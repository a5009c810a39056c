import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '../api/queries.js';
import { useApi } from '../app-context.js';
import { useFollowInto, usePolling } from '../live/follow.js';
import { useFreshness } from '../live/use-freshness.js';
import { duration } from '../time/words.js';

/** How old what is shown is, always in sight. It also keeps the jobs' status up to date for all screens. */
export function FreshnessMark() {
  const api = useApi();
  const { freshness, ageMs } = useFreshness();
  useQuery({ ...statusQuery(api), refetchInterval: usePolling() });
  useFollowInto('jobs', (client, items) =>
    client.setQueryData(statusQuery(api).queryKey, [...items.values()] as never),
  );
  return (
    <span className="freshness" data-freshness={freshness} role="status">
      <span className="freshness-dot" aria-hidden="true" />
      {freshness === 'live' && 'Live'}
      {freshness === 'polling' && 'Polling: no live connection'}
      {freshness === 'stale' && `Stale: nothing heard for ${duration(Math.floor(ageMs / 1_000) * 1_000)}`}
    </span>
  );
}
