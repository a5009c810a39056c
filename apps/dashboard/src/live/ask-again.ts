import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useFollow } from './follow.js';
import type { LiveChannelName } from './protocol.js';

/** Changes are gathered for so long: what many jobs do at once is asked for once. Milliseconds. */
const GATHERED_MS = 1_000;

/** For answers that no channel carries: asks for them again after something has changed in one that tells of it. */
export function useAskAgain(channel: LiveChannelName, queryKey: readonly unknown[]): void {
  const client = useQueryClient();
  const timer = useRef<number>(undefined);
  useFollow(channel, {
    changed: () => {
      timer.current ??= window.setTimeout(() => {
        timer.current = undefined;
        void client.invalidateQueries({ queryKey });
      }, GATHERED_MS);
    },
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
}
