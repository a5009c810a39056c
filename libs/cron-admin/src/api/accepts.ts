import { headerOf, type AdminRequest } from './admin-request.js';

/** Whether a client wants an answer as something else than JSON: it names this type and not that one. */
export function prefers(request: AdminRequest, type: 'text/plain' | 'text/csv'): boolean {
  const accepted = headerOf(request, 'accept') ?? '';
  return accepted.includes(type) && !accepted.includes('application/json');
}
