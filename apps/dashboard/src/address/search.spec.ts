import * as fc from 'fast-check';
import { oneOf, readSearch, someOf, textOf, textsOf, writeSearch } from './search.js';

it('reads what it has written, whatever stands in it', () => {
  const text = fc.string({ minLength: 1 });
  const search = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(text, fc.array(text, { minLength: 2 })));
  fc.assert(
    fc.property(search, (search) => {
      expect(new Map(Object.entries(readSearch(writeSearch(search))))).toEqual(
        new Map(Object.entries(search)),
      );
    }),
  );
});

it('leaves out what says nothing', () => {
  expect(writeSearch({ a: undefined, b: null, c: '', d: 0, e: [] })).toBe('?d=0');
  expect(writeSearch({})).toBe('');
});

it('takes from an address only what means something', () => {
  expect(textOf(['a', 'b'])).toBeUndefined();
  expect(textsOf('a')).toEqual(['a']);
  expect(oneOf('x', ['a', 'b'])).toBeUndefined();
  expect(someOf(['a', 'x'], ['a', 'b'])).toEqual(['a']);
  expect(someOf('x', ['a', 'b'])).toBeUndefined();
});
