/** Where a request stands to the page. */
export interface PagePlace {
  /** The mount path as the request has it, with whatever the host puts before it: `/api/admin/cron-jobs`. */
  readonly mount: string;
  /** What is asked for below `dashboard/`; null for `dashboard` itself, without a slash at its end. */
  readonly below: string | null;
}

/**
 * Takes apart the path of a request for the page. Read from the request rather than from what the host configured: prefixes,
 * also those of an application around the host's, are in it as they are. Null where it is spelled so that an adapter finds the page,
 * but nobody who reads the path: no browser does that.
 * @param path as it was sent, dots and all
 * @param mounted the mount path that the host gave us: `admin/cron-jobs`
 */
export function placeOf(path: string, mounted: string): PagePlace | null {
  // Express takes capitals for small letters
  const at = path.toLowerCase().indexOf(`/${mounted}/dashboard`.toLowerCase());
  if (at < 0) return null;
  const end = at + mounted.length + 1;
  const behind = path.slice(end + '/dashboard'.length);
  return { mount: path.slice(0, end), below: behind.startsWith('/') ? behind.slice(1) : null };
}

/** The way from what is asked for up to `dashboard/`, as a browser resolves it: one step for each slash. */
export function wayUp(below: string): string {
  return '../'.repeat(below.split('/').length - 1) || './';
}
