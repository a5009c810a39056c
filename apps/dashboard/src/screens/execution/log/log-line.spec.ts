import { isBehind, isMeant, nameOf, placeBefore, type LogLine } from './log-line.js';

const line: LogLine = {
  attempt: 2,
  sequence: 10,
  at: '2026-11-26T02:00:00.000Z',
  level: 'warn',
  context: 'Feed',
  text: 'Answer 503',
  dropped: 0,
};

it('means lines that are loud enough and have the text, or its logger has', () => {
  expect(isMeant(line, {})).toBe(true);
  expect(isMeant(line, { level: 'warn', find: 'ANSWER' })).toBe(true);
  expect(isMeant(line, { find: 'feed' })).toBe(true);
  expect(isMeant(line, { level: 'error' })).toBe(false);
  expect(isMeant(line, { find: '504' })).toBe(false);
});

it('orders lines by attempt, then by number', () => {
  expect(isBehind(line, null)).toBe(true);
  expect(isBehind(line, '2.9')).toBe(true);
  expect(isBehind(line, '1.5000')).toBe(true);
  expect(isBehind(line, nameOf(line))).toBe(false);
  expect(isBehind(line, '3.0')).toBe(false);
});

it('begins some lines before the one that is asked for', () => {
  expect(placeBefore('1.730', 200)).toBe('1.529');
  expect(placeBefore('1.20', 200)).toBeUndefined();
  expect(placeBefore('2.20', 200)).toBe('2.0');
});
