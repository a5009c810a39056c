import { heldInWords, heldOrder } from './held-order.js';

const all = () => true;

it('moves nothing and says nothing while nothing would stand otherwise', () => {
  const held = heldOrder(['a', 'b'], ['a', 'b'], all);
  expect(held).toEqual({ names: ['a', 'b'], added: 0, moved: false });
  expect(heldInWords(held)).toBeNull();
});

it('keeps rows where they are when they would move, and says so', () => {
  const held = heldOrder(['a', 'b', 'c'], ['c', 'a', 'b'], all);
  expect(held.names).toEqual(['a', 'b', 'c']);
  expect(heldInWords(held)).toBe('Order has changed');
});

it('keeps a row that does not fit any more', () => {
  const held = heldOrder(['a', 'b'], ['b'], all);
  expect(held).toEqual({ names: ['a', 'b'], added: 0, moved: true });
});

it('lets what is new wait', () => {
  const held = heldOrder(['a', 'c'], ['a', 'b', 'c', 'd'], all);
  expect(held.names).toEqual(['a', 'c']);
  expect(heldInWords(held)).toBe('2 new');
  expect(heldInWords(heldOrder(['a', 'c'], ['b', 'c', 'a'], all))).toBe('1 new, order has changed');
});

it('drops what there is not any more', () => {
  expect(heldOrder(['a', 'b'], ['b'], (name) => name !== 'a')).toEqual({
    names: ['b'],
    added: 0,
    moved: false,
  });
});
