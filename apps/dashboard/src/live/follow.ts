import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useIsLive, usePage } from '../app-context.js';
import { POLL_MS } from '../api/queries.js';
import type { Follower } from './connection.js';
import type { LiveChannelName } from './protocol.js';

/** Follows a channel while the component is shown; null for none. */
export function useFollow(channel: LiveChannelName | null, follower: Follower): void {
  const { live } = usePage();
  const latest = useRef(follower);
  useEffect(() => {
    latest.current = follower;
  });
  useEffect(() => {
    if (channel === null) return undefined;
    return live.follow(channel, {
      changed: (items) => latest.current.changed?.(items),
      lines: (lines) => latest.current.lines?.(lines),
      refused: (detail) => latest.current.refused?.(detail),
    });
  }, [live, channel]);
}

/** Follows a channel into the answers that are kept: `write` puts what is in it where the screens read it. */
export function useFollowInto(
  channel: LiveChannelName | null,
  write: (client: QueryClient, items: ReadonlyMap<string, unknown>) => void,
): void {
  const client = useQueryClient();
  useFollow(channel, { changed: (items) => write(client, items) });
}

/** For `refetchInterval` of what a channel keeps up to date: polled while that can't. */
export function usePolling(every = POLL_MS): number | false {
  return useIsLive() ? false : every;
}
