import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '../api/queries.js';
import { useApi, useIsLive } from '../app-context.js';
import type { Freshness } from '../live/freshness.js';
import { useFollowInto, usePolling } from '../live/follow.js';
import { useFreshness } from '../live/use-freshness.js';
import { useIsSettled } from '../live/use-is-settled.js';
import { duration } from '../time/words.js';

/** How old what is shown is, always in sight. It also keeps the jobs' status up to date for all screens. */
export function FreshnessMark() {
  const api = useApi();
  const { freshness, ageMs } = useFreshness();
  const isSettled = useIsSettled();
  const isLive = useIsLive();
  // the channel begins with all of them
  useQuery({ ...statusQuery(api), refetchInterval: usePolling(), enabled: isSettled && !isLive });
  useFollowInto(isSettled ? 'jobs' : null, (client, items) =>
    client.setQueryData(statusQuery(api).queryKey, [...items.values()] as never),
  );
  return (
    <span className="freshness" data-freshness={freshness} title={MEANING[freshness]}>
      <span className="freshness-dot" aria-hidden="true" />
      <span role="status">
        {WORDS[freshness]}
        <span className="unseen">: {MEANING[freshness]}</span>
      </span>
      {/* counted each second: nobody wants that read out */}
      {freshness !== 'live' && (
        <span aria-hidden="true">{duration(Math.floor(ageMs / 1_000) * 1_000)} old</span>
      )}
    </span>
  );
}

const WORDS: Readonly<Record<Freshness, string>> = { live: 'Live', polling: 'Polling', stale: 'Stale' };

const MEANING: Readonly<Record<Freshness, string>> = {
  live: 'changes are shown as they happen.',
  polling: 'there is no live connection, so the page asks again every few seconds.',
  stale: 'the application does not answer. What you see may be wrong by now.',
};
