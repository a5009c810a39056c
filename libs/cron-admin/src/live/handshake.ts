import { ProblemException } from '../api/problem.exception.js';
import type { Addressed } from '../access/address.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import { entrantOf, type Entrant } from '../access/gate.js';
import type { RateLimits } from '../access/rate-limits.js';
import { isSameOrigin } from '../access/same-origin.js';
import type { LiveSocket } from './live-socket.js';

/** Who decides about who connects: the same as for a request. */
export interface Doorkeepers {
  readonly access: CronAdminAccess;
  readonly origins: readonly string[];
  readonly limits: Pick<RateLimits, 'login'>;
}

/**
 * Who connects, judged before the first message: Nest's guards don't run for a handshake.
 * @param now milliseconds since the epoch
 * @throws ProblemException `unauthenticated`, `cross-origin`, `too-many-requests`, `invalid-request` for what is no WebSocket
 */
export async function admit(
  { handshake, conn }: Pick<LiveSocket, 'handshake' | 'conn'>,
  { access, origins, limits }: Doorkeepers,
  now: number,
): Promise<Entrant> {
  if (conn.transport.name !== 'websocket') {
    throw new ProblemException(
      'invalid-request',
      "Connect with transports: ['websocket']; where that is blocked, poll the REST API.",
    );
  }
  const request = requestOf(handshake);
  if (!isSameOrigin(request, origins)) {
    throw new ProblemException('cross-origin', 'A browser may connect only from a page of the same origin.');
  }
  return limits.login(request, async () => {
    const entrant = await entrantOf(access, request);
    const { expiresAt } = entrant.principal;
    if (expiresAt === undefined || expiresAt.getTime() > now) return entrant;
    throw new ProblemException('unauthenticated', 'What proves who you are has ended.');
  });
}

/** As a request would prove it: a browser can't set headers of a WebSocket, so the token may be in `auth`. */
function requestOf({ headers, auth, address }: LiveSocket['handshake']): Addressed {
  const token = (auth as { token?: unknown } | null | undefined)?.token;
  const proof = typeof token === 'string' && { authorization: `Bearer ${token}` };
  return { headers: { ...headers, ...proof }, ip: address };
}
