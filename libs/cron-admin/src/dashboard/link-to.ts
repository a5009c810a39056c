import type { AddressInfo } from 'node:net';

/** What is needed of a server to know its address. */
export interface Listening {
  once?(event: 'listening', listener: () => void): unknown;
  address(): AddressInfo | string | null;
  /** Of a server that speaks TLS. */
  readonly setSecureContext?: unknown;
}

/**
 * The address of the page on the machine that serves it, with a ticket behind it where no log and no server sees it; null
 * where the server listens on no port.
 * @param path what lies before `dashboard/`, with or without slashes
 */
export function linkTo(server: Listening, path: readonly string[], ticket: string): string | null {
  const address = server.address();
  if (address === null || typeof address === 'string') return null;
  const protocol = server.setSecureContext === undefined ? 'http' : 'https';
  const isAny = ['::', '0.0.0.0'].includes(address.address);
  const host = isAny ? 'localhost' : address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const segments = path.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  return `${protocol}://${host}:${address.port}/${[...segments, 'dashboard'].join('/')}/#ticket=${ticket}`;
}
