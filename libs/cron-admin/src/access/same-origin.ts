import { ProblemException } from '../api/problem.exception.js';
import type { AccessRequest } from './cron-admin-access.js';
import { invalidAccess } from './invalid-access.js';

/**
 * Whether a request that changes something, or the handshake of a socket, may be answered: not when a browser sends it for a
 * page of another origin. What is not a browser sends neither header. `X-Forwarded-Host` is not read: where nobody in front
 * of us sets it, whoever sends the request does.
 * @param origins others that the page may be served under: a proxy that rewrites `Host` has the browser's
 */
export function isSameOrigin({ headers }: AccessRequest, origins: readonly string[] = []): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  if (origin === undefined) return true;
  // The scheme is not compared: behind a proxy that ends TLS we see another one than the browser.
  const from = typeof origin === 'string' && URL.canParse(origin) ? new URL(origin) : null;
  if (from !== null && origins.includes(from.origin)) return true;
  if (from === null || typeof host !== 'string' || host === '') return false;
  const ours = `${from.protocol}//${host}`;
  return URL.canParse(ours) && new URL(ours).host === from.host;
}

/** @throws ProblemException `cross-origin` for what a browser sends for a page of another origin */
export function assertSameOrigin(request: AccessRequest, origins: readonly string[]): void {
  if (isSameOrigin(request, origins)) return;
  throw new ProblemException('cross-origin', 'A browser may send this only from a page of the same origin.');
}

/** Origins as browsers write them. @throws TrackedCronError `INVALID_OPTION` */
export function checkOrigins(origins: readonly string[] = []): readonly string[] {
  return origins.map((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
    throw invalidAccess(
      'CronAdminModule',
      `origins has "${text}". Write scheme, host and port only: 'https://ops.example.com'.`,
    );
  });
}
