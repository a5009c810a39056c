import type { ExecutionContext } from '@nestjs/common';
import { ProblemException } from '../api/problem.exception.js';
import { checkScope, type AccessScope } from './access-scope.js';
import type { AccessRequest, CronAdminAccess, Principal } from './cron-admin-access.js';
import { withoutParts, type HiddenPart } from './hidden-parts.js';
import type { ExecutionRecord } from 'nestjs-tracked-cron';

/** Somebody who was let in, and what there is for them. */
export interface Entrant {
  readonly principal: Principal;
  /** Null for all jobs. */
  readonly scope: AccessScope | null;
  /** The same for all who may see the same. */
  readonly rights: string;
  readonly hidden: readonly HiddenPart[];
}

/** Lets in whom an access object knows; it says the same of a request and of the handshake of a socket. */
export async function entrantOf(
  access: CronAdminAccess,
  request: AccessRequest,
  context?: ExecutionContext,
): Promise<Entrant> {
  const principal = await access.authenticate(request, context);
  if (!principal) {
    throw new ProblemException('unauthenticated', 'Send a valid token: "Authorization: Bearer <token>".', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
  const scope = (await access.scopeOf?.(principal)) ?? null;
  if (scope !== null) checkScope(scope, `"${principal.name}"`);
  const rights = rightsOf(access, principal);
  return { principal, scope, rights, hidden: access.hides?.(rights) ?? [] };
}

/** What tells one set of rights from another. */
function rightsOf(access: CronAdminAccess, principal: Principal): string {
  return access.rightsOf?.(principal) ?? JSON.stringify({ ...principal, expiresAt: undefined });
}

/** An execution as somebody's rights show it. */
export function shownTo<Execution extends ExecutionRecord>(
  access: CronAdminAccess,
  { rights, hidden }: Pick<Entrant, 'rights' | 'hidden'>,
  execution: Execution,
): Execution {
  const left = withoutParts(execution, hidden);
  return access.redact ? access.redact(left, rights) : left;
}
