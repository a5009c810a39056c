import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Api, Schemas } from './api/client.js';
import type { Host } from './host.js';
import type { LiveConnection } from './live/connection.js';
import type { Action, Session } from './session/session.js';

/** What there is one of in this page. */
export interface Page {
  readonly host: Host;
  readonly api: Api;
  readonly session: Session;
  readonly live: LiveConnection;
}

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('Put it inside of PageProvider.');
  return page;
}

export function useApi(): Api {
  return usePage().api;
}

/** Who is signed in, what they may do, and where. */
export type Me = Schemas['Session'];

const MeContext = createContext<Me | null>(null);
export const MeProvider = MeContext.Provider;

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('Put it inside of the gate: nobody is signed in.');
  return me;
}

/** Whether an action is shown at all; the server refuses what it refuses, whatever is shown. */
export function useMay(): (action: Action) => boolean {
  const { permissions } = useMe();
  return (action) => permissions.includes(action);
}

/** Whether changes come by themselves; otherwise what is shown is asked for again and again. */
export function useIsLive(): boolean {
  const { live } = usePage();
  return useSyncExternalStore(live.subscribe, live.isLive);
}
