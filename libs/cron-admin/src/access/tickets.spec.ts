import { TokenAccess } from './token-access.js';
import { Tickets } from './tickets.js';

describe('a ticket', () => {
  it('is good for once, and until its time', () => {
    const tickets = new Tickets<string>();
    const ticket = tickets.issue('ada', 1_000);
    const late = tickets.issue('bob', 1_000);
    expect(tickets.redeem('another', 0)).toBeUndefined();
    expect(tickets.redeem(ticket, 999)).toBe('ada');
    expect(tickets.redeem(ticket, 999)).toBeUndefined();
    expect(tickets.redeem(late, 1_000)).toBeUndefined();
  });

  it('is forgotten when a thousand newer ones have come', () => {
    const tickets = new Tickets<number>();
    const [first, second] = Array.from({ length: 1_001 }, (_, n) => tickets.issue(n, 1_000));
    expect(tickets.redeem(first, 0)).toBeUndefined();
    expect(tickets.redeem(second, 0)).toBe(1);
  });
});

describe('a link that signs in once', () => {
  const HOUR = 3_600_000;
  const clock = { time: Date.parse('2026-11-26T08:00:00Z'), now: () => clock.time };
  const admin = { token: 'admin-token-0001', role: 'admin' } as const;
  const desk = { token: 'desk-token-00001', role: 'operator', name: 'sports desk' } as const;
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it('opens a session of twelve hours for the token it stands for, by name or role', () => {
    const access = new TokenAccess([admin, { ...desk, scope: { owners: ['sports'] } }], {}, clock);
    for (const who of ['sports desk', 'operator']) {
      const { ticket, expiresAt } = access.issueTicket(who);
      expect(expiresAt.getTime()).toBe(clock.now() + HOUR);
      const session = access.redeemTicket(ticket)!;
      expect(session.expiresAt.getTime()).toBe(clock.now() + 12 * HOUR);
      expect(access.authenticate(bearer(session.token))).toEqual({
        name: 'sports desk',
        role: 'operator',
        scope: { owners: ['sports'] },
        expiresAt: session.expiresAt,
      });
      expect(access.redeemTicket(ticket)).toBeNull();
    }
  });

  it('opens a session that other instances know, until its token is taken away, and that its time ends', () => {
    const access = new TokenAccess([admin], {}, clock);
    const { token } = access.redeemTicket(access.issueTicket('admin').ticket)!;
    const twin = new TokenAccess([desk, admin], {}, clock);
    expect(twin.authenticate(bearer(token))?.name).toBe('admin');
    expect(new TokenAccess([desk], {}, clock).authenticate(bearer(token))).toBeNull();
    clock.time += 12 * HOUR;
    expect(twin.authenticate(bearer(token))).toBeNull();
  });

  it('opens none that outlives its token, nor any once the token has expired', () => {
    const expiresAt = new Date(clock.now() + HOUR / 2);
    const access = new TokenAccess([{ ...admin, expiresAt }], {}, clock);
    const late = access.issueTicket('admin');
    expect(access.redeemTicket(access.issueTicket('admin').ticket)?.expiresAt).toEqual(expiresAt);
    clock.time += HOUR / 2;
    expect(access.redeemTicket(late.ticket)).toBeNull();
  });

  it('is refused when it was kept for too long, or is for nobody', () => {
    const access = new TokenAccess([admin], {}, clock);
    const { ticket } = access.issueTicket('admin', { validFor: '5m' });
    clock.time += 5 * 60_000;
    expect(access.redeemTicket(ticket)).toBeNull();
    expect(() => access.issueTicket('operator')).toThrow(
      'no token has the name or role "operator". Write one of "admin".',
    );
  });
});
