import { parseDuration, SystemClock, type Clock } from 'nestjs-tracked-cron';
import type { KeyObject } from 'node:crypto';
import { ProblemException } from '../api/problem.exception.js';
import { bearerToken } from './bearer-token.js';
import type { AccessRequest } from './cron-admin-access.js';
import { invalidAccess } from './invalid-access.js';
import type { JwtAccessOptions, JwtClaims } from './jwt-access.options.js';
import { keySourceOf } from './jwt-key.js';
import { checkPrincipal, RoleAccess, type RolePrincipal } from './role-access.js';

const LONGEST_TOKEN = 16_384;
const MOST_TOLERANCE_S = 300;
/** How long a look for the provider's keys may take. */
const KEYS_WITHIN_MS = 3_000;
/** What `jose` says of a token that is not to be believed; everything else is not the sender's fault. */
const TOKEN_REFUSED =
  /^ERR_(JWT_|JWS_|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE_MATCHING_KEYS|JOSE_ALG_NOT_ALLOWED|JOSE_NOT_SUPPORTED)/;

type Verify = (token: string) => Promise<JwtClaims>;

/**
 * Access by JSON web tokens of an identity provider, in `Authorization: Bearer …`. Signature, algorithm, issuer, audience and
 * times are checked, and that there is an expiry. It needs the package `jose`. Where the provider's keys can't be had the
 * answer is 503: nobody can say who asks.
 *
 * @example
 * new JwtAccess({
 *   issuer: 'https://login.example.com/', audience: 'cron-admin', algorithms: ['RS256'],
 *   jwks: 'https://login.example.com/.well-known/jwks.json',
 *   map: ({ email, role }) => (role === 'sre' ? { name: String(email), role: 'operator' } : null),
 * })
 */
export class JwtAccess extends RoleAccess {
  readonly signIn = 'token';
  private readonly keys: URL | KeyObject;
  private readonly clock: Pick<Clock, 'now'>;
  private readonly tolerance: number;
  private verifying: Promise<Verify> | undefined;

  /** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
  constructor(private readonly options: JwtAccessOptions) {
    super(options);
    for (const claim of ['issuer', 'audience'] as const) {
      const texts = [options[claim]].flat();
      if (texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '')) continue;
      throw invalidAccess(
        'JwtAccess',
        `${claim} is missing. Write the text that your provider puts into its tokens.`,
      );
    }
    if (typeof options.map !== 'function') {
      throw invalidAccess(
        'JwtAccess',
        "map is missing. Write map: ({ email }) => ({ name: String(email), role: 'viewer' }).",
      );
    }
    this.keys = keySourceOf(options);
    this.clock = options.clock ?? new SystemClock();
    this.tolerance = parseDuration(options.clockTolerance ?? '5s', 'clockTolerance') / 1_000;
    if (this.tolerance > MOST_TOLERANCE_S) {
      throw invalidAccess(
        'JwtAccess',
        "clockTolerance must be at most 5 minutes. Write '5s', and mend the clocks.",
      );
    }
  }

  /** Loads `jose` at boot rather than with the first request. */
  async attach(): Promise<void> {
    await this.verifier();
  }

  async authenticate(request: AccessRequest): Promise<RolePrincipal | null> {
    const token = bearerToken(request, LONGEST_TOKEN);
    if (token === null) return null;
    const claims = await this.claimsOf(token);
    if (claims === null) return null;
    const principal = await this.options.map(claims);
    if (principal === null) return null;
    return { ...checkPrincipal(principal, 'JwtAccess'), expiresAt: new Date(Number(claims.exp) * 1_000) };
  }

  private async claimsOf(token: string): Promise<JwtClaims | null> {
    const verify = await this.verifier();
    try {
      return await verify(token);
    } catch (error) {
      if (TOKEN_REFUSED.test(String((error as { code?: unknown }).code))) return null;
      throw new ProblemException(
        'identity-unavailable',
        'The keys that tokens are checked with could not be had. Ask again in a moment.',
        { cause: error },
      );
    }
  }

  private verifier(): Promise<Verify> {
    this.verifying ??= this.makeVerifier();
    return this.verifying;
  }

  private async makeVerifier(): Promise<Verify> {
    const { createRemoteJWKSet, jwtVerify } = await loadJose();
    const { issuer, audience, algorithms } = this.options;
    const rules = () => ({
      issuer: [issuer].flat(),
      audience: [audience].flat(),
      algorithms: [...algorithms],
      requiredClaims: ['exp'],
      clockTolerance: this.tolerance,
      currentDate: new Date(this.clock.now()),
    });
    if (!(this.keys instanceof URL)) {
      const key = this.keys;
      return async (token) => (await jwtVerify(token, key, rules())).payload;
    }
    const keys = createRemoteJWKSet(this.keys, { timeoutDuration: KEYS_WITHIN_MS });
    return async (token) => (await jwtVerify(token, keys, rules())).payload;
  }
}

async function loadJose(): Promise<typeof import('jose')> {
  try {
    return await import('jose');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw invalidAccess('JwtAccess', 'it needs the package "jose": npm install jose.');
  }
}
