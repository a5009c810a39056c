import { createHash, randomBytes } from 'node:crypto';

/** Whoever asks for so many links has use for the newest ones only. */
const MOST_TICKETS = 1_000;

/** Random texts that are good for once. They are kept as digests, in this process. */
export class Tickets<Holder> {
  /** By digest, the oldest first. */
  private readonly issued = new Map<string, { readonly holder: Holder; readonly expiresAt: number }>();

  /** @param expiresAt milliseconds since the epoch */
  issue(holder: Holder, expiresAt: number): string {
    const ticket = randomBytes(32).toString('base64url');
    this.issued.set(digestOf(ticket), { holder, expiresAt });
    if (this.issued.size > MOST_TICKETS) this.issued.delete(this.issued.keys().next().value!);
    return ticket;
  }

  /** Whose a ticket is, the first time it is asked for; undefined from then on. @param now milliseconds since the epoch */
  redeem(ticket: string, now: number): Holder | undefined {
    const digest = digestOf(ticket);
    const known = this.issued.get(digest);
    this.issued.delete(digest);
    return known !== undefined && known.expiresAt > now ? known.holder : undefined;
  }
}

function digestOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64');
}
