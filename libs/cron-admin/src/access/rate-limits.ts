import type { Clock } from 'nestjs-tracked-cron';
import { createHash } from 'node:crypto';
import { headerOf } from '../api/admin-request.js';
import { ProblemException } from '../api/problem.exception.js';
import { addressOf, type Addressed } from './address.js';
import type { Principal } from './cron-admin-access.js';
import { invalidAccess } from './invalid-access.js';
import { TokenBuckets } from './token-buckets.js';

/** How much somebody may ask for. */
export interface RateLimitOptions {
  /** Requests a minute that change something, of one principal on one instance. Default: 300. */
  writes?: number;
  /**
   * Proofs of identity a minute that turn out wrong, of one address on one instance. Then what comes from there is refused
   * unseen, but for whoever got in with the very same proof within the last hour. Default: 20.
   */
  failedLogins?: number;
}

const DEFAULTS = { writes: 300, failedLogins: 20 };
const PROVEN_FOR_MS = 3_600_000;
const MOST_PROVEN = 1_000;

/** Keeps one sender from being too much for everybody. */
export class RateLimits {
  private readonly writes: TokenBuckets | null;
  private readonly failures: TokenBuckets | null;
  /** When who got in with a proof, by its digest. */
  private readonly proven = new Map<string, number>();

  /** @throws TrackedCronError `INVALID_OPTION` */
  constructor(
    options: RateLimitOptions | false | undefined,
    private readonly clock: Pick<Clock, 'monotonic'>,
  ) {
    const { writes, failedLogins } = { ...DEFAULTS, ...options };
    for (const [name, limit] of Object.entries({ writes, failedLogins })) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 1_000_000) {
        throw invalidAccess(
          'CronAdminModule',
          `rateLimit.${name} must be a whole number above 0: how many a minute.`,
        );
      }
    }
    this.writes = options === false ? null : new TokenBuckets(writes);
    this.failures = options === false ? null : new TokenBuckets(failedLogins);
  }

  /** Lets somebody prove who it is. @throws ProblemException `too-many-requests`, and what `enter` throws */
  async login<Result>(sender: Addressed, enter: () => Promise<Result>): Promise<Result> {
    if (this.failures === null) return enter();
    const address = addressOf(sender);
    const proof = proofOf(sender);
    const wait = this.failures.wait(address, this.clock.monotonic());
    if (wait > 0 && !this.isProven(proof))
      throw tooMany('Too many attempts from your address have failed.', wait);
    try {
      const entered = await enter();
      this.remember(proof);
      return entered;
    } catch (error) {
      if (error instanceof ProblemException && error.problem.status === 401) {
        this.proven.delete(proof ?? '');
        this.failures.take(address, this.clock.monotonic());
      }
      throw error;
    }
  }

  /** Lets somebody change something. @throws ProblemException `too-many-requests` */
  write({ name }: Principal): void {
    const wait = this.writes?.take(name, this.clock.monotonic()) ?? 0;
    if (wait > 0) throw tooMany('You change more in a minute than is let through.', wait);
  }

  private isProven(proof: string | null): boolean {
    const at = proof === null ? undefined : this.proven.get(proof);
    return at !== undefined && at > this.clock.monotonic() - PROVEN_FOR_MS;
  }

  private remember(proof: string | null): void {
    if (proof === null) return;
    this.proven.delete(proof);
    this.proven.set(proof, this.clock.monotonic());
    if (this.proven.size > MOST_PROVEN) this.proven.delete(this.proven.keys().next().value!);
  }
}

/** What a sender proves itself by, as a digest; null where it sends none that we know of. */
function proofOf(sender: Addressed): string | null {
  const proofs = ['authorization', 'cookie'].map((name) => headerOf(sender, name) ?? '');
  if (proofs.every((proof) => proof === '')) return null;
  return createHash('sha256').update(JSON.stringify(proofs)).digest('base64');
}

function tooMany(what: string, waitMs: number): ProblemException {
  const seconds = Math.ceil(waitMs / 1_000);
  return new ProblemException('too-many-requests', `${what} Ask again in ${seconds} s.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}
