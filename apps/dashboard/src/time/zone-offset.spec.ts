import { offsetInWords, zoneOffset } from './zone-offset.js';

it.each([
  ['2026-07-01T00:00:00Z', 'Europe/Riga', 180],
  ['2026-12-01T00:00:00Z', 'Europe/Riga', 120],
  ['2026-12-01T00:00:00Z', 'America/St_Johns', -210],
  ['2026-12-01T00:00:00Z', 'UTC', 0],
])('at %s the clock of %s is %d minutes ahead', (at, zone, minutes) => {
  expect(zoneOffset(Date.parse(at), zone)).toBe(minutes);
});

it('is said shortly', () => {
  expect([120, 0, -210, 345].map(offsetInWords)).toEqual(['UTC+2', 'UTC+0', 'UTC−3:30', 'UTC+5:45']);
});
