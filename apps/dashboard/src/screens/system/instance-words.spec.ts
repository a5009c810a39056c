import type { Schemas } from '../../api/client.js';
import { clockInWords, eventLoopInWords, generationInWords } from './instance-words.js';

const now = Date.parse('2026-11-26T07:00:10Z');
const instance = (about: Partial<Schemas['Instance']>) =>
  ({
    state: 'alive',
    clockOffsetMs: 0,
    eventLoopDelayMs: 3,
    eventLoopBlockedSince: null,
    ...about,
  }) as Schemas['Instance'];

it.each([
  [null, 'Not known', false],
  [0.4, 'Right', false],
  [12, '12 ms ahead', false],
  [-4_200, '4.2 s behind', true],
])('says of a clock that is off by %s ms: %s', (clockOffsetMs, text, isOff) => {
  expect(clockInWords(instance({ clockOffsetMs }))).toEqual({ text, isOff });
});

it('says how an event loop turns, and for how long it has not', () => {
  expect(eventLoopInWords(instance({}), now)).toEqual({ text: '3 ms late', isOff: false });
  expect(eventLoopInWords(instance({ eventLoopDelayMs: 2_000 }), now).isOff).toBe(true);
  const blocked = { eventLoopBlockedSince: '2026-11-26T07:00:00Z' };
  expect(eventLoopInWords(instance(blocked), now)).toEqual({ text: 'Blocked for 10 s', isOff: true });
  expect(eventLoopInWords(instance({ ...blocked, state: 'dead' }), now).isOff).toBe(false);
});

it('says whether a set of definitions differs', () => {
  const generation = { jobs: 12, decides: 12, lacks: [] as string[] } as unknown as Schemas['Generation'];
  expect(generationInWords(generation, true)).toBe('All living instances run the same definitions.');
  expect(generationInWords(generation, false)).toBe('Its definitions are those that hold.');
  expect(generationInWords({ ...generation, decides: 10 }, false)).toBe(
    'Of 12 jobs, 10 hold as it has them.',
  );
  expect(generationInWords({ ...generation, lacks: ['a', 'b'] }, false)).toBe(
    'It does not know 2 of the jobs.',
  );
});
