/** What the server says of itself in the page it sends. */
interface Said {
  /** The mount path as the application knows it, its global prefix included: `/api/admin/cron-jobs`. */
  readonly mount?: string;
  /** The socket.io namespace, to which a global prefix does not apply. */
  readonly namespace?: string;
  /** Where socket.io listens; null where it does not. */
  readonly socketPath?: string;
  readonly live?: boolean;
  /** How people prove who they are: with a token, or by what their browser sends to the host anyway. */
  readonly signIn?: 'token' | 'host';
  /** Where the host signs people in. */
  readonly signInUrl?: string;
  readonly version?: string;
}

/** Where this page is, and what it stands on. */
export interface Host {
  /** Path of the page, without a slash at its end: the router's base. */
  readonly base: string;
  /** Address of the API, without a slash at its end. */
  readonly api: string;
  readonly namespace: string;
  readonly socketPath: string;
  readonly live: boolean;
  readonly signIn: 'token' | 'host';
  readonly signInUrl: string | null;
  readonly version: string;
}

/**
 * @param baseUrl of the page, as `<base>` makes it: `https://ops.example.com/tools/admin/cron-jobs/dashboard/`
 * @param said content of the meta tag `tracked-cron`
 */
export function readHost(baseUrl: string, said: string): Host {
  const { mount, namespace, socketPath, live, signIn, signInUrl, version } = JSON.parse(said) as Said;
  const page = new URL('./', baseUrl);
  const api = new URL('../', page);
  const seen = withoutSlash(api.pathname);
  // what a proxy puts before the application's own paths, and takes away again
  const prefix = mount !== undefined && seen.endsWith(mount) ? seen.slice(0, -mount.length) : '';
  return {
    base: withoutSlash(page.pathname),
    api: withoutSlash(api.href),
    namespace: namespace ?? mount ?? seen,
    socketPath: prefix + (socketPath ?? '/socket.io'),
    live: live ?? true,
    signIn: signIn ?? 'token',
    signInUrl: signInUrl ?? null,
    version: version ?? '',
  };
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}
