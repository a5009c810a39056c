import { retryAfterOf } from './retry-after.js';
import { TransientError } from './errors.js';

const NOW = Date.parse('2026-03-02T12:00:00Z');

describe('how long an error asks to be left alone', () => {
  const saying = (properties: object) => Object.assign(new Error('busy'), properties);

  it.each<[string, unknown, number | null]>([
    ['nothing', new Error('busy'), null],
    ['seconds of its own', saying({ retryAfter: 3 }), 3_000],
    ['no seconds', saying({ retryAfter: 0 }), 0],
    ['seconds as a text', saying({ retryAfter: ' 120 ' }), 120_000],
    ['parts of a second', saying({ retryAfter: '0.5' }), 500],
    ['an instant', saying({ retryAfter: new Date(NOW + 90_000) }), 90_000],
    ['an instant that has passed', saying({ retryAfter: new Date(NOW - 1) }), 0],
    ['a date of HTTP', saying({ retryAfter: 'Mon, 02 Mar 2026 12:00:10 GMT' }), 10_000],
    ['a date of ISO 8601', saying({ retryAfter: '2026-03-02T12:01:00Z' }), 60_000],
    ['negative seconds', saying({ retryAfter: -1 }), null],
    ['no number', saying({ retryAfter: NaN }), null],
    ['for ever', saying({ retryAfter: Infinity }), null],
    ['an invalid date', saying({ retryAfter: new Date(NaN) }), null],
    ['words', saying({ retryAfter: 'soon' }), null],
    ['a text of a megabyte', saying({ retryAfter: '9'.repeat(1_000_000) }), null],
    ['a TransientError', new TransientError('busy', { retryAfter: 7 }), 7_000],
    ['a header of axios', saying({ response: { headers: { 'retry-after': '30' } } }), 30_000],
    ['a header in capitals', saying({ response: { headers: { 'Retry-After': '30' } } }), 30_000],
    ['a header of undici', saying({ statusCode: 503, headers: { 'retry-after': ['5', '6'] } }), 5_000],
    ['headers of fetch', saying({ response: { headers: new Headers({ 'Retry-After': '4' }) } }), 4_000],
    ['headers of fetch without it', saying({ response: { headers: new Headers() } }), null],
    ['a header of an old client', saying({ res: { headers: { 'retry-after': '9' } } }), 9_000],
    ['a cause that says it', new Error('no', { cause: saying({ retryAfter: 2 }) }), 2_000],
    ['itself before its cause', saying({ retryAfter: 1, cause: saying({ retryAfter: 2 }) }), 1_000],
    ['a thrown text', 'retry-after: 5', null],
    ['undefined', undefined, null],
  ])('hears of %s', (_, thrown, expected) => {
    expect(retryAfterOf(thrown, NOW)).toBe(expected);
  });

  it('hears nothing of what can’t be read', () => {
    const hostile = new Proxy(new Error('no'), {
      get: () => {
        throw new Error('not for you');
      },
    });
    expect(retryAfterOf(hostile, NOW)).toBeNull();
    const headers = { get: () => hostile, 'retry-after': '5' };
    expect(retryAfterOf({ response: { headers } }, NOW)).toBeNull();
    expect(retryAfterOf({ headers: hostile }, NOW)).toBeNull();
  });
});
