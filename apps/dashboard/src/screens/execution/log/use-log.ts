import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { answerOf } from '../../../api/client.js';
import { POLL_MS } from '../../../api/queries.js';
import { useApi, useIsLive } from '../../../app-context.js';
import { useFollow } from '../../../live/follow.js';
import type { LogFilter } from './log-line.js';
import { LogStore, type LogState } from './log-store.js';

const LINES_A_PAGE = 1_000;

interface Log extends LogState {
  readonly store: LogStore;
}

/** The log of an execution, read as a whole, and followed while it runs. @param start behind which line it begins */
export function useLog(id: string, isInFlight: boolean, { level, find }: LogFilter, start?: string): Log {
  const api = useApi();
  const isLive = useIsLive();
  const store = useMemo(() => {
    const read = (after: string | undefined, signal: AbortSignal) =>
      answerOf(
        api.GET('/{id}/logs', {
          signal,
          params: { path: { id }, query: { after, level, search: find, limit: LINES_A_PAGE } },
        }),
      ).then((page) => {
        // asked for as JSON, it is no file
        if (typeof page === 'string') throw new Error('The server sent the log as a file.');
        return page;
      });
    return new LogStore(read, { level, find }, start);
  }, [api, id, level, find, start]);
  const state = useSyncExternalStore(store.subscribe, store.state);
  useEffect(() => {
    void store.read();
    return () => store.stop();
    // what it logged last may come after the word that it has ended: it is read once more then
  }, [store, isInFlight]);
  useFollow(
    isInFlight && state.isThrough ? `logs:${id}` : null,
    { lines: ({ lines }) => store.take(lines as never) },
    store.position,
  );
  useEffect(() => {
    if (!isInFlight || isLive) return undefined;
    const timer = window.setInterval(() => void store.read(), POLL_MS);
    return () => window.clearInterval(timer);
  }, [store, isInFlight, isLive]);
  return { store, ...state };
}
