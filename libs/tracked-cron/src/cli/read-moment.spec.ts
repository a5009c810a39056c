import { readMoment } from './read-moment.js';

const NOW = Date.parse('2026-11-23T10:00:00Z');

describe('a moment on the command line', () => {
  it.each([
    ['2026-11-23T02:00:00Z', 'Europe/Riga', '2026-11-23T02:00:00.000Z'],
    ['2026-11-23T02:00:00.250+01:00', 'Europe/Riga', '2026-11-23T01:00:00.250Z'],
    ['2026-11-23T02:00', 'Europe/Riga', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23 02:00:30', 'UTC', '2026-11-23T02:00:30.000Z'],
    ['02:00', 'Europe/Riga', '2026-11-23T00:00:00.000Z'],
    ['12:00', 'Europe/Riga', '2026-11-23T10:00:00.000Z'],
    ['12:01', 'Europe/Riga', '2026-11-22T10:01:00.000Z'],
    // the clocks change at 01:00 UTC
    ['2026-03-29 02:30', 'Europe/Riga', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29 03:30', 'Europe/Riga', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 04:30', 'Europe/Riga', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25 03:30', 'Europe/Riga', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 04:30', 'Europe/Riga', '2026-10-25T02:30:00.000Z'],
  ])('is read from %s in %s', (text, timeZone, instant) => {
    expect(readMoment(text, timeZone, NOW)?.toISOString()).toBe(instant);
  });

  it.each(['2am', 'yesterday', '25:00', '2026-13-01 02:00', '2026-11-23', '02', ''])('is not %j', (text) => {
    expect(readMoment(text, 'UTC', NOW)).toBeNull();
  });
});
