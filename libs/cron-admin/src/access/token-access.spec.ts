import { TrackedCronError } from 'nestjs-tracked-cron';
import type { AccessToken } from './access-token.js';
import { TokenAccess } from './token-access.js';

const TOKEN = 'a-token-of-16-ch';

function bearer(token: string) {
  return { headers: { authorization: `Bearer ${token}` } };
}

describe('TokenAccess', () => {
  it('knows the bearer of a token by name and role', () => {
    const access = new TokenAccess([{ token: TOKEN, role: 'operator', name: 'night shift' }]);
    expect(access.authenticate(bearer(TOKEN))).toEqual({ name: 'night shift', role: 'operator' });
    expect(access.authenticate({ headers: { authorization: `bearer ${TOKEN}` } })).not.toBeNull();
  });

  it.each([undefined, '', TOKEN, `Basic ${TOKEN}`, 'Bearer', `Bearer ${TOKEN}x`, `Bearer ${TOKEN} x`])(
    'knows nobody by %p',
    (authorization) => {
      const access = new TokenAccess([{ token: TOKEN, role: 'admin' }]);
      expect(access.authenticate({ headers: { authorization } })).toBeNull();
    },
  );

  it('lets a viewer read, and an operator and an admin trigger as well', () => {
    const access = new TokenAccess([{ token: TOKEN, role: 'viewer' }]);
    const allowed = (['viewer', 'operator', 'admin'] as const).map((role) => [
      access.can({ name: role, role }, 'read'),
      access.can({ name: role, role }, 'trigger'),
    ]);
    expect(allowed).toEqual([
      [true, false],
      [true, true],
      [true, true],
    ]);
  });

  it('reads its tokens from one string, colons in a token included', () => {
    const access = TokenAccess.fromString('viewer:viewer-token:0001, admin:admin-token-00001,');
    expect(access.authenticate(bearer('viewer-token:0001'))).toEqual({ name: 'viewer', role: 'viewer' });
    expect(access.authenticate(bearer('admin-token-00001'))).toEqual({ name: 'admin', role: 'admin' });
  });

  it('keeps no token in memory', () => {
    const access = new TokenAccess([{ token: TOKEN, role: 'admin' }]);
    expect(JSON.stringify(access)).not.toContain(TOKEN);
  });

  it.each<[string, AccessToken[], RegExp]>([
    ['no token', [], /new TokenAccess\(\[/],
    [
      'a short one',
      [{ token: 'fifteen-chars-1', role: 'admin' }],
      /shorter than 16 characters.*openssl rand/,
    ],
    ['one that is missing', [{ token: undefined as unknown as string, role: 'admin' }], /shorter than 16/],
    ['one with a space', [{ token: 'sixteen chars 16', role: 'admin' }], /visible ASCII/],
    ['an unknown role', [{ token: TOKEN, role: 'root' as 'admin' }], /viewer, operator, admin/],
    ['an empty name', [{ token: TOKEN, role: 'admin', name: ' ' }], /name/],
    [
      'the same one twice',
      [
        { token: TOKEN, role: 'admin' },
        { token: TOKEN, role: 'viewer' },
      ],
      /twice/,
    ],
  ])('refuses %s and says what to write, without showing it', (_, tokens, remedy) => {
    const error = refusal(() => new TokenAccess(tokens));
    expect(error.code).toBe('INVALID_OPTION');
    expect(error.message).toMatch(remedy);
    for (const { token } of tokens) if (token) expect(error.message).not.toContain(token);
  });

  it.each(['', 'secret-without-a-role', 'admin'])('refuses the string %p', (text) => {
    expect(refusal(() => TokenAccess.fromString(text)).code).toBe('INVALID_OPTION');
  });
});

function refusal(make: () => unknown): TrackedCronError {
  try {
    make();
  } catch (error) {
    if (error instanceof TrackedCronError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}
