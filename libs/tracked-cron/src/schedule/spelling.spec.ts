import { nearest, quoted } from './spelling.js';

describe('The nearest word', () => {
  it.each<[string, string[], number, string | undefined]>([
    ['group', ['name', 'group'], 0, 'group'],
    ['grop', ['name', 'group'], 1, 'group'], // a letter is missing
    ['groupp', ['name', 'group'], 1, 'group'], // one too many
    ['grovp', ['name', 'group'], 1, 'group'], // another one
    ['gruop', ['name', 'group'], 2, 'group'],
    ['gruop', ['name', 'group'], 1, undefined],
    ['GROUP', ['name', 'Group'], 0, 'Group'],
    ['roup', ['name', 'group'], 1, 'group'],
    ['grou', ['name', 'group'], 1, 'group'],
    ['', ['a', 'ab'], 2, 'a'],
    ['abc', ['', 'xyz'], 3, ''],
    ['abcd', ['ab', 'abc'], 2, 'abc'], // the better one, though it stands later
    ['abd', ['abc', 'abe'], 1, 'abc'], // the first of equals
    ['kitten', ['sitting'], 3, 'sitting'],
    ['kitten', ['sitting'], 2, undefined],
    ['word', [], 9, undefined],
  ])('to %j among %j, by at most %i letters, is %j', (word, candidates, most, expected) => {
    expect(nearest(word, candidates, most)).toBe(expected);
  });
});

describe('Text of a user in a message', () => {
  it('stands in quotes, whole up to 80 characters and cut beyond', () => {
    expect(quoted('0 2 * * *')).toBe("'0 2 * * *'");
    expect(quoted('x'.repeat(80))).toBe(`'${'x'.repeat(80)}'`);
    expect(quoted('x'.repeat(81))).toBe(`'${'x'.repeat(77)}...'`);
  });
});
