import { calendarsOf, namedCalendars } from './calendar-option.js';
import type { CalendarOption } from './calendar.options.js';
import { defineJob } from './define-job.js';

const handler = { kind: 'function', run: () => {} } as const;
const source = { schedule: '* * * * *', defaultName: 'job', source: 'Jobs.run', handler };

describe('calendars', () => {
  it('are read with every default', () => {
    expect(
      calendarsOf({ businessDays: true, blackouts: [{ from: '2026-12-24', to: '2026-12-27T06:00' }] }, {}),
    ).toEqual([
      {
        businessDays: [1, 2, 3, 4, 5],
        holidays: [],
        blackouts: [{ kind: 'once', from: '2026-12-24T00:00', to: '2026-12-27T06:00', reason: 'blackout' }],
      },
    ]);
    expect(
      calendarsOf(
        { blackouts: [{ from: '22:00', to: '06:30', days: ['fri', 'fri', 'mon'], reason: 'x' }] },
        {},
      ),
    ).toEqual([
      {
        businessDays: [0, 1, 2, 3, 4, 5, 6],
        holidays: [],
        blackouts: [{ kind: 'recurring', from: 1320, to: 390, days: [1, 5], reason: 'blackout: x' }],
      },
    ]);
  });

  it('are found by name, beside others', () => {
    const named = namedCalendars({ de: { holidays: ['10-03', '02-29'] } });
    expect(calendarsOf(['de', { businessDays: ['sun'] }], named)).toEqual([
      named.de,
      { businessDays: [0], holidays: [], blackouts: [] },
    ]);
  });

  it.each<[unknown, RegExp]>([
    ['dE', /"dE" is not known: did you mean "de"/],
    ['holidays', /"holidays" is not known \(there are de\): write forRoot\(\{ calendars: \{ "holidays"/],
    [7, /calendar: it must be an object: write \{ businessDays: true/],
    [{ holiday: [] }, /part of a calendar "holiday" is not known: did you mean "holidays"/],
    [{ businessDays: [] }, /businessDays must name days/],
    [{ businessDays: ['monday'] }, /write businessDays: \['mon'/],
    [{ holidays: '12-25' }, /holidays must be a list/],
    [{ holidays: ['2026-02-30'] }, /"2026-02-30" is not a day: write '2026-12-25'/],
    [{ holidays: ['25.12.'] }, /is not a day/],
    [{ holidays: [20261225] }, /is not a day/],
    [{ blackouts: [{ from: '22:00', to: '22:00' }] }, /has no end/],
    [{ blackouts: [{ from: '22:00' }] }, /can't be read: write \{ from: '2026-12-24T18:00'/],
    [{ blackouts: [{ from: '22:00', to: '2026-01-01' }] }, /can't be read/],
    [{ blackouts: [{ from: '24:00', to: '06:00' }] }, /can't be read/],
    [{ blackouts: [{ from: '2026-12-27', to: '2026-12-24' }] }, /ends before it begins/],
    [
      { blackouts: [{ from: '2026-12-24', to: '2026-12-27', days: ['fri'] }] },
      /comes once: leave its days out/,
    ],
    [{ blackouts: [{ from: '22:00', to: '06:00', reason: '' }] }, /reason of a blackout/],
    [{ blackouts: [{ from: '22:00', until: '06:00' }] }, /"until" is not known/],
    [Array.from({ length: 11 }, () => 'de'), /10 calendars at most/],
  ])('refuse %j and say what to write', (calendar, message) => {
    const calendars = namedCalendars({ de: {} });
    const define = () =>
      defineJob(
        { ...source, options: { calendar: calendar as CalendarOption } },
        { timeZone: 'UTC', calendars },
      );
    expect(define).toThrow(message);
    expect(define).toThrow(/Job "job" \(Jobs\.run\)/);
  });

  it('of the module are checked under their names', () => {
    expect(() => namedCalendars({ de: { holidays: ['x'] } })).toThrow(/calendars\.de: the holiday "x"/);
    expect(() => namedCalendars([])).toThrow(/calendars must be an object/);
    expect(namedCalendars(undefined)).toEqual({});
  });

  it('of a group hold for its jobs, unless they have none', () => {
    const defaults = { timeZone: 'UTC', groups: { shop: { calendar: { businessDays: true } } as const } };
    const calendars = (calendar?: null) =>
      defineJob({ ...source, options: { group: 'shop', calendar } }, defaults).calendars;
    expect(calendars()).toHaveLength(1);
    expect(calendars(null)).toEqual([]);
  });
});
