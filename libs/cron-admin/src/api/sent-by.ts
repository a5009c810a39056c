import { principalOf } from '../access/access.guard.js';
import { headerOf, type AdminRequest } from './admin-request.js';

/** Who asks, and in which request, as every deciding method of the manager takes it. */
export function sentBy(request: AdminRequest): { by?: string; requestId?: string } {
  const by = principalOf(request)?.name;
  const requestId = requestIdOf(request);
  return { ...(by !== undefined && { by }), ...(requestId !== undefined && { requestId }) };
}

/** The id that a proxy or client gave the request, else the one that the host's logger did. */
function requestIdOf(request: AdminRequest): string | undefined {
  const sent = headerOf(request, 'x-request-id');
  if (sent !== undefined && /^[\x21-\x7e]{1,200}$/.test(sent)) return sent;
  return typeof request.id === 'string' && request.id !== '' ? request.id : undefined;
}
