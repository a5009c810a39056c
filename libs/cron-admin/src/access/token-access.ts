import { parseDuration, SystemClock, TrackedCronError, type Clock, type Duration } from 'nestjs-tracked-cron';
import { createHash, timingSafeEqual } from 'node:crypto';
import { checkTokens, parseTokens, type AccessToken } from './access-token.js';
import { bearerToken } from './bearer-token.js';
import type { AccessRequest, SessionToken } from './cron-admin-access.js';
import { RoleAccess, type RoleAccessOptions, type RolePrincipal } from './role-access.js';
import { SessionSeal } from './session-seal.js';
import { Tickets } from './tickets.js';

/** The bearer of a token. */
export type TokenPrincipal = RolePrincipal;

/** What a link to the page has behind `#ticket=`, good for one sign-in. */
export interface IssuedTicket {
  readonly ticket: string;
  readonly expiresAt: Date;
}

interface KnownToken {
  readonly digest: Buffer;
  readonly seal: SessionSeal;
  readonly principal: TokenPrincipal;
}

/** How long a session lasts that began with a ticket. */
const SESSION_MS = 12 * 3_600_000;

/**
 * Access by `Authorization: Bearer <token>`. Tokens are kept as SHA-256 digests and compared in constant time.
 *
 * @example
 * new TokenAccess([{ token: process.env.CRON_ADMIN_TOKEN!, role: 'admin', name: 'deploy bot' }])
 * TokenAccess.fromString(process.env.CRON_ADMIN_TOKENS!) // "viewer:…,operator:…,admin:…"
 */
export class TokenAccess extends RoleAccess {
  readonly signIn = 'token';
  private readonly known: readonly KnownToken[];
  private readonly tickets = new Tickets<KnownToken>();

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
    this.known = tokens.map(({ token, role, name, scope, expiresAt }) => {
      const digest = digestOf(token);
      const principal = {
        name: name ?? role,
        role,
        ...(scope && { scope }),
        ...(expiresAt && { expiresAt }),
      };
      return { digest, seal: new SessionSeal(digest), principal: Object.freeze(principal) };
    });
  }

  /** Reads the tokens from one string, such as an environment variable holds. @throws TrackedCronError `INVALID_OPTION` */
  static fromString(tokens: string, options: RoleAccessOptions = {}): TokenAccess {
    return new TokenAccess(parseTokens(tokens), options);
  }

  /**
   * Makes a ticket for a link that signs somebody in once: `…/admin/cron-jobs/dashboard/#ticket=<ticket>`. What it is exchanged
   * for is good for 12 hours, and no longer than the token it stands for. Only this process knows the ticket, all know the session.
   *
   * @param who the name of a configured token, or the role of one: the first that fits
   * @param options.validFor how long the link may be used. Default: `'1h'`
   * @throws TrackedCronError `INVALID_OPTION` where there is no such token, `INVALID_DURATION`
   */
  issueTicket(who: string, { validFor = '1h' }: { validFor?: Duration } = {}): IssuedTicket {
    const holder =
      this.known.find(({ principal }) => principal.name === who) ??
      this.known.find(({ principal }) => principal.role === who);
    if (holder === undefined) {
      const names = [...new Set(this.known.map(({ principal }) => `"${principal.name}"`))];
      throw new TrackedCronError(
        'INVALID_OPTION',
        `issueTicket: no token has the name or role "${who}". Write one of ${names.join(', ')}.`,
      );
    }
    const expiresAt = this.clock.now() + parseDuration(validFor, 'validFor');
    return { ticket: this.tickets.issue(holder, expiresAt), expiresAt: new Date(expiresAt) };
  }

  redeemTicket(ticket: string): SessionToken | null {
    const now = this.clock.now();
    const holder = this.tickets.redeem(ticket, now);
    if (holder === undefined) return null;
    const { principal, seal } = holder;
    const end = Math.min(now + SESSION_MS, principal.expiresAt?.getTime() ?? Infinity);
    // a token holds whole seconds
    const expiresAt = new Date(Math.floor(end / 1_000) * 1_000);
    if (expiresAt.getTime() <= now) return null;
    return { token: seal.seal(expiresAt), expiresAt, principal };
  }

  authenticate(request: AccessRequest): TokenPrincipal | null {
    const token = bearerToken(request, 500);
    if (token === null) return null;
    const found = this.bearerOf(token) ?? this.sessionOf(token);
    const expiry = found?.expiresAt?.getTime() ?? Infinity;
    return expiry > this.clock.now() ? found : null;
  }

  private bearerOf(token: string): TokenPrincipal | null {
    const digest = digestOf(token);
    let found: TokenPrincipal | null = null;
    // No early way out: how long this takes must not tell which token came close.
    for (const { digest: known, principal } of this.known) {
      if (timingSafeEqual(known, digest)) found = principal;
    }
    return found;
  }

  /** What has been said of the token since, its role and scope, holds for its sessions too. */
  private sessionOf(token: string): TokenPrincipal | null {
    let found: TokenPrincipal | null = null;
    for (const { seal, principal } of this.known) {
      const end = seal.expiryOf(token);
      if (end === null) continue;
      const sooner = Math.min(end.getTime(), principal.expiresAt?.getTime() ?? Infinity);
      found = { ...principal, expiresAt: new Date(sooner) };
    }
    return found;
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
