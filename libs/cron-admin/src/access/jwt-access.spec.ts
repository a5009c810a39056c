import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostAdmin, type HostedAdmin } from '../testing/hosted-admin.js';
import { JwtAccess } from './jwt-access.js';
import type { JwtAccessOptions } from './jwt-access.options.js';

const ISSUER = 'https://login.example.com/';
const AUDIENCE = 'cron-admin';
const map: JwtAccessOptions['map'] = ({ email, role }) =>
  role === 'sre' ? { name: String(email), role: 'operator' } : null;

describe('JwtAccess', () => {
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let other: typeof pair;
  let provider: Server;
  let jwks: string;
  /** What the provider answers when it is asked for its keys. */
  let keys: { status: number; body: unknown };
  let host: HostedAdmin;
  let now: number;

  beforeAll(async () => {
    pair = await generateKeyPair('RS256', { extractable: true });
    other = await generateKeyPair('RS256', { extractable: true });
    keys = {
      status: 200,
      body: { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' }] },
    };
    provider = createServer((_, response) => {
      response.writeHead(keys.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(keys.body));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    jwks = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/jwks.json`;
    host = await hostAdmin({ access: access(), rateLimit: false });
  });
  afterAll(async () => {
    await host.app.close();
    provider.closeAllConnections();
    provider.close();
  });
  beforeEach(() => void (now = Date.now()));

  const access = (more: Partial<JwtAccessOptions> = {}) =>
    new JwtAccess({
      issuer: ISSUER,
      audience: AUDIENCE,
      algorithms: ['RS256'],
      jwks,
      map,
      clock: { now: () => now },
      ...more,
    });
  const seconds = () => Math.floor(now / 1_000);
  const claims = (more: JWTPayload = {}): JWTPayload => ({
    iss: ISSUER,
    aud: AUDIENCE,
    exp: seconds() + 60,
    email: 'ann@example.com',
    role: 'sre',
    ...more,
  });
  const signed = (payload: JWTPayload, { key = pair.privateKey, kid = 'k1' } = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  const status = async (token: string) => (await host.ask('/admin/cron-jobs', { token })).status;

  it('knows who has a token of the provider, by what the host makes of it', async () => {
    const answer = await host.ask(`/admin/cron-jobs/MatchUpdates.refreshLiveScores/pause`, {
      token: await signed(claims()),
      method: 'POST',
    });
    expect(answer.status).toBe(200);
    expect(host.manager.steered.at(-1)).toMatchObject(['pause', {}, { by: 'ann@example.com' }]);
    expect(await status(await signed(claims({ role: 'intern' })))).toBe(401);
    expect(
      await access().authenticate({ headers: { authorization: `Bearer ${await signed(claims())}` } }),
    ).toMatchObject({
      expiresAt: new Date((seconds() + 60) * 1_000),
    });
  });

  it.each<[string, () => Promise<string> | string]>([
    ['is signed by nobody', () => new UnsecuredJWT(claims()).setExpirationTime('1m').encode()],
    [
      'says that its algorithm is none',
      async () =>
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await signed(claims())).split('.')[1]}.`,
    ],
    [
      'is signed with the public key as if it were a secret',
      async () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(new TextEncoder().encode(await exportSPKI(pair.publicKey))),
    ],
    ['is signed with another key', () => signed(claims(), { key: other.privateKey })],
    ['names a key that the provider does not have', () => signed(claims(), { kid: 'k2' })],
    ['is of another issuer', () => signed(claims({ iss: 'https://login.example.com' }))],
    ['is for somebody else', () => signed(claims({ aud: 'shop' }))],
    ['is for nobody', () => signed(claims({ aud: undefined }))],
    ['never expires', () => signed(claims({ exp: undefined }))],
    ['has expired', () => signed(claims({ exp: seconds() - 6 }))],
    ['is not valid yet', () => signed(claims({ nbf: seconds() + 10 }))],
    [
      'was changed',
      async () => {
        const [head, , signature] = (await signed(claims())).split('.');
        return [
          head,
          Buffer.from(JSON.stringify(claims({ email: 'root' }))).toString('base64url'),
          signature,
        ].join('.');
      },
    ],
    ['is no token at all', () => 'not.a.token'],
    ['is endless', () => 'a'.repeat(17_000)],
  ])('knows nobody whose token %s', async (_, token) => {
    const sent = await token();
    // Node refuses a request with headers of more than 16 KB itself
    expect([401, 431]).toContain(
      (
        await fetch(`${await host.app.getUrl()}/admin/cron-jobs`, {
          headers: { authorization: `Bearer ${sent}` },
        })
      ).status,
    );
    expect(await access().authenticate({ headers: { authorization: `Bearer ${sent}` } })).toBeNull();
  });

  it('allows clocks to differ by a little', async () => {
    expect(await status(await signed(claims({ exp: seconds() - 3 })))).toBe(200);
    expect(await status(await signed(claims({ nbf: seconds() + 3 })))).toBe(200);
  });

  it('reads no token from an address', async () => {
    const token = await signed(claims());
    for (const name of ['token', 'access_token', 'authorization']) {
      expect((await host.ask(`/admin/cron-jobs/status?${name}=${token}`, { token: null })).status).toBe(401);
    }
  });

  it('answers 503 while the keys can not be had, tells nobody why, and logs it', async () => {
    keys.status = 500;
    const away = await hostAdmin({ access: access(), rateLimit: false });
    const { problem, headers } = await away.ask('/admin/cron-jobs', { token: await signed(claims()) });
    expect(problem).toMatchObject({
      status: 503,
      type: 'urn:nestjs-tracked-cron:problem:identity-unavailable',
    });
    expect(headers.get('retry-after')).toBe('5');
    expect(JSON.stringify(problem)).not.toContain('127.0.0.1');
    expect(away.log.join('\n')).toMatch(/caused by .*JSON Web Key Set/);
    keys.status = 200;
    expect((await away.ask('/admin/cron-jobs', { token: await signed(claims()) })).status).toBe(200);
    await away.app.close();
  });

  it('takes a key instead of an address, public or secret', async () => {
    const pem = access({ jwks: undefined, key: await exportSPKI(pair.publicKey) });
    const authorization = `Bearer ${await signed(claims())}`;
    expect(await pem.authenticate({ headers: { authorization } })).toMatchObject({ role: 'operator' });
    const jwk = access({ jwks: undefined, key: { ...(await exportJWK(pair.publicKey)) } });
    expect(await jwk.authenticate({ headers: { authorization } })).not.toBeNull();
    const secret = 'a secret of thirty-two bytes and more';
    const shared = access({ jwks: undefined, key: secret, algorithms: ['HS256'] });
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(secret));
    expect(await shared.authenticate({ headers: { authorization: `Bearer ${token}` } })).not.toBeNull();
    expect(await shared.authenticate({ headers: { authorization } })).toBeNull();
  });

  it.each<[string, Partial<JwtAccessOptions>, RegExp]>([
    ['no issuer', { issuer: '' }, /issuer is missing/],
    ['no audience', { audience: [] }, /audience is missing/],
    ['no algorithms', { algorithms: [] }, /algorithms is missing/],
    ['none', { algorithms: ['RS256', 'none'] }, /never "none"/],
    ['secrets beside key pairs', { algorithms: ['RS256', 'HS256'] }, /never both/],
    ['secrets from an address', { algorithms: ['HS256'] }, /needs a secret/],
    ['keys over plain http', { jwks: 'http://login.example.com/jwks' }, /https URL/],
    ['neither key nor address', { jwks: undefined }, /either jwks or key/],
    ['a short secret', { jwks: undefined, key: 'short', algorithms: ['HS256'] }, /shorter than 32/],
    [
      'a public key as secret',
      { jwks: undefined, key: '-----BEGIN PUBLIC KEY-----\n', algorithms: ['HS256'] },
      /this is none/,
    ],
    ['no key', { jwks: undefined, key: 'x' }, /no public key/],
    ['no map', { map: undefined as never }, /map is missing/],
    ['much tolerance', { clockTolerance: '1h' }, /at most 5 minutes/],
  ])('refuses %s and says what to write', (_, wrong, remedy) => {
    expect(() => access(wrong)).toThrow(remedy);
  });
});
