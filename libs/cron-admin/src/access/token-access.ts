import { SystemClock, type Clock } from 'nestjs-tracked-cron';
import { createHash, timingSafeEqual } from 'node:crypto';
import { checkTokens, parseTokens, type AccessToken } from './access-token.js';
import { bearerToken } from './bearer-token.js';
import type { AccessRequest } from './cron-admin-access.js';
import { RoleAccess, type RoleAccessOptions, type RolePrincipal } from './role-access.js';

/** The bearer of a token. */
export type TokenPrincipal = RolePrincipal;

/**
 * Access by `Authorization: Bearer <token>`. Tokens are kept as SHA-256 digests and compared in constant time.
 *
 * @example
 * new TokenAccess([{ token: process.env.CRON_ADMIN_TOKEN!, role: 'admin', name: 'deploy bot' }])
 * TokenAccess.fromString(process.env.CRON_ADMIN_TOKENS!) // "viewer:…,operator:…,admin:…"
 */
export class TokenAccess extends RoleAccess {
  private readonly known: readonly { readonly digest: Buffer; readonly principal: TokenPrincipal }[];

  /**
   * @param clock what tells when a token has expired; for tests
   * @throws TrackedCronError `INVALID_OPTION` for tokens that are missing, short or unusable
   */
  constructor(
    tokens: readonly AccessToken[],
    options: RoleAccessOptions = {},
    private readonly clock: Pick<Clock, 'now'> = new SystemClock(),
  ) {
    super(options);
    checkTokens(tokens);
    this.known = tokens.map(({ token, role, name, scope, expiresAt }) => ({
      digest: digestOf(token),
      principal: Object.freeze({
        name: name ?? role,
        role,
        ...(scope && { scope }),
        ...(expiresAt && { expiresAt }),
      }),
    }));
  }

  /** Reads the tokens from one string, such as an environment variable holds. @throws TrackedCronError `INVALID_OPTION` */
  static fromString(tokens: string, options: RoleAccessOptions = {}): TokenAccess {
    return new TokenAccess(parseTokens(tokens), options);
  }

  authenticate(request: AccessRequest): TokenPrincipal | null {
    const token = bearerToken(request, 500);
    if (token === null) return null;
    const digest = digestOf(token);
    let found: TokenPrincipal | null = null;
    // No early way out: how long this takes must not tell which token came close.
    for (const { digest: known, principal } of this.known) {
      if (timingSafeEqual(known, digest)) found = principal;
    }
    const expiry = found?.expiresAt?.getTime() ?? Infinity;
    return expiry > this.clock.now() ? found : null;
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
