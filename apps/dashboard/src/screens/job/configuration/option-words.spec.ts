import { optionInWords } from './option-words.js';

it.each([
  ['timeout', 20_000, '20 s'],
  ['timeout', null, 'none'],
  ['maxQueued', 1_000, '1,000'],
  ['keepResult', true, 'yes'],
  ['overlap', 'skip', 'skip'],
  ['staleness', '30m', '30m'],
  ['tags', ['live', 'public'], 'live, public'],
  ['tags', [], 'none'],
  [
    'retryPolicy',
    { maxAttempts: 3, initialDelay: 1_000, classify: false },
    'maxAttempts 3, initialDelay 1 s, classify no',
  ],
  ['breaker', { pause: 300_000, maxPause: null }, 'pause 5 min'],
  ['overrides', {}, 'none'],
])('%s %j is %s', (name, value, text) => {
  expect(optionInWords(name, value)).toBe(text);
});
