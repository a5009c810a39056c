import { digestMessage, type DigestMember } from './digest-message.js';

const NOW = Date.parse('2026-01-14T12:00:00Z');
const scope = { application: 'shop', environment: 'production', now: NOW };
const member = (nth: number, changed: Partial<DigestMember> = {}): DigestMember => ({
  incidentId: `i${nth}`,
  subject: `job-${nth}`,
  group: 'billing',
  kind: 'opened',
  severity: 'warning',
  why: 'storm',
  word: 'FAILED',
  sentence: 'the last 3 executions failed',
  error: null,
  beganAt: new Date(NOW - 60_000 + nth),
  resolvedAt: null,
  ...changed,
});

describe('a digest', () => {
  it('counts each incident once, the loudest first, and says what is over', () => {
    const message = digestMessage(
      [
        member(1),
        member(2, { severity: 'critical', group: null, word: 'MISSED' }),
        member(3, { resolvedAt: new Date(NOW) }),
        member(3, { kind: 'recovered', word: 'RECOVERED', resolvedAt: new Date(NOW) }),
      ],
      scope,
    );
    expect(message).toMatchObject({ title: 'DIGEST · 3 incidents · production', severity: 'critical' });
    expect(message.sentence).toBe(
      '3 incidents, 2 of them not over, in one message: they came within a minute.',
    );
    expect(message.lines).toEqual([
      'MISSED · job-2: the last 3 executions failed',
      'FAILED · job-1: the last 3 executions failed',
      'FAILED · job-3: the last 3 executions failed (over after 1 m)',
    ]);
    expect(message.fields.map(({ text }) => text)).toEqual(['FAILED 2, MISSED 1', 'billing 2, no group 1']);
  });

  it('names the cause that at least half of them share', () => {
    const failed = (count: number, error: string) =>
      Array.from({ length: count }, (_, nth) => member(nth, { error }));
    const others = [member(100, { error: 'Error: other' }), member(101)];
    expect(digestMessage([...failed(2, 'Error: down'), ...others], scope).sentence).toMatch(
      / 2 of them failed with Error: down\.$/,
    );
    expect(digestMessage([...failed(1, 'Error: down'), ...others], scope).sentence).not.toContain(
      'failed with',
    );
  });

  it('loses nobody: what does not fit is counted', () => {
    const many = Array.from({ length: 1_234 }, (_, nth) => member(nth));
    const { lines, subject } = digestMessage(many, scope);
    expect([subject, lines.length, lines.at(-1)]).toEqual(['1234 incidents', 101, '… and 1134 more']);
  });
});
