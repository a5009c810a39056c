import { TrackedCronError } from '../tracked-cron.error.js';
import { TimeZone } from './time-zone.js';

const HOUR = 3_600_000;
const segmentAt = (zone: string, instant: string) => TimeZone.of(zone).segmentAt(Date.parse(instant));
/** Wall-clock times are counted as if they were UTC. */
const segment = (start: string, end: string, offset: number, firstNewWall: string) => ({
  start: Date.parse(start),
  end: Date.parse(end),
  offset: offset * HOUR,
  firstNewWall: Date.parse(firstNewWall),
});

describe('A time zone', () => {
  it('is one object, however it is written', () => {
    expect(TimeZone.of('europe/RIGA')).toBe(TimeZone.of('Europe/Riga'));
    expect(TimeZone.of('Europe/Riga')).not.toBe(TimeZone.of('Europe/Vilnius'));
  });

  it.each(['UTC', 'Etc/UTC', 'GMT'])('that never changes is one stretch: %s', (zone) => {
    const whole = { start: -Infinity, end: Infinity, offset: 0, firstNewWall: -Infinity };
    expect(segmentAt(zone, '2024-01-01T00:00Z')).toEqual(whole);
  });

  it.each([
    ['Asia/Kathmandu', '2024-05-01T00:00Z', 5.75],
    ['America/St_Johns', '2024-12-01T00:00Z', -3.5],
    ['Europe/Riga', '1900-01-01T00:00Z', 1 + 36 / 60 + 34 / 3_600],
    ['Pacific/Apia', '1900-01-01T00:00Z', -(11 + 26 / 60 + 56 / 3_600)],
  ])('%s has at %s an offset of %d hours', (zone, instant, hours) => {
    expect(segmentAt(zone, instant).offset).toBe(Math.round(hours * HOUR));
  });

  it.each([
    ['until its gap', '2024-03-10T06:59:59.999Z', segment('2024-01-01T00:00Z', '2024-03-10T07:00Z', -5, '2023-12-31T19:00Z')],
    ['from its gap on, whose times are new', '2024-03-10T07:00Z', segment('2024-03-10T07:00Z', '2024-11-03T06:00Z', -4, '2024-03-10T02:00Z')],
    ['until its overlap', '2024-11-03T05:59:59.999Z', segment('2024-03-10T07:00Z', '2024-11-03T06:00Z', -4, '2024-03-10T02:00Z')],
    ['from its overlap on, whose times are not', '2024-11-03T06:00Z', segment('2024-11-03T06:00Z', '2025-01-01T00:00Z', -5, '2024-11-03T02:00Z')],
  ])('knows New York %s', (_, instant, expected) => {
    expect(segmentAt('America/New_York', instant)).toEqual(expected);
  }); // prettier-ignore

  it.each([
    ['a gap in its first instant', 'Europe/Lisbon', '1912-01-01T00:00Z', segment('1912-01-01T00:00Z', '1913-01-01T00:00Z', 0, '1911-12-31T23:23:15Z')],
    ['a stretch that a gap in the year before began, without that gap', 'Pacific/Kiritimati', '1995-01-01T00:00Z', segment('1995-01-01T00:00Z', '1996-01-01T00:00Z', 14, '1995-01-01T14:00Z')],
    ['an overlap late in the year before, which is over', 'Asia/Dhaka', '2010-01-01T00:00Z', segment('2010-01-01T00:00Z', '2011-01-01T00:00Z', 6, '2010-01-01T06:00Z')],
  ])('begins a year with %s: %s', (_, zone, instant, expected) => {
    expect(segmentAt(zone, instant)).toEqual(expected);
  }); // prettier-ignore

  it('finds each stretch again, in whatever order it is asked', () => {
    const offsets = (...months: number[]) =>
      months.map((month) => TimeZone.of('Europe/Berlin').segmentAt(Date.UTC(2024, month, 1)).offset / HOUR);
    expect(offsets(0, 5, 11, 5, 0, 12, -1, 5)).toEqual([1, 2, 1, 2, 1, 1, 1, 2]);
  });

  it('knows the same of a year after it was asked about hundreds of others', () => {
    const zone = TimeZone.of('America/New_York');
    const before = zone.segmentAt(Date.UTC(2024, 6, 1));
    for (let year = 2_100; year < 2_501; year++) zone.segmentAt(Date.UTC(year, 6, 1));
    expect(zone.segmentAt(Date.UTC(2024, 6, 1))).toEqual(before);
  });
});

describe('A time zone that is not known', () => {
  const refusal = (name: string): TrackedCronError => {
    try {
      TimeZone.of(name);
    } catch (error) {
      if (error instanceof TrackedCronError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  };
  const iana = "write an IANA name such as 'Europe/Riga' or 'UTC'.";
  const etc = (name: string) => `write '${name}' (its sign is the other way round).`;

  it.each([
    ['UTC+3', etc('Etc/GMT-3')],
    ['GMT-03:00', etc('Etc/GMT+3')],
    ['UTC+0300', etc('Etc/GMT-3')],
    ['utc-10', etc('Etc/GMT+10')],
    ['-3', etc('Etc/GMT+3')],
    ['UTC+12', etc('Etc/GMT-12')],
    ['UTC+13', iana],
    ['UTC+5:30', iana],
    ['XUTC+3', iana],
    ['UTC+3x', iana],
    ['America/NewYork', "did you mean 'America/New_York'?"],
    ['Port of Spain', "did you mean 'America/Port_of_Spain'?"],
    [`${'x'.repeat(35)}/Riga`, "did you mean 'Europe/Riga'?"],
    [`${'x'.repeat(36)}/Riga`, iana], // too long to be looked up
    ['X/', iana],
  ])('%s: %s', (name, remedy) => {
    expect(refusal(name).message).toBe(`Time zone '${name}' is not known to this Node.js; ${remedy}`);
  });

  it('is refused with its cause and the beginning of its name', () => {
    const error = refusal('x'.repeat(101));
    expect(error).toMatchObject({ code: 'INVALID_TIME_ZONE', details: { timeZone: 'x'.repeat(100) } });
    expect(error.cause).toBeInstanceOf(RangeError);
  });

  it('is refused each time', () => {
    expect([refusal('Nowhere').code, refusal('Nowhere').code]).toEqual(Array(2).fill('INVALID_TIME_ZONE'));
  });
});
