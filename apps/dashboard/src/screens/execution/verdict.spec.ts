import { verdictOf, type Judged } from './verdict.js';

const judged: Judged = {
  status: 'completed',
  reason: null,
  durationMs: 1_500,
  attempt: 1,
  maxAttempts: 1,
  failedAttempts: [],
  startedAt: null,
  trigger: 'schedule',
};

it.each<[Partial<Judged>, string]>([
  [{}, 'It completed in 1.5 s.'],
  [{ attempt: 3 }, 'It completed in 1.5 s, at its 3rd attempt.'],
  [{ status: 'failed' }, 'It failed after 1.5 s.'],
  [{ status: 'failed', attempt: 3, maxAttempts: 3 }, 'It failed, and none of its 3 attempts is left.'],
  [{ status: 'failed', reason: 'assertion' }, 'It ran to its end after 1.5 s, and did nothing.'],
  [{ status: 'cancelled', reason: 'person' }, 'Somebody cancelled it after 1.5 s.'],
  [{ status: 'missed', reason: 'no_instance' }, 'Nobody ran its slot (no instance).'],
  [{ status: 'running', attempt: 12 }, 'Its 12th attempt runs.'],
  [{ status: 'pending' }, 'It waits to be started.'],
])('says what became of %o: %s', (change, sentence) => {
  expect(verdictOf({ ...judged, ...change })).toBe(sentence);
});
