import { headerOf, type AdminRequest } from '../api/admin-request.js';
import { weightsOf } from '../api/weights.js';

/** Whether a person opens an address in a browser: it prefers a page to data and, where it says so, wants to show it. */
export function isNavigation(request: AdminRequest): boolean {
  // said only to whom a browser reaches over TLS, or on its own machine
  const destination = headerOf(request, 'sec-fetch-dest');
  if (destination !== undefined && !['document', 'iframe', 'frame'].includes(destination)) return false;
  const weights = weightsOf(headerOf(request, 'accept'));
  const html = weights.get('text/html') ?? 0;
  const json = weights.get('application/json') ?? weights.get('application/*') ?? weights.get('*/*') ?? 0;
  return html > json;
}
