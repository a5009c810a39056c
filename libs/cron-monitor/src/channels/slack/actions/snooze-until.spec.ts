import { snoozeUntil } from './snooze-until.js';

describe('snoozeUntil', () => {
  it.each([
    ['1h', '2026-11-26T10:00:00+02:00', '2026-11-26T11:00:00+02:00'],
    ['4h', '2026-11-26T23:00:00+02:00', '2026-11-27T03:00:00+02:00'],
    ['tomorrow', '2026-11-26T15:00:00+02:00', '2026-11-27T09:00:00+02:00'],
    // called out of bed: the coming morning
    ['tomorrow', '2026-11-26T02:00:00+02:00', '2026-11-26T09:00:00+02:00'],
    ['tomorrow', '2026-11-26T05:00:00+02:00', '2026-11-26T09:00:00+02:00'],
    ['tomorrow', '2026-11-26T05:00:01+02:00', '2026-11-27T09:00:00+02:00'],
    // the night in which clocks go forward
    ['tomorrow', '2026-03-28T20:00:00+02:00', '2026-03-29T09:00:00+03:00'],
  ] as const)('%s, pressed at %s, ends at %s', (snooze, now, until) => {
    expect(snoozeUntil(snooze, new Date(now), 'Europe/Riga')).toEqual(new Date(until));
  });

  it('means the zone of the process where none is said', () => {
    expect(snoozeUntil('tomorrow', new Date(2026, 10, 26, 15), undefined)).toEqual(new Date(2026, 10, 27, 9));
  });
});
