import { Logger } from '@nestjs/common';
import { VirtualClock } from '../testing/virtual-clock.js';
import { GroupedWriter, type GroupedWriterOptions } from './grouped-writer.js';

// what these specs provoke is not for people to read
Logger.overrideLogger(false);

const AWAY = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const POISON = Object.assign(new Error('invalid byte sequence'), { code: '22021' });

interface Statement {
  readonly items: number[];
  succeed(): Promise<void>;
  fail(error: Error): Promise<void>;
}

describe('GroupedWriter', () => {
  let clock: VirtualClock;
  let statements: Statement[];

  beforeEach(() => {
    clock = new VirtualClock(0);
    statements = [];
  });

  /** Statements that end when the test says so. */
  const writer = (options: Partial<GroupedWriterOptions<number, string>> = {}) =>
    new GroupedWriter<number, string>(clock, {
      write: (items) =>
        new Promise((resolve, reject) =>
          statements.push({
            items,
            succeed: () => (resolve(items.map((item) => `wrote ${item}`)), turn()),
            fail: (error) => (reject(error), turn()),
          }),
        ),
      ...options,
    });
  /** Writes at once what is not refused. */
  const refusing = (
    poison: (item: number) => boolean,
    options: Partial<GroupedWriterOptions<number, string>> = {},
  ) =>
    writer({
      write: (items) => {
        if (items.some(poison)) return Promise.reject(POISON);
        return Promise.resolve(items.map((item) => `wrote ${item}`));
      },
      ...options,
    });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const range = (count: number) => Array.from({ length: count }, (_, n) => n);

  it('writes at once when it is idle, and what comes in the same turn goes along', async () => {
    const one = writer();
    const first = one.add(1);
    const second = one.add(2);
    await turn();
    expect(statements.map(({ items }) => items)).toEqual([[1, 2]]);
    await statements[0].succeed();
    expect(await Promise.all([first, second])).toEqual(['wrote 1', 'wrote 2']);
  });

  it('gathers while a statement is under way', async () => {
    const one = writer();
    void one.add(0);
    await turn();
    for (const n of [1, 2, 3]) {
      void one.add(n);
      await turn();
    }
    expect(statements).toHaveLength(1);
    expect(one.unwritten).toBe(4);
    await statements[0].succeed();
    expect(statements[1].items).toEqual([1, 2, 3]);
  });

  it('sends a second statement beside the first when it is worth it, never a third', async () => {
    const one = writer({ maxBatch: 200 });
    void one.add(-1);
    await turn();
    for (const n of range(600)) void one.add(n);
    await turn();
    expect(statements.map(({ items }) => items.length)).toEqual([1, 200]);
  });

  it('tries again, ever slower, while the database is away, and loses nothing', async () => {
    const trouble: number[] = [];
    const one = writer({ onTrouble: (_, waiting) => trouble.push(waiting) });
    const results = [1, 2, 3].map((n) => one.add(n));
    await turn();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 8; attempt++) {
      const at = clock.now();
      await statements.at(-1)!.fail(AWAY);
      const before = statements.length;
      while (statements.length === before) {
        clock.advance(100);
        await turn();
      }
      pauses.push(clock.now() - at);
    }
    expect(pauses).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(trouble).toEqual(Array.from({ length: 8 }, () => 3));
    await statements.at(-1)!.succeed();
    expect(await Promise.all(results)).toEqual(['wrote 1', 'wrote 2', 'wrote 3']);
  });

  it('writes nothing again because a listener failed, and tells all the others', async () => {
    const one = writer();
    const told: number[] = [];
    for (const item of range(3)) {
      const written = () => {
        if (item === 0) throw new Error('a listener of somebody else');
        told.push(item);
      };
      one.put(item, { written, refused: () => {} });
    }
    await turn();
    await statements[0].succeed();
    expect(told).toEqual([1, 2]);
    expect(one.unwritten).toBe(0);
    clock.advance(60_000);
    await turn();
    expect(statements).toHaveLength(1);
  });

  it('says so at once where trying again is not wanted', async () => {
    const one = writer({ retry: false });
    const result = one.add(1);
    await turn();
    void statements[0].fail(AWAY);
    await expect(result).rejects.toBe(AWAY);
    expect(clock.pending).toBe(0);
  });

  it('lets more urgent work go first, but not for ever', async () => {
    const grouped = writer();
    let finish!: () => void;
    grouped.yieldTo(new Promise<void>((resolve) => (finish = resolve)), 1_000);
    void grouped.add(1);
    await turn();
    expect(statements).toHaveLength(0);
    finish();
    await turn();
    expect(statements.map(({ items }) => items)).toEqual([[1]]);
    await statements[0].succeed();

    grouped.yieldTo(new Promise(() => {}), 1_000);
    void grouped.add(2);
    clock.advance(999);
    await turn();
    expect(statements).toHaveLength(1);
    clock.advance(1);
    await turn();
    expect(statements.map(({ items }) => items)).toEqual([[1], [2]]);
  });

  it('keeps a refused item from taking its batch along', async () => {
    const one = refusing((item) => item === 7 || item === 300);
    const results = await Promise.allSettled(range(500).map((n) => one.add(n)));
    const refused = results.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []));
    expect(refused).toEqual([7, 300]);
  });

  it('writes what is left of a refused item, where something is', async () => {
    const one = refusing((item) => item < 0, { salvage: (item) => (item === -1 ? 100 : -3) });
    expect(await one.add(-1)).toBe('wrote 100');
    await expect(one.add(-2)).rejects.toBe(POISON);
  });

  it('lets callers wait for room instead of growing without bound', async () => {
    const one = writer({ maxWaiting: 10, maxBatch: 5 });
    const results = range(40).map((n) => one.add(n));
    await turn();
    expect(one.unwritten).toBeLessThanOrEqual(15);
    for (let nth = 0; nth < statements.length; nth++) {
      expect(one.unwritten).toBeLessThanOrEqual(20);
      await statements[nth].succeed();
    }
    expect(await Promise.all(results)).toEqual(range(40).map((n) => `wrote ${n}`));
  });

  it('tells when everything is written', async () => {
    const one = writer();
    await one.idle();
    void one.add(1);
    let idle = false;
    void one.idle().then(() => (idle = true));
    await turn();
    await statements[0].fail(AWAY);
    expect(idle).toBe(false);
    clock.advance(100);
    await turn();
    await statements[1].succeed();
    expect(idle).toBe(true);
  });

  it('leaves nothing behind that keeps the process alive once it is stopped', async () => {
    const one = writer();
    void one.add(1);
    await turn();
    await statements[0].fail(AWAY);
    one.stop();
    clock.advance(60_000);
    await turn();
    expect(statements).toHaveLength(1);
    expect(clock.pending).toBe(0);
    expect(one.unwritten).toBe(1);
  });
});
