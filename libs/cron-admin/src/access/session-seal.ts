import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX = 'session';
const PURPOSE = 'nestjs-tracked-cron: session tokens';
const SHAPE = /^session\.(\d{1,12})\.([\w-]{16})\.([\w-]{43})$/;

/**
 * Seals and knows session tokens that stand for one configured token. The key is derived from that token's digest: every
 * instance that has the token knows the sessions, none keeps them, and with the token they end.
 */
export class SessionSeal {
  private readonly key: Buffer;

  /** @param digest of the token that sessions stand for */
  constructor(digest: Buffer) {
    this.key = Buffer.from(hkdfSync('sha256', digest, '', PURPOSE, 32));
  }

  /** A token that is good until an instant, of which seconds count. */
  seal(expiresAt: Date): string {
    const nonce = randomBytes(12).toString('base64url');
    const said = `${PREFIX}.${Math.floor(expiresAt.getTime() / 1_000)}.${nonce}`;
    return `${said}.${this.macOf(said).toString('base64url')}`;
  }

  /** Until when a token is good that was sealed with this key; null for every other. Whether that has passed is not asked. */
  expiryOf(token: string): Date | null {
    const parts = SHAPE.exec(token);
    if (parts === null) return null;
    const said = token.slice(0, token.lastIndexOf('.'));
    const isOurs = timingSafeEqual(this.macOf(said), Buffer.from(parts[3], 'base64url'));
    return isOurs ? new Date(Number(parts[1]) * 1_000) : null;
  }

  private macOf(said: string): Buffer {
    return createHmac('sha256', this.key).update(said).digest();
  }
}
