import { Logger } from '@nestjs/common';
import { Keyv } from 'keyv';
import fc from 'fast-check';
import { VirtualClock } from 'nestjs-tracked-cron/testing';
import type { AnswerStore } from './answer-store.js';
import { decode, encode } from './date-json.js';
import { SharedAnswers } from './shared-answers.js';

describe('answers in a Keyv', () => {
  let clock: VirtualClock;
  const told: string[] = [];

  beforeAll(() => {
    Logger.overrideLogger({
      log: (line) => told.push(line),
      warn: (line) => told.push(line),
      error: () => {},
    });
  });
  afterAll(() => Logger.overrideLogger(true));
  beforeEach(() => {
    told.length = 0;
    clock = new VirtualClock(Date.parse('2026-03-04T12:00:00Z'));
  });

  const working = async (shared: SharedAnswers, key: string) => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    return shared.get(key);
  };

  it('come back with their dates', async () => {
    const shared = new SharedAnswers(new Keyv(), clock);
    const value = { items: [{ since: new Date('2026-03-04T12:00:00Z'), name: 'sync', until: null }] };
    shared.set('key', value, 1_000);
    const read = await working(shared, 'key');
    expect(read?.value).toEqual(value);
    expect((await shared.get('key'))?.value).toBe(read?.value); // written only once, too
    shared.set('key', { items: [] }, 1_000);
    expect((await working(shared, 'key'))?.value).toEqual({ items: [] });
    expect(await shared.get('another')).toBeNull();
    expect(told).toEqual([]);
  });

  it('come back whatever is in them', () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.date({ noInvalidDate: true }),
      fc.string({ unit: 'binary' }),
    );
    const value = fc.dictionary(fc.string(), fc.oneof(anything, fc.array(anything)));
    fc.assert(
      fc.property(value, (one) => {
        // -0 is 0 in JSON
        const plain = structuredClone(one);
        expect(JSON.stringify(decode(encode(plain)))).toBe(JSON.stringify(plain));
      }),
      { numRuns: 30 },
    );
    expect(decode(encode({ at: '\u0001d5', date: new Date(5) }))).toEqual({
      at: '\u0001d5',
      date: new Date(5),
    });
  });

  const failing = (): AnswerStore & { asked: number } => ({
    asked: 0,
    async get() {
      this.asked += 1;
      throw new Error('ECONNREFUSED');
    },
    set: () => Promise.reject(new Error('ECONNREFUSED')),
  });

  it('are not missed where the store fails: that is told of once, and it is left alone for a second', async () => {
    const store = failing();
    const shared = new SharedAnswers(store, clock);
    for (let time = 0; time < 5; time++) expect(await shared.get('key')).toBeNull();
    shared.set('key', 1, 1_000);
    expect(store.asked).toBe(1);
    clock.advance(1_000);
    await shared.get('key');
    expect(store.asked).toBe(2);
    expect(told).toEqual([
      "The cache can't be used (ECONNREFUSED): answers come from the database until it can.",
    ]);
    store.get = async () => undefined;
    clock.advance(1_000);
    await shared.get('key');
    expect(told[1]).toBe('The cache can be used again.');
  });

  it('are waited for no longer than 50 ms', async () => {
    const shared = new SharedAnswers({ get: () => new Promise(() => {}), set: async () => {} }, clock);
    const answer = shared.get('key');
    clock.advance(50);
    expect(await answer).toBeNull();
    expect(told[0]).toContain('did not answer within 50 ms');
  });

  it('are taken for missing where somebody else wrote what is there', async () => {
    const shared = new SharedAnswers({ get: async () => '{ no json', set: async () => {} }, clock);
    expect(await shared.get('key')).toBeNull();
  });

  it('that a store swallows with its error, as Keyv does, are told of too', async () => {
    let tell: (error: Error) => void = () => {};
    const store: AnswerStore = {
      get: async () => tell(new Error('gone')),
      set: async () => {},
      on: (_, listener) => (tell = listener),
    };
    const shared = new SharedAnswers(store, clock);
    expect(await shared.get('key')).toBeNull();
    expect(told).toEqual([expect.stringContaining('(gone)')]);
  });
});
