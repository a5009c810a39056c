import { steadyRows } from './steady-rows.js';

const row = (id: string, status = 'running') => ({ id, status });

it('keeps the order, and shows each row as it is now', () => {
  const { rows, left, joined } = steadyRows(
    [row('c'), row('b'), row('a')],
    [row('c', 'failed'), row('b'), row('a')],
  );
  expect(rows).toEqual([row('c', 'failed'), row('b'), row('a')]);
  expect([...left]).toEqual([]);
  expect(joined).toBe(0);
});

it('counts what has joined, in between too, and puts it nowhere', () => {
  const { rows, left, joined } = steadyRows([row('c'), row('a')], [row('d'), row('c'), row('b')]);
  expect(rows.map(({ id }) => id)).toEqual(['c', 'a']);
  expect(joined).toBe(2);
  expect([...left]).toEqual([]);
});

it('keeps the place of what is no longer asked for, and says so', () => {
  const { rows, left } = steadyRows([row('c'), row('b'), row('a')], [row('c'), row('a')]);
  expect(rows.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  expect([...left]).toEqual(['b']);
});

it('takes nothing for pushed out where nothing has joined', () => {
  expect([...steadyRows([row('b'), row('a')], [row('b')]).left]).toEqual(['a']);
});
