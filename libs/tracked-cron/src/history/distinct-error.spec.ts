import { recordError } from '../execution/error-record.js';
import { distinctErrorOf, distinctErrorsOf } from './distinct-error.js';
import { fingerprintOf } from './error-fingerprint.js';

describe('a distinct error', () => {
  class FeedError extends Error {}
  const thrown = (message: string, error = new FeedError(message)) => error;

  it.each([
    ['a plain one', thrown('Feed 17 of "Ajax" is down')],
    ['one whose message looks like a stack', thrown('down\n    at fake (/srv/fake.js:1:1)\nagain')],
    ['one without a message', thrown('')],
    ['one of a megabyte', thrown('x'.repeat(1_000_000))],
    ['a text', 'just a text'],
    ['nothing', undefined],
  ])('is read off %s as its fingerprint was made of it', (_, what) => {
    const recorded = recordError(what);
    const { errorClass, pattern, frame } = distinctErrorOf(recorded);
    expect(fingerprintOf(errorClass, pattern, frame)).toBe(recorded.fingerprint);
  });

  it('names what varies and where it came from', () => {
    const { errorClass, pattern, sample, frame } = distinctErrorOf(recordError(thrown('Feed 17 of "Ajax"')));
    expect({ errorClass, pattern, sample }).toEqual({
      errorClass: 'FeedError',
      pattern: 'Feed <n> of <text>',
      sample: 'Feed 17 of "Ajax"',
    });
    expect(frame).toContain('history/distinct-error.spec.ts');
  });

  it('is told once of many ends', () => {
    const ends = [thrown('Feed 1'), thrown('Feed 2'), new TypeError('no')].map((error) => ({
      error: recordError(error),
    }));
    const told = distinctErrorsOf([...ends, { error: null }]);
    expect(told.map(({ errorClass, sample }) => [errorClass, sample])).toEqual([
      ['FeedError', 'Feed 1'],
      ['TypeError', 'no'],
    ]);
  });
});
