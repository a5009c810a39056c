import type { Schemas } from '../../api/client.js';
import { clockInWords, eventLoopInWords, generationInWords, scalingInWords } from './instance-words.js';

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
  [0.4, 'In step', false],
  [12, '12 ms ahead', false],
  [-4_200, '4.2 s behind', true],
])('says of a clock that is off by %s ms: %s', (clockOffsetMs, text, isOff) => {
  expect(clockInWords(instance({ clockOffsetMs }))).toEqual({ text, isOff });
});

it('says how an event loop turns, and for how long it has not', () => {
  expect(eventLoopInWords(instance({}), now)).toEqual({ text: '3 ms delay', isOff: false });
  expect(eventLoopInWords(instance({ eventLoopDelayMs: 2_000 }), now).isOff).toBe(true);
  const blocked = { eventLoopBlockedSince: '2026-11-26T07:00:00Z' };
  expect(eventLoopInWords(instance(blocked), now)).toEqual({ text: 'Blocked for 10 s', isOff: true });
  expect(eventLoopInWords(instance({ ...blocked, state: 'dead' }), now).isOff).toBe(false);
});

it('says whether a set of definitions differs', () => {
  const generation = { jobs: 12, decides: 12, lacks: [] as string[] } as unknown as Schemas['Generation'];
  expect(generationInWords(generation, true)).toBe('All living instances run the same definitions.');
  expect(generationInWords(generation, false)).toBe('Its definitions are the ones in force.');
  expect(generationInWords({ ...generation, decides: 10 }, false)).toBe(
    'For 10 of its 12 jobs, its definition is the one in force.',
  );
  expect(generationInWords({ ...generation, lacks: ['a', 'b'] }, false)).toBe(
    'It does not know 2 of the jobs.',
  );
});

it.each([
  [2, 0, 'No instance runs jobs; there is work for 2 instances.'],
  [1, 0, 'No instance runs jobs; there is work for one instance.'],
  [2, 1, 'There is work for 2 instances, but only one runs jobs.'],
  [5, 3, 'There is work for 5 instances, but only 3 run jobs.'],
  [1, 1, 'One instance is enough for the work there is.'],
  [1, 4, '4 instances are enough for the work there is.'],
])('says, with work for %i and %i there: %s', (desiredWorkers, workers, sentence) => {
  expect(scalingInWords({ desiredWorkers, workers })).toBe(sentence);
});
