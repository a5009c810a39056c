import { ProblemException } from '../api/problem.exception.js';
import { addressOf } from './address.js';
import { RateLimits, type RateLimitOptions } from './rate-limits.js';
import { TokenBuckets } from './token-buckets.js';

const refused = () => Promise.reject(new ProblemException('unauthenticated', 'Who?'));
const welcome = () => Promise.resolve('in');
const from = (ip: string, authorization = 'Bearer guess') => ({ ip, headers: { authorization } });

describe('a limit', () => {
  let now: number;
  beforeEach(() => void (now = 1_000));
  const limits = (options?: RateLimitOptions | false) => new RateLimits(options, { monotonic: () => now });
  const outcome = (promise: Promise<unknown>) =>
    promise.then(
      () => 200,
      (error: ProblemException) => error.problem.status,
    );

  it('lets so many through at once, and then as time passes', () => {
    const buckets = new TokenBuckets(6);
    const taken = () => Array.from({ length: 8 }, () => buckets.take('a', now)).filter((wait) => wait === 0);
    expect(taken()).toHaveLength(6);
    expect(buckets.take('a', now)).toBe(10_000);
    expect(buckets.take('b', now)).toBe(0);
    now += 9_999;
    expect(buckets.take('a', now)).toBe(1);
    now += 1;
    expect(buckets.take('a', now)).toBe(0);
    now += 3_600_000;
    expect(taken()).toHaveLength(6);
  });

  it('remembers no more senders than it has room for', () => {
    const buckets = new TokenBuckets(1);
    buckets.take('first', now);
    for (let nth = 0; nth < 10_000; nth++) buckets.take(`sender ${nth}`, now);
    expect(buckets.take('first', now)).toBe(0);
  });

  it('on wrong proofs ends with 429 and a time to come back, for that address alone', async () => {
    const limit = limits({ failedLogins: 2 });
    const attempts = [];
    for (let nth = 0; nth < 3; nth++) attempts.push(await outcome(limit.login(from('1.1.1.1'), refused)));
    expect(attempts).toEqual([401, 401, 429]);
    const error = await limit.login(from('1.1.1.1'), welcome).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ headers: { 'Retry-After': '30' } });
    expect(await outcome(limit.login(from('1.1.1.2'), refused))).toBe(401);
    now += 30_000;
    expect(await outcome(limit.login(from('1.1.1.1'), refused))).toBe(401);
  });

  it('does not lock out who got in with the same proof a while ago', async () => {
    const limit = limits({ failedLogins: 1 });
    const known = from('1.1.1.1', 'Bearer known');
    await limit.login(known, welcome);
    await outcome(limit.login(from('1.1.1.1'), refused));
    expect(await outcome(limit.login(from('1.1.1.1'), welcome))).toBe(429);
    expect(await outcome(limit.login(known, welcome))).toBe(200);
    expect(await outcome(limit.login(known, refused))).toBe(401); // taken back meanwhile
    expect(await outcome(limit.login(known, welcome))).toBe(429);
  });

  it('counts only what was refused, not what went wrong here', async () => {
    const limit = limits({ failedLogins: 1 });
    const down = () => Promise.reject(new ProblemException('identity-unavailable', 'down'));
    for (let nth = 0; nth < 3; nth++) expect(await outcome(limit.login(from('1.1.1.1'), down))).toBe(503);
  });

  it('on changes is for each principal, and can be switched off', () => {
    const limit = limits({ writes: 1 });
    limit.write({ name: 'ann' });
    limit.write({ name: 'bob' });
    expect(() => limit.write({ name: 'ann' })).toThrow(/Ask again in 60 s/);
    const none = limits(false);
    for (let nth = 0; nth < 1_000; nth++) none.write({ name: 'ann' });
    expect(() => limits({ writes: 0 })).toThrow(/rateLimit.writes/);
  });

  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:DB8:0:1:aaaa::1', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [undefined, ''],
  ])('takes %p for %p', (ip, address) => {
    expect(addressOf({ headers: {}, ...(ip && { ip }) })).toBe(address);
  });
});
