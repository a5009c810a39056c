import { Schedule } from './schedule.js';

/*
 * The reference asks Intl for the wall clock of every minute of a year and applies the rules to it one by one.
 * It shares nothing with the implementation.
 */

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Globals are slow to reach inside a test, and the walk reaches for these millions of times. */
const { floor } = Math;
const NEVER = -Infinity;

interface WallClock {
  readonly zone: string;
  readonly year: number;
  /** First minute of the table, counted from the epoch. */
  readonly firstMinute: number;
  /** Wall-clock minute, counted from 1970-01-01T00:00 as if it were UTC, of every minute from the first. */
  readonly walls: Int32Array;
}

const clocks = new Map<string, WallClock>();

function wallClockOf(zone: string, year: number): WallClock {
  const key = `${zone} ${year}`;
  const clock = clocks.get(key) ?? readWallClock(zone, year);
  clocks.set(key, clock);
  return clock;
}

function readWallClock(zone: string, year: number): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const askIntl = (minute: number): number => {
    const [month, day, y, hour, m] = format
      .format(minute * MINUTE)
      .match(/\d+/g)!
      .map(Number);
    return Date.UTC(y!, month! - 1, day!, hour!, m!) / MINUTE;
  };
  const firstMinute = (Date.UTC(year, 0, 1) - 2 * DAY) / MINUTE;
  const lastMinute = (Date.UTC(year + 1, 0, 1) + 2 * DAY) / MINUTE;
  const walls = new Int32Array(lastMinute - firstMinute + 1);
  let left = askIntl(firstMinute);
  for (let minute = firstMinute; minute < lastMinute; minute += 15) {
    const right = askIntl(minute + 15);
    for (let i = 0; i <= 15; i += 1) {
      walls[minute + i - firstMinute] = right - left === 15 ? left + i : askIntl(minute + i);
    }
    left = right;
  }
  return { zone, year, firstMinute, walls };
}

/** Reads only what the expressions below need, by plain enumeration. */
function allowed(field: string, low: number, high: number): Set<number> {
  const values = new Set<number>();
  for (const element of field.split(',')) {
    const [range, step] = element.split('/');
    const [a, b] = range === '*' ? [low, high] : range!.split('-').map(Number);
    const end = b ?? (step === undefined ? a! : high);
    for (let value = a!; value <= end; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

interface Rule {
  readonly anchored: boolean;
  /** Whether the wall-clock second matches, counted as if it were UTC. */
  matches(wallSecond: number): boolean;
}

function ruleOf(expression: string): Rule {
  const texts = expression.split(' ');
  if (texts.length === 5) texts.unshift('0');
  const [s, m, h, dom, mon, dow] = texts as [string, string, string, string, string, string];
  const [seconds, minutes, hours] = [allowed(s, 0, 59), allowed(m, 0, 59), allowed(h, 0, 23)];
  const [dates, months, weekdays] = [allowed(dom, 1, 31), allowed(mon, 1, 12), allowed(dow, 0, 6)];
  const times = new Uint8Array(86_400);
  for (const hour of hours) {
    for (const minute of minutes) for (const second of seconds) times[(hour * 60 + minute) * 60 + second] = 1;
  }
  const days = new Map<number, boolean>();
  const dayMatches = (day: number): boolean => {
    const date = new Date(day * DAY);
    if (!months.has(date.getUTCMonth() + 1)) return false;
    const onDate = dates.has(date.getUTCDate());
    const onWeekday = weekdays.has(date.getUTCDay());
    if (dates.size < 31 && weekdays.size < 7) return onDate || onWeekday;
    return onDate && onWeekday;
  };
  return {
    anchored: !m.startsWith('*') && !h.startsWith('*'),
    matches(wallSecond) {
      const day = floor(wallSecond / 86_400);
      if (times[wallSecond - day * 86_400] === 0) return false;
      let known = days.get(day);
      if (known === undefined) days.set(day, (known = dayMatches(day)));
      return known;
    },
  };
}

/** Walks minute by minute (`unit` 60) or second by second (`unit` 1) from a time well before any result counts. */
function slotsByWalking(clock: WallClock, rule: Rule, from: number, to: number, unit: 1 | 60): number[] {
  const perMinute = 60 / unit;
  const slots: number[] = [];
  let latestWall = NEVER;
  for (let minute = from / MINUTE; minute <= to / MINUTE; minute += 1) {
    const wallMinute = clock.walls[minute - clock.firstMinute]!;
    for (let i = 0; i < perMinute; i += 1) {
      const wall = wallMinute * 60 + i * unit;
      let due = rule.matches(wall);
      if (rule.anchored) {
        if (wall <= latestWall) due = false;
        const skippedFrom = latestWall === NEVER ? wall : latestWall + unit;
        for (let skipped = skippedFrom; !due && skipped < wall; skipped += unit) due = rule.matches(skipped);
      }
      if (wall > latestWall) latestWall = wall;
      if (due) slots.push(minute * MINUTE + i * unit * 1000);
    }
  }
  return slots;
}

/** Instants at which the wall clock jumps. */
function changesOf({ walls, firstMinute }: WallClock): number[] {
  const changes: number[] = [];
  for (let i = 1; i < walls.length; i += 1) {
    if (walls[i]! - walls[i - 1]! !== 1) changes.push((firstMinute + i) * MINUTE);
  }
  return changes;
}

function expectSlots(
  clock: WallClock,
  expression: string,
  expected: number[],
  from: number,
  to: number,
): void {
  const schedule = new Schedule(expression, { timeZone: clock.zone });
  const forwards = [...schedule.slotsBetween(from - 1, to)];
  const backwards: number[] = [];
  for (let at = schedule.previousBefore(to + 1)!; at >= from; at = schedule.previousBefore(at)!)
    backwards.push(at);
  const firstWrong = (actual: number[]) => {
    const index = Math.max(actual.length, expected.length);
    for (let i = 0; i < index; i += 1)
      if (actual[i] !== expected[i]) return describeSlot(actual[i], expected[i]);
    return undefined;
  };
  expect([expression, 'forwards', firstWrong(forwards)]).toEqual([expression, 'forwards', undefined]);
  expect([expression, 'backwards', firstWrong(backwards.reverse())]).toEqual([
    expression,
    'backwards',
    undefined,
  ]);
}

function describeSlot(actual: number | undefined, expected: number | undefined): string {
  const iso = (slot: number | undefined) => (slot === undefined ? 'none' : new Date(slot).toISOString());
  return `${iso(actual)}, by walking ${iso(expected)}`;
}

const ZONE_YEARS: readonly (readonly [string, number])[] = [
  ['UTC', 2024],
  ['Europe/London', 2024],
  ['Europe/Dublin', 2024],
  ['Europe/Riga', 2024],
  ['America/New_York', 2024],
  ['America/St_Johns', 2010], // at 00:01
  ['America/Havana', 2024], // at midnight
  ['America/Sao_Paulo', 2018], // a day without midnight
  ['America/Nuuk', 2023], // stays on summer time
  ['America/Nuuk', 2024], // at 23:00 of the day before
  ['Africa/Casablanca', 2024], // winter time in Ramadan
  ['Africa/Cairo', 2024],
  ['Antarctica/Troll', 2024], // two hours
  ['Asia/Tehran', 2022],
  ['Asia/Kathmandu', 2024],
  ['Australia/Lord_Howe', 2024], // half an hour
  ['Pacific/Chatham', 2024],
  ['Pacific/Apia', 2011], // a day that never was
  ['Pacific/Kwajalein', 1969], // a day that came twice
];

const EXPRESSIONS = [
  '*/40 * * * *',
  '0 */2 * * *',
  '*/20 1-3 * * *',
  '* 2 * * 0',
  '30 */3 * * 1-5',
  '0 0 * * *',
  '30 1 * * *',
  '15,30,45 2 * * *',
  '0,30 0-4 * * *',
  '10-20 1,2,23 * * *',
  '45 22-23 * * *',
  '1 0 1,15,30,31 * *',
  '30 2 * 3,10,11 0',
  '0 12 30 12 *',
  '30 2 13 * 5',
];

const EXPRESSIONS_WITH_SECONDS = [
  '*/10 30 2 * * *',
  '5,50 0,59 0-3 * * *',
  '30 15 0,23 * * *',
  '*/7 * * * * *',
  '20 */15 1-2 * * *',
  '59 59 * * * *',
];

describe('A schedule, compared with walking through the year with Intl', () => {
  it.each(ZONE_YEARS)('has the same slots to the minute in %s %i', (zone, year) => {
    const clock = wallClockOf(zone, year);
    const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
    for (const expression of EXPRESSIONS) {
      const walked = slotsByWalking(clock, ruleOf(expression), clock.firstMinute * MINUTE, to, 60);
      expectSlots(
        clock,
        expression,
        walked.filter((slot) => slot >= from && slot <= to),
        from,
        to,
      );
    }
  });

  it.each(ZONE_YEARS)('has the same slots to the second around every change in %s %i', (zone, year) => {
    const clock = wallClockOf(zone, year);
    const tableEnd = (clock.firstMinute + clock.walls.length - 1) * MINUTE;
    for (const change of changesOf(clock)) {
      const from = change - 2 * 3_600_000;
      const to = Math.min(change + 26 * 3_600_000, tableEnd);
      for (const expression of EXPRESSIONS_WITH_SECONDS) {
        const walked = slotsByWalking(clock, ruleOf(expression), change - DAY, to, 1);
        expectSlots(
          clock,
          expression,
          walked.filter((slot) => slot >= from && slot <= to),
          from,
          to,
        );
      }
    }
  });
});

describe('A schedule at the hour of a daylight-saving change', () => {
  /** Found forwards, found backwards, and counted. */
  const slots = (expression: string, timeZone: string, from: string, to: string) => {
    const schedule = new Schedule(expression, { timeZone });
    const [after, upTo] = [Date.parse(from), Date.parse(to)];
    const forwards = [...schedule.slotsBetween(after, upTo)];
    const backwards: number[] = [];
    for (let at = schedule.previousBefore(upTo + 1)!; at > after; at = schedule.previousBefore(at)!)
      backwards.unshift(at);
    expect(backwards).toEqual(forwards);
    expect(schedule.countBetween(after, upTo)).toBe(forwards.length);
    return forwards.map((slot) => new Date(slot).toISOString());
  };
  const spring = (expression: string) =>
    slots(expression, 'America/New_York', '2024-03-10T06:00:00Z', '2024-03-10T07:30:00Z'); // gap 02:00-03:00 at 07:00Z
  const autumn = (expression: string) =>
    slots(expression, 'America/New_York', '2024-11-03T04:59:59Z', '2024-11-03T07:00:00Z'); // 01:00-02:00 twice from 05:00Z

  it.each([
    [
      'a fixed time in the gap fires at the first instant after it',
      '30 2 * * *',
      ['2024-03-10T07:00:00.000Z'],
    ],
    ['the first time of the gap fires at the first instant after it', '0 2 * * *', ['07:00']],
    ['the last time of the gap does too', '59 59 2 * * *', ['07:00']],
    ['a time ahead of the gap is not moved', '59 59 1 * * *', ['06:59:59']],
    ['the first time after the gap is not moved', '0 3 * * *', ['07:00']],
    ['nor is one a second later', '1 0 3 * * *', ['07:00:01']],
    ['several fixed times in the gap fire once', '0,15,45 2 * * *', ['2024-03-10T07:00:00.000Z']],
    ['a skipped time and a slot right after the gap fire once', '0 2,3 * * *', ['2024-03-10T07:00:00.000Z']],
    ['every second of a skipped minute fires once', '* 30 2 * * *', ['2024-03-10T07:00:00.000Z']],
    ['a range of hours over the gap loses nothing', '20 1-3 * * *', ['06:20', '07:00', '07:20']],
    ['a star in the minute is not moved', '*/30 2 * * *', []],
    ['a star in the hour is not moved', '30 */2 * * *', []],
    ['a star in the hour follows elapsed time', '15 * * * *', ['06:15', '07:15']],
  ])('in spring %s: %s', (_, expression, expected) => {
    const full = expected.map((time) =>
      time.length > 8 ? time : `2024-03-10T${`${time}:00`.slice(0, 8)}.000Z`,
    );
    expect(spring(expression)).toEqual(full);
  });

  it.each([
    ['a fixed time fires at the first of the two', '30 1 * * *', ['05:30']],
    ['a list of fixed times fires in the first hour only', '0,30 1 * * *', ['05:00', '05:30']],
    ['a star in the minute fires in both hours', '*/30 1 * * *', ['05:00', '05:30', '06:00', '06:30']],
    ['a star in the hour fires in both hours', '30 * * * *', ['05:30', '06:30']],
    ['a range over all hours says the same as a star', '0 0-23/1 * * *', ['05:00', '06:00', '07:00']],
    ['a range up to the last hour is no star', '0 1-23 * * *', ['05:00', '07:00']],
    ['nor is one from the first hour on', '0 0-22 * * *', ['05:00', '07:00']],
    ['a time just after the overlap fires once', '0 2 * * *', ['07:00']],
  ])('in autumn %s: %s', (_, expression, expected) => {
    expect(autumn(expression)).toEqual(expected.map((time) => `2024-11-03T${time}:00.000Z`));
  });

  it('fires every second of the first pass only, when the minute is fixed', () => {
    const seconds = autumn('* 30 1 * * *');
    expect(seconds).toHaveLength(60);
    expect(seconds[0]).toBe('2024-11-03T05:30:00.000Z');
    expect(seconds[59]).toBe('2024-11-03T05:30:59.000Z');
  });

  it('is not jumped over where the next match is a year away', () => {
    // 00:00-01:00 twice in Havana, from 04:00Z
    const havana = (expression: string) =>
      slots(expression, 'America/Havana', '2024-11-03T03:59:59Z', '2024-11-04T06:00:00Z');
    expect(havana('55 * 3 11 *').slice(0, 3)).toEqual([
      '2024-11-03T04:55:00.000Z',
      '2024-11-03T05:55:00.000Z',
      '2024-11-03T06:55:00.000Z',
    ]);
    const schedule = new Schedule('55 * 3 11 *', { timeZone: 'America/Havana' });
    expect(schedule.previous(new Date('2024-11-03T05:10:00Z'))).toEqual(new Date('2024-11-03T04:55:00Z'));
    expect(autumn('*/30 1 3 11 *')).toEqual(
      ['05:00', '05:30', '06:00', '06:30'].map((time) => `2024-11-03T${time}:00.000Z`),
    );
  });

  it('was not due after a gap because of a time that is still to come', () => {
    const schedule = new Schedule('1 0 3 10 3 *', { timeZone: 'America/New_York' });
    expect(schedule.previous(new Date('2024-03-10T07:00:01Z'))).toEqual(new Date('2023-03-10T08:00:01Z'));
  });

  it('fires at once after a whole day that never was', () => {
    const apia = slots('0 9 30 12 *', 'Pacific/Apia', '2011-12-01T00:00:00Z', '2012-01-02T00:00:00Z');
    expect(apia).toEqual(['2011-12-30T10:00:00.000Z']);
  });
});
