import type { LogLine } from './log-line.js';
import { LogStore } from './log-store.js';

const line = (sequence: number, level: LogLine['level'] = 'info'): LogLine => ({
  attempt: 1,
  sequence,
  at: '2026-11-26T02:00:00.000Z',
  level,
  context: null,
  text: `line ${sequence}`,
  dropped: 0,
});

/** A log of so many lines, read in pages of two. */
function logOf(lines: number) {
  const asked: (string | undefined)[] = [];
  const read = async (after: string | undefined) => {
    asked.push(after);
    const begin = after === undefined ? 0 : Number(after.split('.')[1]);
    const items = Array.from({ length: Math.min(2, lines - begin) }, (_, index) => line(begin + index + 1));
    const end = begin + items.length;
    return {
      executionId: 'x',
      captured: true,
      inFlight: true,
      items,
      page: { next: `1.${end}`, more: end < lines, limit: 2 },
    };
  };
  return { read, asked };
}
const numbers = ({ lines }: LogStore) => lines.map(({ sequence }) => sequence);

it('reads page after page up to the end', async () => {
  const { read, asked } = logOf(5);
  const store = new LogStore(read, {});
  await store.read();
  expect(numbers(store)).toEqual([1, 2, 3, 4, 5]);
  expect(asked).toEqual([undefined, '1.2', '1.4']);
  expect(store.state()).toMatchObject({ isThrough: true, problem: null });
});

it('begins where it is told', async () => {
  const store = new LogStore(logOf(5).read, {}, '1.3');
  await store.read();
  expect(numbers(store)).toEqual([4, 5]);
});

it('takes what comes by itself once, and only what is asked for', async () => {
  const store = new LogStore(logOf(2).read, { level: 'warn' });
  await store.read();
  store.take([line(2), line(3), line(4, 'error')]);
  store.take([line(4, 'error'), line(5, 'warn')]);
  expect(numbers(store)).toEqual([1, 2, 4, 5]);
  expect(store.position()).toBe('1.5');
});

it('says what went wrong, and reads on from there', async () => {
  const { read } = logOf(4);
  let fails = true;
  const store = new LogStore(async (after) => {
    if (after === '1.2' && fails) throw new Error('away');
    return read(after);
  }, {});
  await store.read();
  expect(store.state().problem?.kind).toBe('unreachable');
  fails = false;
  await store.read();
  expect(numbers(store)).toEqual([1, 2, 3, 4]);
  expect(store.state().problem).toBeNull();
});

it('tells who listens', async () => {
  const store = new LogStore(logOf(3).read, {});
  const heard: number[] = [];
  store.subscribe(() => heard.push(store.lines.length));
  await store.read();
  expect(heard).toEqual([2, 3]);
});
