import type { Clock, Duration } from 'nestjs-tracked-cron';
import type { KeyObject } from 'node:crypto';
import type { RoleAccessOptions, RolePrincipal } from './role-access.js';

/** What a token says, once its signature, issuer, audience and times have been found right. */
export type JwtClaims = Readonly<Record<string, unknown>>;

/** How tokens of an identity provider are checked. */
export interface JwtAccessOptions extends RoleAccessOptions {
  /** Who must have issued them, the very text of `iss`. One of several, where it is a list. */
  issuer: string | readonly string[];
  /** Whom they must be for: a token for another service opens nothing here. One of several, where it is a list. */
  audience: string | readonly string[];
  /**
   * Signatures that count, such as `['RS256']`. One kind only: either those with a public key (`RS…`, `PS…`, `ES…`, `EdDSA`),
   * or those with a shared secret (`HS…`).
   */
  algorithms: readonly string[];
  /** Where the provider's public keys are: `https://…/.well-known/jwks.json`. Plain http only on this machine. Default: `key` is given. */
  jwks?: string | URL;
  /** The key instead: a public one as PEM, JWK or `KeyObject`; for `HS…` the secret, at least 32 bytes. Default: `jwks` is given. */
  key?: string | Uint8Array | KeyObject | Readonly<Record<string, unknown>>;
  /** By how much clocks may differ, at most 5 minutes. Default: `'5s'`. */
  clockTolerance?: Duration;
  /**
   * Who it is, from what the token says; null for somebody who has no business here (401).
   *
   * @example
   * map: ({ email, groups }) =>
   *   Array.isArray(groups) && groups.includes('sre') ? { name: String(email), role: 'operator' } : null
   */
  map: (claims: JwtClaims) => RolePrincipal | null | Promise<RolePrincipal | null>;
  /** What tells the time; for tests. Default: the machine's. */
  clock?: Pick<Clock, 'now'>;
}
