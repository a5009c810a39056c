import { checkedQuietHours } from './checked-quiet-hours.js';
import { quietUntil } from './quiet-hours.js';

const hours = (more: object = {}) =>
  checkedQuietHours({ from: '22:00', to: '07:00', timeZone: 'Europe/Riga', ...more }, 'quietHours');
const until = (at: string, given = hours()) => {
  const end = quietUntil(given, Date.parse(at));
  return end === null ? null : new Date(end).toISOString();
};

describe('quiet hours', () => {
  it('begin and end on the clock of their zone, over midnight', () => {
    expect(until('2026-01-14T19:59:59Z')).toBeNull();
    expect(until('2026-01-14T20:00:00Z')).toBe('2026-01-15T05:00:00.000Z');
    expect(until('2026-01-15T04:59:59Z')).toBe('2026-01-15T05:00:00.000Z');
    expect(until('2026-01-15T05:00:00Z')).toBeNull();
  });

  it('are an hour shorter in the night in which the clocks go forward, and longer when they go back', () => {
    expect(until('2026-03-28T20:00:00Z')).toBe('2026-03-29T04:00:00.000Z');
    expect(until('2026-10-24T19:00:00Z')).toBe('2026-10-25T05:00:00.000Z');
  });

  it('that begin when the clock skips that time begin at the first instant after it', () => {
    const skipped = hours({ from: '03:30', to: '08:00' });
    expect(until('2026-03-29T00:59:59Z', skipped)).toBeNull();
    expect(until('2026-03-29T01:00:00Z', skipped)).toBe('2026-03-29T05:00:00.000Z');
  });

  it('come on their days, and end on the day after', () => {
    const weekdays = hours({ days: ['mon', 'tue', 'wed', 'thu', 'fri'] });
    expect(until('2026-01-17T01:00:00Z', weekdays)).toBe('2026-01-17T05:00:00.000Z'); // since Friday evening
    expect(until('2026-01-17T21:00:00Z', weekdays)).toBeNull(); // Saturday evening
  });
});
