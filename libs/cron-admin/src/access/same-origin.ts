import type { AccessRequest } from './cron-admin-access.js';

/**
 * Whether a request that changes something may be answered: not when a browser sends it for a page of another
 * origin. What is not a browser sends neither header.
 */
export function isSameOrigin({ headers }: AccessRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  // The scheme is not compared: behind a proxy that ends TLS we see another one than the browser.
  const from = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : null;
  if (from === null || typeof host !== 'string' || host === '') return false;
  const ours = `${from.protocol}//${host}`;
  return URL.canParse(ours) && new URL(ours).host === from.host;
}
