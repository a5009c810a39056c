import type { Addressed } from '../access/address.js';
import type { AccessRequest } from '../access/cron-admin-access.js';

/** What we read of a request, the same on Express and Fastify. */
export interface AdminRequest extends Addressed {
  readonly method: string;
  readonly params?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** What the host's logger calls it; Fastify numbers every request. */
  readonly id?: unknown;
}

/** A header that can be sent once only; undefined when it was not sent. */
export function headerOf(request: AccessRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}
