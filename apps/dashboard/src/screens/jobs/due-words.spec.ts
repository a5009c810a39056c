import { dueInWords } from './due-words.js';

const now = Date.parse('2026-11-26T07:00:00Z');
const at = (text: string) => Date.parse(text);

it('says one time where the job’s clock shows the same', () => {
  expect(dueInWords(at('2026-11-26T07:24:30Z'), 'UTC', now, 'UTC')).toBe('07:24');
  expect(dueInWords(at('2026-11-26T07:24:30Z'), 'Etc/UTC', now, 'UTC')).toBe('07:24');
});

it('says both where they differ', () => {
  expect(dueInWords(at('2026-11-26T07:24:00Z'), 'Europe/Riga', now, 'UTC')).toBe('07:24 here, 09:24 in Riga');
  expect(dueInWords(at('2026-11-26T07:24:00Z'), 'America/New_York', now, 'UTC')).toBe(
    '07:24 here, 02:24 in New York',
  );
});

it('names the day where that is another one', () => {
  expect(dueInWords(at('2026-11-26T23:30:00Z'), 'Europe/Riga', now, 'UTC')).toBe(
    '23:30 here, 27 Nov, 01:30 in Riga',
  );
});
