import { boundedJson } from './bounded-json.js';

describe('what is kept of a value', () => {
  it.each([
    [undefined, null],
    [null, null],
    [
      { imported: 12, at: new Date(0) },
      { imported: 12, at: '1970-01-01T00:00:00.000Z' },
    ],
    ['a\0b\ud800c', 'a\ufffdb\ufffdc'],
    ['spelt \\u0000 out', 'spelt \\u0000 out'],
    ['👍', '👍'],
  ])('of %p is %p', (value, kept) => {
    expect(boundedJson(value)).toEqual(kept);
  });

  it('holds no secret, by the name of a property or by the look of a text', () => {
    expect(
      boundedJson({
        apiKey: 'abc',
        page: 2,
        url: 'postgres://web:hunter2@db/x',
        nested: [{ accessToken: 'abc' }],
      }),
    ).toEqual({
      apiKey: '[redacted]',
      page: 2,
      url: 'postgres://web:[redacted]@db/x',
      nested: [{ accessToken: '[redacted]' }],
    });
  });

  it('is a note where it is too large, or no JSON', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    expect(boundedJson('x'.repeat(9_000))).toEqual({
      omitted: '9002 characters of JSON are more than are kept',
    });
    expect(boundedJson(() => {})).toEqual({ omitted: 'function is not JSON' });
    expect(boundedJson(10n)).toEqual({ omitted: 'Do not know how to serialize a BigInt' });
    expect(boundedJson(cyclic)).toEqual({ omitted: expect.stringContaining('circular') });
  });

  it('is a note even where the error of the value can not be read', () => {
    const unreadable = new Error('x');
    Object.defineProperty(unreadable, 'message', {
      get() {
        throw new Error('no');
      },
    });
    const value = {
      toJSON() {
        throw unreadable;
      },
    };
    expect(boundedJson(value)).toEqual({ omitted: expect.any(String) });
  });
});
