import { hold } from './held-rows.js';

interface Row {
  readonly id: string;
  readonly count: number;
}

const row = (id: string, count = 1): Row => ({ id, count });
const shown = (...rows: Row[]) => rows.map((one) => ({ row: one, gone: false }));
const keyOf = ({ id }: Row) => id;

describe('rows that are held', () => {
  it('say what is newest, where they were before', () => {
    const { rows, news, gone } = hold(shown(row('a'), row('b')), [row('b', 7), row('a', 2)], keyOf);
    expect(rows.map(({ row: { id, count } }) => [id, count])).toEqual([
      ['a', 2],
      ['b', 7],
    ]);
    expect([news, gone]).toEqual([0, 0]);
  });

  it('count what they leave out, and mark what is no longer there', () => {
    const { rows, news, gone } = hold(shown(row('a'), row('b')), [row('c'), row('a'), row('d')], keyOf);
    expect(rows).toEqual([
      { row: row('a'), gone: false },
      { row: row('b'), gone: true },
    ]);
    expect([news, gone]).toEqual([2, 1]);
  });

  it('come back where they were', () => {
    const without = hold(shown(row('a'), row('b')), [row('a')], keyOf);
    expect(hold(without.rows, [row('b', 3), row('a')], keyOf).rows[1]).toEqual({
      row: row('b', 3),
      gone: false,
    });
  });
});
