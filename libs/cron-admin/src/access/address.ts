import { isIPv6 } from 'node:net';
import type { AccessRequest } from './cron-admin-access.js';

/** What says where something comes from. */
export interface Addressed extends AccessRequest {
  /** As the host's adapter has it, which knows whether a proxy is to be trusted. */
  readonly ip?: string;
}

/**
 * Whom failures are counted for: an address, of IPv6 its network (/64), because who has one has them all. Behind a proxy that
 * the host's adapter isn't told to trust, everybody has that of the proxy.
 */
export function addressOf({ ip = '' }: Addressed): string {
  const bare = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(bare)) return bare;
  const [head, tail] = bare.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - behind.length;
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...behind];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
