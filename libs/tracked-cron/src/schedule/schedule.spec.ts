import { TrackedCronError } from '../tracked-cron.error.js';
import { Schedule } from './schedule.js';

const utc = (expression: string) => new Schedule(expression, { timeZone: 'UTC' });
const next = (expression: string, after: string) => utc(expression).next(new Date(after)).toISOString();

function errorOf(make: () => unknown): TrackedCronError {
  try {
    make();
  } catch (error) {
    if (error instanceof TrackedCronError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('A schedule', () => {
  it('carries its expression and zone as they were written', () => {
    const schedule = new Schedule(' 0 2 * * MON ', { timeZone: 'europe/riga' });
    expect(schedule).toMatchObject({
      expression: ' 0 2 * * MON ',
      timeZone: 'europe/riga',
      everyMs: undefined,
    });
  });

  it('means the zone of the process when none is given', () => {
    expect(new Schedule('@daily').timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it('is never due at the very instant it is asked about', () => {
    expect(next('0 12 * * *', '2024-05-01T12:00:00.000Z')).toBe('2024-05-02T12:00:00.000Z');
    expect(next('0 12 * * *', '2024-05-01T11:59:59.999Z')).toBe('2024-05-01T12:00:00.000Z');
    expect(utc('0 12 * * *').previous(new Date('2024-05-01T12:00:00.000Z'))?.toISOString()).toBe(
      '2024-04-30T12:00:00.000Z',
    );
    expect(utc('0 12 * * *').previous(new Date('2024-05-01T12:00:00.001Z'))?.toISOString()).toBe(
      '2024-05-01T12:00:00.000Z',
    );
  });

  it('is not due at that instant either after it was asked about others', () => {
    const schedule = utc('0 * * * *');
    const hours = (...asked: number[]) =>
      asked.map((hour) => schedule.nextAfter(hour * 3_600_000) / 3_600_000);
    expect(hours(1, 2, 1, 1.5, 2.5, 3, 9, 3, 4, 9, 10, 1)).toEqual([2, 3, 2, 2, 3, 4, 10, 4, 5, 10, 11, 2]);
  });

  it('finds a leap day eight years ahead and eight years back', () => {
    expect(next('0 0 29 2 *', '2096-02-29T00:00:00Z')).toBe('2104-02-29T00:00:00.000Z');
    expect(utc('0 0 29 2 *').previous(new Date('2104-02-29T00:00:00Z'))?.toISOString()).toBe(
      '2096-02-29T00:00:00.000Z',
    );
  });

  it.each([
    ['2024-05-15T00:00:00Z', '2024-03-31T00:00:00.000Z'],
    ['2024-03-31T00:00:00Z', '2024-03-01T00:00:00.000Z'],
    ['2024-03-01T00:00:00Z', '2023-03-31T00:00:00.000Z'],
    ['2024-02-10T00:00:00Z', '2023-03-31T00:00:00.000Z'],
  ])('finds ahead of %s the day of an allowed month', (before, expected) => {
    expect(utc('0 0 1,31 3 *').previous(new Date(before))?.toISOString()).toBe(expected);
  });

  it('joins day of month and day of week by "or" when both are restricted', () => {
    const days = utc('0 0 13 * 5').between(new Date('2024-09-01'), new Date('2024-09-30'));
    expect(days.map((day) => day.getUTCDate())).toEqual([6, 13, 20, 27]);
    const october = utc('0 0 13 * 5').between(new Date('2024-10-01'), new Date('2024-10-31'));
    expect(october.map((day) => day.getUTCDate())).toEqual([4, 11, 13, 18, 25]);
  });

  it.each([
    ['jan', 0], ['feb', 1], ['mar', 2], ['apr', 3], ['may', 4], ['jun', 5],
    ['jul', 6], ['aug', 7], ['sep', 8], ['oct', 9], ['nov', 10], ['dec', 11],
  ])('reads the month %s', (name, month) => {
    expect(next(`0 0 1 ${name} *`, '2023-12-31T23:59:59Z')).toBe(new Date(Date.UTC(2024, month, 1)).toISOString());
  }); // prettier-ignore

  it.each(['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((name, day) => [name, day] as const))(
    'reads the weekday %s',
    (name, day) => {
      // 2024-09-01 was a Sunday
      expect(next(`0 0 * * ${name}`, '2024-08-31T23:59:59Z')).toBe(
        new Date(Date.UTC(2024, 8, 1 + day)).toISOString(),
      );
    },
  );

  it('leaves out the start of a span and takes in its end', () => {
    const hours = utc('@hourly').between(new Date('2024-05-01T10:00:00Z'), new Date('2024-05-01T12:00:00Z'));
    expect(hours.map((slot) => slot.toISOString())).toEqual([
      '2024-05-01T11:00:00.000Z',
      '2024-05-01T12:00:00.000Z',
    ]);
  });

  it('counts a span in the same way, however short', () => {
    const noon = Date.parse('2024-05-01T12:00:00Z');
    const count = (from: number, to: number) => utc('0 12 * * *').countBetween(noon + from, noon + to);
    expect([count(-1, 0), count(-1_000, 0), count(-1_001, 0)]).toEqual([1, 1, 1]);
    expect([count(-1, 1), count(0, 0), count(0, 1), count(-1_000, -1)]).toEqual([1, 0, 0, 0]);
  });

  it('lists at most 10,000 slots unless told otherwise, the earliest', () => {
    const [from, to] = [new Date('2024-01-01'), new Date('2025-01-01')];
    expect(utc('* * * * * *').between(from, to)).toHaveLength(10_000);
    expect(utc('* * * * * *').between(from, to, 2).map(Number)).toEqual([
      Number(from) + 1000,
      Number(from) + 2000,
    ]);
    expect(utc('* * * * * *').between(from, to, 1).map(Number)).toEqual([Number(from) + 1000]);
    expect(utc('* * * * * *').between(from, to, 0)).toEqual([]);
    expect(utc('* * * * * *').between(to, from)).toEqual([]);
  });

  it('iterates over slots as they are asked for', () => {
    const [first] = utc('* * * * * *').slotsBetween(0, Infinity);
    expect(first).toBe(1000);
  });

  it('tells how long its period is around a time', () => {
    const weekdays = utc('0 9 * * 1-5');
    const monday = Date.parse('2024-05-06T00:00:00Z');
    const friday = Date.parse('2024-05-10T00:00:00Z');
    expect(weekdays.periodAt(monday)).toBe(86_400_000);
    expect(weekdays.periodAt(friday)).toBe(3 * 86_400_000);
    expect(utc('@every 90s').periodAt(monday)).toBe(90_000);
  });

  it('shares one object among those who ask for the same', () => {
    expect(Schedule.of('0 5 * * *', 'UTC')).toBe(Schedule.of('0 5 * * *', 'UTC'));
    expect(Schedule.of('0 5 * * *', 'UTC')).not.toBe(Schedule.of('0 5 * * *', 'Europe/Riga'));
  });

  it('has slots from the year 1900 to the year 9999', () => {
    expect(utc('@daily').nextAfter(-Infinity)).toBe(Date.UTC(1900, 0, 1));
    expect(utc('@daily').previousBefore(Date.UTC(1900, 0, 1))).toBeUndefined();
    expect(utc('@daily').previousBefore(Date.UTC(1900, 0, 1) + 1)).toBe(Date.UTC(1900, 0, 1));
    expect(utc('@daily').previousBefore(Infinity)).toBe(Date.UTC(9999, 11, 31));
    expect(errorOf(() => utc('@daily').nextAfter(Date.UTC(9999, 11, 31))).code).toBe('NO_SLOT');
    expect([...utc('@yearly').slotsBetween(Date.UTC(9998, 5, 1), Infinity)]).toEqual([Date.UTC(9999, 0, 1)]);
  });

  it('may have one in the last millisecond', () => {
    const last = Date.UTC(10_000, 0, 1) - 1; // divides by 55,757
    const schedule = utc('@every 55757ms');
    expect(schedule.nextAfter(last - 1)).toBe(last);
    expect(schedule.previousBefore(Infinity)).toBe(last);
    expect([...schedule.slotsBetween(last - 1, Infinity)]).toEqual([last]);
    expect(schedule.countBetween(last - 1, Infinity)).toBe(1);
  });

  it('counts them within these years only', () => {
    // 1900-01-01 lies 691 times 37 days before the epoch
    const schedule = utc('@every 37d');
    expect(schedule.countBetween(-Infinity, 0)).toBe(692);
    expect(schedule.countBetween(0, Infinity)).toBe(
      Math.floor((Date.UTC(10_000, 0, 1) - 1) / (37 * 86_400_000)),
    );
    expect(utc('@daily').countBetween(Date.UTC(9999, 11, 29), Infinity)).toBe(2);
    expect(utc('@daily').countBetween(-Infinity, Date.UTC(1900, 0, 2))).toBe(2);
  });

  it('counts those of several expressions one by one', () => {
    const both = utc('@every 2m | @every 3m');
    expect([both.countsFast, utc('@every 2m').countsFast, utc('@daily').countsFast]).toEqual([
      false,
      true,
      true,
    ]);
    expect(both.countBetween(0, 12 * 60_000)).toBe(8);
    expect(both.countBetween(120_000, 180_000)).toBe(1);
    expect(both.countBetween(180_000, 120_000)).toBe(0);
  });

  it('says past which time it is not due any more', () => {
    const after = Date.UTC(9999, 11, 31);
    const error = errorOf(() => utc('@daily').nextAfter(after));
    expect(error.details).toEqual({ expression: '@daily', after });
    expect(error.message).toBe(
      `Schedule '@daily' is not due between ${after} and the end of the year 9999; ask for an earlier time.`,
    );
  });

  it('says that an invalid date is no instant, whatever it is asked', () => {
    const message = 'The instant is not a number; pass a valid Date or epoch milliseconds.';
    const [nan, daily] = [Number.NaN, utc('@daily')];
    expect(errorOf(() => daily.nextAfter(nan)).message).toBe(message);
    expect(errorOf(() => daily.countBetween(nan, 0)).message).toBe(message);
    expect(errorOf(() => daily.countBetween(0, nan)).message).toBe(message);
    expect(errorOf(() => [...daily.slotsBetween(0, nan)]).message).toBe(message);
  });

  it.each(['next', 'previous'] as const)('refuses an invalid date in %s', (method) => {
    expect(errorOf(() => utc('@daily')[method](new Date(Number.NaN))).code).toBe('INVALID_INSTANT');
  });
});

describe('Several expressions', () => {
  const openingHours = ['0 8 * * 1-5', ' 0 10 * * 0,6 '];
  const friday = new Date('2024-05-03T00:00:00Z');

  it('are due whenever one of them is', () => {
    const slots = new Schedule(openingHours, { timeZone: 'UTC' }).between(friday, new Date('2024-05-06T12:00:00Z'));
    expect(slots.map((slot) => slot.toISOString().slice(0, 13))).toEqual([
      '2024-05-03T08',
      '2024-05-04T10',
      '2024-05-05T10',
      '2024-05-06T08',
    ]);
  }); // prettier-ignore

  it('are found backwards too', () => {
    const schedule = Schedule.of(openingHours, 'UTC');
    expect(schedule.previous(new Date('2024-05-06T08:00:00Z'))).toEqual(new Date('2024-05-05T10:00:00Z'));
    expect(schedule.periodAt(Number(friday))).toBe(26 * 3_600_000);
  });

  it('that share a slot have it once', () => {
    const slots = new Schedule(['*/10 * * * *', '*/15 * * * *', '@every 30m'], { timeZone: 'UTC' });
    const minutes = slots.between(friday, new Date('2024-05-03T01:00:00Z'));
    expect(minutes.map((slot) => slot.getUTCMinutes())).toEqual([10, 15, 20, 30, 40, 45, 50, 0]);
    expect(slots.everyMs).toBeUndefined();
    expect(Schedule.of('@every 30m | @hourly', 'UTC').everyMs).toBeUndefined();
  });

  it('are one readable text, which is read back as the same schedule', () => {
    const schedule = Schedule.of(openingHours, 'Europe/Riga');
    expect(schedule.expression).toBe('0 8 * * 1-5 | 0 10 * * 0,6');
    expect(Schedule.of(schedule.expression, 'Europe/Riga')).toBe(schedule);
    expect(schedule.describe()).toBe(
      'at 08:00 on Monday to Friday; at 10:00 on Saturday and Sunday, Europe/Riga',
    );
    expect(new Schedule(['@every 90s', '* * * * *']).describe()).toBe(
      'every 1 minute and 30 seconds; every minute',
    );
  });

  it('keep the daylight-saving rule that each has alone', () => {
    const riga = { timeZone: 'Europe/Riga' };
    const gap = [new Date('2024-03-31T00:00:00Z'), new Date('2024-03-31T02:00:00Z')] as const;
    const both = new Schedule(['30 3 * * *', '*/40 * * * *'], riga).between(...gap);
    const each = [new Schedule('30 3 * * *', riga), new Schedule('*/40 * * * *', riga)].flatMap((alone) =>
      alone.between(...gap).map(Number),
    );
    expect(both.map(Number)).toEqual([...new Set(each)].sort((a, b) => a - b));
  });

  it.each<[readonly string[], string]>([
    [[], "Schedule '': the list is empty; write at least one expression such as '0 2 * * *'."],
    [['* * * * *', '61 * * * *'], "Schedule '61 * * * *': minute 61 is out of range 0-59."],
    [['* * * * *', ''], "Schedule '': has 0 fields; write 5"],
    [['* * * * *', ' @NEVER '], '@never stands among others; write it alone, or leave it out.'],
    [['* * * * *', '@never'], '@never stands among others; write it alone, or leave it out.'],
    [Array(51).fill('* * * * *') as string[], 'there are 51 expressions, at most 50 are read;'],
    [[5 as unknown as string], "Schedule '5': is not text; write a cron expression such as '0 2 * * *'."],
  ])('%j say what is wrong with one of them', (expressions, message) => {
    expect(errorOf(() => new Schedule(expressions)).message).toContain(message);
  });
});

describe('As many expressions as are read', () => {
  it('are fifty', () => {
    expect(new Schedule(Array(50).fill('0 0 * * *') as string[], { timeZone: 'UTC' }).nextAfter(0)).toBe(
      86_400_000,
    );
  });
});

describe('@never', () => {
  it('has no slot, before or after', () => {
    const never = utc('@never');
    expect(never.isNever).toBe(true);
    expect(never.describe()).toBe('never');
    expect(never.previous(new Date())).toBeUndefined();
    expect(never.between(new Date(0), new Date())).toEqual([]);
    expect([never.countsFast, never.countBetween(0, Infinity)]).toEqual([true, 0]);
    expect(errorOf(() => never.next(new Date())).code).toBe('NO_SLOT');
    expect(utc('@daily').isNever).toBe(false);
  });
});

describe('An interval', () => {
  it.each([
    ['@every 90s', 90_000],
    ['@every 1h30m', 5_400_000],
    ['@EVERY  2D', 172_800_000],
    ['@every 1500ms', 1500],
    ['@every 1s', 1000],
    ['@every 366d', 31_622_400_000],
    ['@every 1d1h1m1s1ms', 90_061_001],
  ])('%s is read as %i ms', (expression, everyMs) => {
    expect(utc(expression).everyMs).toBe(everyMs);
  });

  it('is anchored at the Unix epoch, in every zone', () => {
    const schedule = new Schedule('@every 7m', { timeZone: 'Asia/Kathmandu' });
    expect(schedule.nextAfter(0)).toBe(420_000);
    expect(schedule.previousBefore(0)).toBe(-420_000);
    expect(schedule.nextAfter(420_000 * 4_000_000 + 1)).toBe(420_000 * 4_000_001);
  });

  it.each([
    [0, 420_000, 1],
    [0, 419_999, 0],
    [-1, 420_000, 2],
    [420_000, 840_000, 1],
    [419_999, 840_000, 2],
    [-840_001, 840_000, 5],
    [840_000, 0, 0],
  ])('has between %i, left out, and %i, taken in, %i slots', (from, to, count) => {
    expect(utc('@every 7m').countBetween(from, to)).toBe(count);
  });
});

describe('The message about a schedule that cannot be used', () => {
  it.each([
    ['61 * * * *', 'minute 61 is out of range 0-59.'],
    ['* 24 * * *', 'hour 24 is out of range 0-23.'],
    ['* * 0 * *', 'day of month 0 is out of range 1-31.'],
    ['* * * 5-13 *', 'month 13 is out of range 1-12.'],
    ['* * * * 8', 'day of week 8 is out of range 0-7.'],
    ['99 * * * * *', 'second 99 is out of range 0-59.'],
    ['0 0 1-100000000 * *', 'day of month 100000000 is out of range 1-31.'],
    ['* 22-6 * * *', 'hour 22-6 runs backwards; write 22-23,0-6.'],
    ['* * * * fri-mon', 'day of week 5-1 runs backwards; write 5-6,0-1.'],
    ['* * * * sat-sun', 'day of week 6-0 runs backwards; write 6,0.'],
    ['*/0 * * * *', "minute '*/0' has a step of zero; write a step of 1 or more."],
    ['* * ? * *', "day of month '?' is not supported; write *."],
    ['* * L * *', "day of month 'l' uses L or W, which are not supported; write numbers."],
    ['* * * * 5#2', "day of week '5#2' uses #, which is not supported; write numbers."],
    ['* * * * monday', "'monday' in day of week is not known; write numbers or the first three letters, jan to dec or sun to sat."],
    ['1,,2 * * * *', "minute '' cannot be read; write *, a number from 0 to 59, a range such as 0-2, a step such as */2, or a list of these with commas and no spaces."],
    ['* * * *', 'has 4 fields; write 5 (minute, hour, day of month, month, day of week) or 6 (second first).'],
    ['@fortnightly', "'@fortnightly' is not known; write one of @yearly, @monthly, @weekly, @daily, @hourly, @minutely, @secondly, @weekdays, @weekends or @every 90s."],
    ['@dayly', "'@dayly' is not known; write @daily."],
    ['@midnight', "'@midnight' is not known; write @daily."],
    ['@annually', "'@annually' is not known; write @yearly."],
    ['*', 'has 1 field; write 5 (minute, hour, day of month, month, day of week) or 6 (second first).'],
    ['* * * * * * *', 'has 7 fields; write 5 (minute, hour, day of month, month, day of week) or 6 (second first).'],
    ['* * 15w * *', "day of month '15w' uses L or W, which are not supported; write numbers."],
    ['* * lx * *', "'lx' in day of month is not known; write numbers or the first three letters, jan to dec or sun to sat."],
    ['* * xl * *', "'xl' in day of month is not known; write numbers or the first three letters, jan to dec or sun to sat."],
    ['12345678901234567890- * * * *', "minute '12345678901234567890...' cannot be read; write *, a number from 0 to 59, a range such as 0-2, a step such as */2, or a list of these with commas and no spaces."],
    ['1234567890123456789- * * * *', "minute '1234567890123456789-' cannot be read; write *, a number from 0 to 59, a range such as 0-2, a step such as */2, or a list of these with commas and no spaces."],
    ['0 0 30 2 *', 'never comes true, day of month 30 does not exist in month 2; write a day of month up to 29 or another month.'],
    ['0 0 31 2,4,6,9,11 *', 'never comes true, day of month 31 does not exist in month 2, 4, 6, 9, 11; write a day of month up to 30 or another month.'],
    ['@every 500ms', 'the interval is 500 ms, the shortest is one second; write @every 1s, or loop inside the job.'],
    ['@every 999ms', 'the interval is 999 ms, the shortest is one second; write @every 1s, or loop inside the job.'],
    ['@every 366d1ms', "the interval is longer than 366 days; write a date instead, such as '0 0 1 1 *' for every new year."],
    ['@every', 'the interval cannot be read; write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m.'],
    ['@every5m', 'the interval cannot be read; write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m.'],
    ['@every 5m or so', 'the interval cannot be read; write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m.'],
    ['@every x @every 5m', 'the interval cannot be read; write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m.'],
    ['5 @every 5m', 'has 3 fields; write 5 (minute, hour, day of month, month, day of week) or 6 (second first).'],
    ['@everyone', "'@everyone' is not known; write one of @yearly, @monthly, @weekly, @daily, @hourly, @minutely, @secondly, @weekdays, @weekends or @every 90s."],
    ['@every 400d', "the interval is longer than 366 days; write a date instead, such as '0 0 1 1 *' for every new year."],
    ['@every 2 weeks', 'the interval cannot be read; write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m.'],
  ])('%s says what to write instead', (expression, reason) => {
    const error = errorOf(() => utc(expression));
    expect(error).toMatchObject({ code: 'INVALID_EXPRESSION', details: { expression } });
    expect(error.message).toBe(`Schedule '${expression}': ${reason}`);
  }); // prettier-ignore

  it('is short for an expression that is long', () => {
    const error = errorOf(() => utc(Array(20_000).fill('0-59').join(',')));
    expect(error.code).toBe('INVALID_EXPRESSION');
    expect(error.message).toMatch(/has 99999 characters, at most 1000 are read/);
    expect(error.message.length).toBeLessThan(250);
    expect(error.details.expression).toHaveLength(1000);
  });

  it('comes from 1001 characters on', () => {
    expect(utc('0 0 * * *'.padEnd(1000)).nextAfter(0)).toBe(86_400_000);
    expect(errorOf(() => utc('0 0 * * *'.padEnd(1001))).message).toMatch(/has 1001 characters/);
  });

  it('is as clear when what was given is not text', () => {
    const missing: unknown = undefined;
    expect(errorOf(() => utc(missing as string)).message).toContain(
      "is not text; write a cron expression such as '0 2 * * *'",
    );
  });

  it.each([
    ['Europe/Rga', "did you mean 'Europe/Riga'?"],
    ['Riga', "did you mean 'Europe/Riga'?"],
    ['New York', "did you mean 'America/New_York'?"],
    ['Mars/Olympus', "write an IANA name such as 'Europe/Riga' or 'UTC'."],
    ['', "write an IANA name such as 'Europe/Riga' or 'UTC'."],
  ])('for the zone %j says what to write instead', (timeZone, remedy) => {
    const error = errorOf(() => new Schedule('* * * * *', { timeZone }));
    expect(error).toMatchObject({ code: 'INVALID_TIME_ZONE', details: { timeZone } });
    expect(error.message).toBe(`Time zone '${timeZone}' is not known to this Node.js; ${remedy}`);
  });
});
