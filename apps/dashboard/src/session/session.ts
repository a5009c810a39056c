import type { Schemas } from '../api/client.js';

const KEY = 'tracked-cron.token';

/**
 * The token of this tab: kept in its session storage, so that it lives as long as the tab and no other site can read it.
 * A store for React's `useSyncExternalStore`.
 */
export class Session {
  private readonly listeners = new Set<() => void>();
  private known: { readonly token: string | null; readonly refused: boolean };

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.known = { token: storage.getItem(KEY), refused: false };
  }

  /** `refused`: whether what the browser has was not enough. */
  readonly state = () => this.known;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly enter = (token: string) => {
    this.storage.setItem(KEY, token);
    this.change({ token, refused: false });
  };

  readonly leave = () => {
    this.storage.removeItem(KEY);
    this.change({ token: null, refused: true });
  };

  /** The server doesn't know us, or no longer. */
  readonly rejected = () => {
    if (!this.known.refused) this.leave();
  };

  /** For hosts that know people by something else: ask again. */
  readonly retry = () => this.change({ ...this.known, refused: false });

  private change(known: { token: string | null; refused: boolean }): void {
    this.known = known;
    for (const listener of this.listeners) listener();
  }
}

/** What somebody may do, as the API names it. */
export type Action = Schemas['Session']['permissions'][number];

/**
 * What a link brought along behind its `#`, where no server, proxy or log sees it: `ticket` is good once, `token` is one.
 * @returns null where the address has neither
 */
export function broughtBy(fragment: string): { readonly ticket: string } | { readonly token: string } | null {
  const values = new URLSearchParams(fragment.replace(/^#/, ''));
  const ticket = values.get('ticket');
  if (ticket) return { ticket };
  const token = values.get('token');
  return token ? { token } : null;
}
