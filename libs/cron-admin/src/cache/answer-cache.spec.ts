import { VirtualClock } from 'nestjs-tracked-cron/testing';
import { AnswerCache, type Question } from './answer-cache.js';

const STATUS: Question = { name: 'status', changes: ['execution', 'job'], ttl: 2_000 };
const scope = { application: 'shop', environment: 'production' };

/** A query that ends when it is told to. */
class Query {
  begun = 0;
  private readonly waiting: ((answer: string) => void)[] = [];

  readonly load = (): Promise<string> => {
    this.begun += 1;
    return new Promise((resolve) => this.waiting.push(resolve));
  };

  /** Ends the oldest one. */
  async end(answer: string): Promise<void> {
    this.waiting.shift()!(answer);
    await settle();
  }
}

/** Lets what is ready go on. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the cache of answers', () => {
  let clock: VirtualClock;
  let cache: AnswerCache;
  let query: Query;

  beforeEach(() => {
    clock = new VirtualClock(Date.parse('2026-03-04T12:00:00Z'));
    cache = new AnswerCache(scope, clock, null);
    query = new Query();
  });

  const ask = () => cache.get(STATUS, query.load);

  it('sends one query for many who ask at once, and none for who asks soon after', async () => {
    const answers = Promise.all(Array.from({ length: 100 }, ask));
    await query.end('one');
    expect(new Set(await answers)).toEqual(new Set(['one']));
    clock.advance(1_999);
    expect(await ask()).toBe('one');
    expect(query.begun).toBe(1);
  });

  it('never answers what is older than its ttl, counted from when it was asked for', async () => {
    const first = ask();
    clock.advance(1_500);
    await query.end('one');
    await first;
    clock.advance(499);
    expect(await ask()).toBe('one');
    clock.advance(1);
    const second = ask();
    await query.end('two');
    expect(await second).toBe('two');
  });

  it('forgets what a change makes wrong, and nothing else', async () => {
    const first = ask();
    await query.end('one');
    await first;
    cache.changed('instance');
    expect(await ask()).toBe('one');
    cache.changed('job');
    const second = ask();
    await query.end('two');
    expect(await second).toBe('two');
  });

  it('gives nobody who asks after a change an answer that was begun before it, and runs one query at a time', async () => {
    const before = ask();
    cache.changed('execution');
    const after = [ask(), ask()];
    await settle();
    expect(query.begun).toBe(1);
    cache.changed('execution');
    after.push(ask());
    await query.end('old');
    expect(query.begun).toBe(2);
    expect(await before).toBe('old');
    await query.end('new');
    expect(await Promise.all(after)).toEqual(['new', 'new', 'new']);
    expect(await ask()).toBe('new');
    expect(query.begun).toBe(2);
  });

  it('asks once more where a change comes while the last query runs', async () => {
    const first = ask();
    cache.changed('execution');
    await query.end('old');
    await first;
    const second = ask();
    await query.end('new');
    expect(await second).toBe('new');
  });

  it('keeps no error, and gives it to those who waited for it', async () => {
    const fails = () => Promise.reject(new Error('the database is away'));
    await expect(Promise.all([cache.get(STATUS, fails), cache.get(STATUS, fails)])).rejects.toThrow('away');
    const again = ask();
    await query.end('one');
    expect(await again).toBe('one');
  });

  it('tells parameters, questions and applications apart', async () => {
    const keys: string[] = [];
    const shared = { get: async (key: string) => (keys.push(key), null), set: () => {} };
    const other = new AnswerCache({ ...scope, environment: 'staging' }, clock, shared);
    const one = new AnswerCache(scope, clock, shared);
    const asked = async (from: AnswerCache, question: Question) => {
      await from.get(question, async () => 1);
    };
    await asked(one, STATUS);
    await asked(other, STATUS);
    await asked(one, { ...STATUS, name: 'stats' });
    await asked(one, { ...STATUS, parameters: { from: 1, to: 2 } });
    await asked(one, { ...STATUS, parameters: { from: 12 } });
    expect(new Set(keys).size).toBe(5);
    await asked(one, { ...STATUS, parameters: { to: 2, from: 1 } });
    expect(keys).toHaveLength(5);
  });

  it('holds no more than fifty answers', async () => {
    const of = (id: number) =>
      cache.get({ ...STATUS, parameters: { id } }, () => (query.begun++, Promise.resolve(id)));
    for (let id = 0; id <= 50; id++) await of(id);
    await of(50);
    expect(query.begun).toBe(51);
    await of(0);
    expect(query.begun).toBe(52);
  });
});

describe('a cache that instances share', () => {
  const clock = new VirtualClock(Date.parse('2026-03-04T12:00:00Z'));
  const stored = new Map<string, unknown>();
  const shared = {
    get: async (key: string) => (stored.has(key) ? { value: stored.get(key) } : null),
    set: (key: string, value: unknown) => void stored.set(key, value),
  };
  beforeEach(() => stored.clear());
  const instance = () => new AnswerCache(scope, clock, shared);

  it('answers with what another instance has asked for', async () => {
    const [a, b] = [instance(), instance()];
    await a.get(STATUS, async () => 'of a');
    expect(await b.get(STATUS, async () => 'of b')).toBe('of a');
  });

  it('does not believe others, after a change, until what they had kept before it is gone', async () => {
    const [a, b] = [instance(), instance()];
    await a.get(STATUS, async () => 'before');
    b.changed('job');
    expect(await b.get(STATUS, async () => 'after')).toBe('after');
    // a heard nothing, and puts an old answer in the place of the new one
    const [key] = stored.keys();
    stored.set(key, 'before');
    b.changed('execution');
    clock.advance(2_000);
    expect(await b.get(STATUS, async () => 'later')).toBe('later');
    clock.advance(2_001);
    stored.set(key, 'of a');
    expect(await b.get(STATUS, async () => 'of b')).toBe('of a');
  });

  it('shares nothing that is about one process', async () => {
    await instance().get({ ...STATUS, here: true }, async () => 'mine');
    expect(stored.size).toBe(0);
  });
});
