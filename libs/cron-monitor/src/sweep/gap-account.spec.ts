import { gapFinding, gapsAt } from './gap-account.js';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;
const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const gap = (from: number, to: number, told = true) => ({ from: ago(from), to: ago(to), told });
const missed = (jobName: string, count: number) => ({
  jobName,
  count,
  from: ago(60 * SECOND),
  to: ago(SECOND),
});

describe('gaps between sweeps', () => {
  it.each([
    ['30 seconds', 30 * SECOND, 0],
    ['a moment more', 30 * SECOND + 1, 1],
  ])('begin after more than three that did not come: %s', (_, ms, count) => {
    expect(gapsAt([], ago(ms), NOW)).toHaveLength(count);
  });

  it('are remembered while a slot in one may be the last of its job', () => {
    const known = [gap(50 * DAY, 40 * DAY), gap(45 * DAY, 40 * DAY - 1)];
    expect(gapsAt(known, ago(SECOND), NOW)).toEqual([known[1]]);
    const many = Array.from({ length: 60 }, (_, n) => gap(n + 2, n + 1)).reverse();
    expect(gapsAt(many, ago(60 * SECOND), NOW)).toEqual([
      ...many.slice(-49),
      { from: ago(60 * SECOND), to: NOW, told: false },
    ]);
  });

  it('are told with the slots that nobody ran in them', () => {
    expect(gapFinding(gap(60 * SECOND, 0), [missed('orders', 3), missed('mail', 1)])).toMatchObject({
      rule: 'missed',
      severity: 'error',
      told: true,
      since: ago(60 * SECOND),
      message:
        'nobody watched from 2026-03-01T11:59:00.000Z to 2026-03-01T12:00:00.000Z: no instance was there, or the database ' +
        'was away; slots missed: orders (3), mail (1)',
      count: 4,
    });
    const many = Array.from({ length: 12 }, (_, n) => missed(`job${n}`, 1));
    expect(gapFinding(gap(60 * SECOND, 0), many).message).toMatch(/job9 \(1\) and those of 2 more jobs$/);
  });

  it('are kept to ourselves where they were short and no slot was missed, as in a deployment', () => {
    expect(gapFinding(gap(300 * SECOND - 1, 0), [])).toMatchObject({
      told: false,
      severity: 'warning',
      count: 1,
    });
    expect(gapFinding(gap(300 * SECOND, 0), [])).toMatchObject({ told: true, severity: 'warning' });
  });
});
