import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useIsLive, usePage } from '../app-context.js';
import { POLL_MS } from '../api/queries.js';
import type { Follower } from './connection.js';
import type { LiveChannelName } from './protocol.js';

/**
 * Follows a channel while the component is shown; null for none.
 * @param since of a log, behind which line; asked when it begins
 */
export function useFollow(
  channel: LiveChannelName | null,
  follower: Follower,
  since?: () => string | undefined,
): void {
  const { live } = usePage();
  const latest = useRef({ follower, since });
  useEffect(() => {
    latest.current = { follower, since };
  });
  useEffect(() => {
    if (channel === null) return undefined;
    const told: Follower = {
      changed: (items) => latest.current.follower.changed?.(items),
      lines: (lines) => latest.current.follower.lines?.(lines),
      refused: (detail) => latest.current.follower.refused?.(detail),
    };
    return live.follow(channel, told, latest.current.since?.());
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
