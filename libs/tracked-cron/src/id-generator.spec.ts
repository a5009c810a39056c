import fc from 'fast-check';
import { UuidV7Generator, uuidV7Floor, uuidV7Time } from './id-generator.js';

const NOW = Date.parse('2026-03-29T01:00:00Z');

describe('UuidV7Generator', () => {
  it('writes ids of version 7 and the RFC variant', () => {
    const ids = new UuidV7Generator();
    for (let n = 0; n < 2000; n++) {
      expect(ids.next(NOW + n)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
    }
  });

  it('carries the millisecond it was given, fractions cut off', () => {
    expect(uuidV7Time(new UuidV7Generator().next(NOW + 0.9))).toBe(NOW);
  });

  it('grows strictly within one millisecond, also when the counter overflows', () => {
    const ids = new UuidV7Generator();
    let last = '';
    for (let n = 0; n < 10_000; n++) {
      const id = ids.next(NOW);
      expect(id > last).toBe(true);
      last = id;
    }
    expect(uuidV7Time(last)).toBe(NOW + 2);
  });

  it('grows strictly while time goes on, stands still, or goes back by up to 10 s', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2 }), (offsets) => {
        const ids = new UuidV7Generator();
        const made = offsets.map((offset) => ids.next(NOW + offset));
        expect(made).toEqual([...new Set(made)].sort());
      }),
    );
  });

  it('stays at the latest millisecond when time goes back by 10 s', () => {
    const ids = new UuidV7Generator();
    ids.next(NOW);
    expect(uuidV7Time(ids.next(NOW - 10_000))).toBe(NOW);
  });

  it('follows time that goes back by more than 10 s', () => {
    const ids = new UuidV7Generator();
    ids.next(NOW);
    expect(uuidV7Time(ids.next(NOW - 10_001))).toBe(NOW - 10_001);
    expect(uuidV7Time(ids.next(NOW - 10_000))).toBe(NOW - 10_000);
  });

  it('never gives the same id twice, over generators too', () => {
    const generators = Array.from({ length: 20 }, () => new UuidV7Generator());
    const made = generators.flatMap((ids) => Array.from({ length: 1000 }, () => ids.next(NOW)));
    expect(new Set(made).size).toBe(20_000);
  });

  it.each([NaN, Infinity, -1, 2 ** 48])('refuses %p as the time of an id', (time) => {
    expect(() => new UuidV7Generator().next(time)).toThrow(expect.objectContaining({ code: 'INVALID_TIME' }));
  });
});

describe('uuidV7Floor', () => {
  it('is at or below every id of its millisecond and above every id of the one before', () => {
    const ids = new UuidV7Generator();
    for (const ms of [0, 1, 0xffff, 0x10000, NOW]) {
      const before = new UuidV7Generator().next(Math.max(0, ms - 1));
      expect(uuidV7Floor(ms) <= ids.next(ms)).toBe(true);
      if (ms > 0) expect(uuidV7Floor(ms) > before).toBe(true);
    }
  });

  it('can be read back over the whole range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (ms) => {
        expect(uuidV7Time(uuidV7Floor(ms))).toBe(ms);
      }),
    );
  });
});

describe('uuidV7Time', () => {
  it('reads capital letters', () => {
    expect(uuidV7Time(uuidV7Floor(NOW).toUpperCase())).toBe(NOW);
  });

  it.each(['', 'x', '7d444840-9dc0-11d1-b245-5ffdce74fad2', `${uuidV7Floor(NOW)}0`])('refuses %p', (id) => {
    expect(() => uuidV7Time(id)).toThrow(expect.objectContaining({ code: 'INVALID_ID' }));
  });
});
