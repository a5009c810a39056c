import { BoundedCache } from './bounded-cache.js';

describe('A bounded cache', () => {
  it('makes a thing once', () => {
    const cache = new BoundedCache<object>(2);
    const made = cache.get('a', () => ({}));
    expect(cache.get('a', () => ({}))).toBe(made);
  });

  it('forgets what was made first when it is full', () => {
    const cache = new BoundedCache<object>(2);
    const [first, second] = ['a', 'b'].map((key) => cache.get(key, () => ({})));
    cache.get('c', () => ({}));
    expect(cache.get('b', () => ({}))).toBe(second);
    expect(cache.get('a', () => ({}))).not.toBe(first);
  });

  it('does not remember a failure', () => {
    const cache = new BoundedCache<string>(2);
    expect(() => cache.get('a', () => { throw new Error('no'); })).toThrow('no'); // prettier-ignore
    expect(cache.get('a', () => 'made')).toBe('made');
  });
});
