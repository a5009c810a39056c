import fc from 'fast-check';
import { calendarsOf } from '../definition/calendar-option.js';
import type { CalendarOption } from '../definition/calendar.options.js';
import { closedBy } from './calendar.js';
import { planSlots } from './plan-slots.js';
import { Schedule } from './schedule.js';

const HOUR = 3_600_000;
const RIGA = 'Europe/Riga';

const reasonAt = (calendar: CalendarOption, instant: string, zone = RIGA) =>
  closedBy(calendarsOf(calendar, {}), zone, Date.parse(instant));

describe('a calendar', () => {
  it.each<[string, CalendarOption, string, string | null]>([
    ['opens on a Friday', { businessDays: true }, '2026-03-06T12:00:00Z', null],
    ['closes on a Saturday', { businessDays: true }, '2026-03-07T12:00:00Z', 'no_business_day'],
    ['begins a day by the wall clock of its zone', { businessDays: true }, '2026-03-06T21:59:59Z', null],
    ['ends it there too', { businessDays: true }, '2026-03-06T22:00:00Z', 'no_business_day'],
    ['takes days by name', { businessDays: ['sat'] }, '2026-03-06T12:00:00Z', 'no_business_day'],
    ['closes on a holiday', { holidays: ['2026-04-06'] }, '2026-04-06T09:00:00Z', 'holiday'],
    ['and not a year later', { holidays: ['2026-04-06'] }, '2027-04-06T09:00:00Z', null],
    ['but every year where none is named', { holidays: ['12-25'] }, '2031-12-25T09:00:00Z', 'holiday'],
    [
      'closes for a time',
      { blackouts: [{ from: '2026-12-24T18:00', to: '2026-12-27', reason: 'year end' }] },
      '2026-12-24T16:00:00Z',
      'blackout: year end',
    ],
    [
      'which begins no earlier',
      { blackouts: [{ from: '2026-12-24T18:00', to: '2026-12-27' }] },
      '2026-12-24T15:59:59Z',
      null,
    ],
    [
      'and whose end does not belong to it',
      { blackouts: [{ from: '2026-12-24T18:00', to: '2026-12-27' }] },
      '2026-12-26T22:00:00Z',
      null,
    ],
    [
      'closes every night',
      { blackouts: [{ from: '22:00', to: '06:00' }] },
      '2026-03-06T20:00:00Z',
      'blackout',
    ],
    [
      'until the morning',
      { blackouts: [{ from: '22:00', to: '06:00' }] },
      '2026-03-06T03:59:59Z',
      'blackout',
    ],
    ['and no longer', { blackouts: [{ from: '22:00', to: '06:00' }] }, '2026-03-06T04:00:00Z', null],
    [
      'closes from the very minute',
      { blackouts: [{ from: '12:00', to: '13:00' }] },
      '2026-03-06T10:00:00Z',
      'blackout',
    ],
    ['and not before it', { blackouts: [{ from: '12:00', to: '13:00' }] }, '2026-03-06T09:59:59Z', null],
    [
      'or on another day',
      { blackouts: [{ from: '12:00', to: '13:00', days: ['sat'] }] },
      '2026-03-06T10:30:00Z',
      null,
    ],
    ['closes at noon', { blackouts: [{ from: '12:00', to: '13:00' }] }, '2026-03-06T10:30:00Z', 'blackout'],
    ['and not after', { blackouts: [{ from: '12:00', to: '13:00' }] }, '2026-03-06T11:00:00Z', null],
    [
      'closes in the night that begins on a Friday',
      { blackouts: [{ from: '22:00', to: '06:00', days: ['fri'] }] },
      '2026-03-07T02:00:00Z',
      'blackout',
    ],
    [
      'but not in the one that ends on it',
      { blackouts: [{ from: '22:00', to: '06:00', days: ['fri'] }] },
      '2026-03-06T02:00:00Z',
      null,
    ],
    [
      'is closed where one of several is',
      [{ businessDays: true }, { holidays: ['03-06'] }],
      '2026-03-06T12:00:00Z',
      'holiday',
    ],
    ['is always open where nothing is said', {}, '2026-03-07T12:00:00Z', null],
  ])('%s', (_, calendar, instant, expected) => {
    expect(reasonAt(calendar, instant)).toBe(expected);
  });

  it('keeps the same wall-clock hours over both changes of the clocks', () => {
    const nights: CalendarOption = { blackouts: [{ from: '22:00', to: '06:00' }] };
    const instants = fc.integer({ min: Date.parse('2026-03-20'), max: Date.parse('2026-11-05') });
    const hours = new Intl.DateTimeFormat('en-GB', { timeZone: RIGA, hour: '2-digit', hourCycle: 'h23' });
    fc.assert(
      fc.property(instants, (instant) => {
        const hour = Number(hours.format(instant));
        const closed = closedBy(calendarsOf(nights, {}), RIGA, instant) !== null;
        expect(closed).toBe(hour >= 22 || hour < 6);
      }),
    );
  });

  it('counts closed slots as skipped, one range for each stretch, and runs the others', () => {
    const calendars = calendarsOf({ businessDays: true, holidays: ['2026-03-09'] }, {});
    const job = {
      schedule: Schedule.of('0 9,15 * * *', RIGA),
      misfire: 'all' as const,
      catchUpWindow: 30 * 24 * HOUR,
      maxCatchUp: 100,
      calendars,
    };
    // from Thursday night to Tuesday noon
    const [watermark, now] = ['2026-03-05T22:00:00Z', '2026-03-10T10:00:00Z'].map(Date.parse);
    const { slots, ranges } = planSlots({ job, watermark, now, held: null });
    expect(slots.map(({ slot, intent }) => [new Date(slot).toISOString(), intent])).toEqual([
      ['2026-03-06T07:00:00.000Z', 'run'],
      ['2026-03-06T13:00:00.000Z', 'run'],
      ['2026-03-10T07:00:00.000Z', 'run'],
    ]);
    expect(ranges).toEqual([
      {
        from: Date.parse('2026-03-07T07:00:00Z'),
        to: Date.parse('2026-03-08T13:00:00Z'),
        outcome: 'skipped',
        reason: 'no_business_day',
        count: 4,
      },
      {
        from: Date.parse('2026-03-09T07:00:00Z'),
        to: Date.parse('2026-03-09T13:00:00Z'),
        outcome: 'skipped',
        reason: 'holiday',
        count: 2,
      },
    ]);
  });
});
