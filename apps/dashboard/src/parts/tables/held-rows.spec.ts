import { fresh, hold } from './held-rows.js';

interface Row {
  readonly id: string;
  readonly count: number;
}

/** `a` once, `a7` seven times. */
const rowsOf = (written: string): Row[] =>
  written
    .split(' ')
    .filter(Boolean)
    .map((one) => ({ id: one[0]!, count: Number(one.slice(1) || 1) }));
const keyOf = ({ id }: Row) => id;
/** Those that are gone in brackets. */
const written = (rows: ReturnType<typeof hold<Row>>['rows']) =>
  rows
    .map(({ row: { id, count }, gone }) => (gone ? `(${id})` : `${id}${count === 1 ? '' : count}`))
    .join(' ');

interface Case {
  readonly is: string;
  readonly held: string;
  readonly newest: string;
  readonly isCut?: boolean;
  readonly shown: string;
  readonly news?: number;
}

it.each<Case>([
  { is: 'say what is newest, where they were', held: 'a b', newest: 'b7 a2', shown: 'a2 b7' },
  { is: 'put nothing between, but count it', held: 'c a', newest: 'd c b a', shown: 'c a', news: 2 },
  { is: 'keep the place of what is gone', held: 'a b', newest: 'c a d', shown: 'a (b)', news: 2 },
  { is: 'say so of the last one too', held: 'b a', newest: 'c b', shown: 'b (a)', news: 1 },
  {
    is: 'do not take for gone what news pushed out of a page',
    held: 'c a',
    newest: 'd c',
    isCut: true,
    shown: 'c a',
    news: 1,
  },
  {
    is: 'tell what is gone from what was pushed out',
    held: 'd c b a',
    newest: 'e d b',
    isCut: true,
    shown: 'd (c) b a',
    news: 1,
  },
  {
    is: 'take nothing for pushed out where nothing came',
    held: 'b a',
    newest: 'b',
    isCut: true,
    shown: 'b (a)',
  },
])('rows that are held $is', ({ held, newest, isCut, shown, news = 0 }) => {
  const now = hold(fresh(rowsOf(held)).rows, rowsOf(newest), keyOf, isCut);
  expect(written(now.rows)).toBe(shown);
  expect(now.news).toBe(news);
  expect(now.gone).toBe(now.rows.filter(({ gone }) => gone).length);
});

it('rows that are held come back where they were', () => {
  const without = hold(fresh(rowsOf('a b')).rows, rowsOf('a'), keyOf);
  expect(written(hold(without.rows, rowsOf('b3 a'), keyOf).rows)).toBe('a b3');
});
