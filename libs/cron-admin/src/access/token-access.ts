import { createHash, timingSafeEqual } from 'node:crypto';
import { checkTokens, parseTokens, ROLES, type AccessToken, type Role } from './access-token.js';
import type { AccessAction, AccessRequest, CronAdminAccess, Principal } from './cron-admin-access.js';

/** The bearer of a token. */
export interface TokenPrincipal extends Principal {
  readonly role: Role;
}

const NEEDED_ROLE: Readonly<Record<AccessAction, Role>> = {
  read: 'viewer',
  trigger: 'operator',
  cancel: 'operator',
  skip: 'operator',
  pause: 'operator',
  acknowledge: 'operator',
  backfill: 'admin',
  freeze: 'admin',
  configure: 'admin',
  scrub: 'admin',
  audit: 'admin',
};

/**
 * Access by `Authorization: Bearer <token>`. Tokens are kept as SHA-256 digests and compared in constant time.
 *
 * @example
 * new TokenAccess([{ token: process.env.CRON_ADMIN_TOKEN!, role: 'admin', name: 'deploy bot' }])
 * TokenAccess.fromString(process.env.CRON_ADMIN_TOKENS!) // "viewer:…,operator:…,admin:…"
 */
export class TokenAccess implements CronAdminAccess {
  private readonly known: readonly { readonly digest: Buffer; readonly principal: TokenPrincipal }[];

  /** @throws TrackedCronError `INVALID_OPTION` for tokens that are missing, short or unusable */
  constructor(tokens: readonly AccessToken[]) {
    checkTokens(tokens);
    this.known = tokens.map(({ token, role, name }) => ({
      digest: digestOf(token),
      principal: Object.freeze({ name: name ?? role, role }),
    }));
  }

  /** Reads the tokens from one string, such as an environment variable holds. @throws TrackedCronError `INVALID_OPTION` */
  static fromString(tokens: string): TokenAccess {
    return new TokenAccess(parseTokens(tokens));
  }

  authenticate(request: AccessRequest): TokenPrincipal | null {
    const { authorization } = request.headers;
    const token =
      typeof authorization === 'string' ? /^Bearer +(\S{1,500})$/i.exec(authorization)?.[1] : undefined;
    if (token === undefined) return null;
    const digest = digestOf(token);
    let found: TokenPrincipal | null = null;
    // No early way out: how long this takes must not tell which token came close.
    for (const { digest: known, principal } of this.known) {
      if (timingSafeEqual(known, digest)) found = principal;
    }
    return found;
  }

  can(principal: TokenPrincipal, action: AccessAction): boolean {
    return ROLES.indexOf(principal.role) >= ROLES.indexOf(NEEDED_ROLE[action]);
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
