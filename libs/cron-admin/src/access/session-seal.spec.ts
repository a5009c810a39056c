import { createHash } from 'node:crypto';
import { SessionSeal } from './session-seal.js';

const digestOf = (token: string) => createHash('sha256').update(token).digest();
const END = new Date('2026-11-26T20:00:00Z');

describe('a sealed session', () => {
  const seal = new SessionSeal(digestOf('a-token-of-16-ch'));

  it('is known to every process that has the token, and to none that has not', () => {
    const token = seal.seal(END);
    expect(new SessionSeal(digestOf('a-token-of-16-ch')).expiryOf(token)).toEqual(END);
    expect(new SessionSeal(digestOf('another-token-of')).expiryOf(token)).toBeNull();
  });

  it('is another one each time', () => {
    expect(seal.seal(END)).not.toBe(seal.seal(END));
  });

  it('can be changed nowhere', () => {
    const token = seal.seal(END);
    const later = token.replace(String(END.getTime() / 1_000), String(END.getTime() / 1_000 + 60));
    expect(later).not.toBe(token);
    expect(seal.expiryOf(later)).toBeNull();
    for (let at = 0; at < token.length; at += 1) {
      // the last character of base64url has bits that count for nothing
      if (at === token.length - 1) continue;
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(seal.expiryOf(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    }
  });

  it.each(['', 'session', 'session.1.2.3', `session.${'9'.repeat(40)}.${'a'.repeat(16)}.${'b'.repeat(43)}`])(
    'is not %p',
    (token) => expect(seal.expiryOf(token)).toBeNull(),
  );
});
