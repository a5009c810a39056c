import { sampleEvent, sampleExecution, sampleFailure, sampleHistory, utc } from './sample-facts.js';
import { GONE, compose, fact, good, nothingRead } from './sample-message.js';

describe('the facts of a message', () => {
  it('are all that is known, and only that', () => {
    const { fields } = compose({
      execution: sampleExecution({ attempt: 3, maxAttempts: 5 }),
      recent: sampleHistory('failed', 'failed', 'failed', 'failed', 'completed', 'failed', ...good(14)),
      alsoFailing: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    });
    expect(fields.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Error: Error (ECONNREFUSED); seen 6 times in 3 jobs in 7 days, first 25 Nov 00:10; fingerprint 3f2a9c0d1e4b5a67',
      'Schedule: At 02:00 every day, Europe/Riga',
      'Last success: 25 Nov 02:00 Europe/Riga (00:00 UTC), 1 d ago',
      'Streak: 4th failure in a row, 5 of the last 20',
      'Duration: 14 s; usually 4 s (p50), 9 s (p95)',
      'Attempt: 3 of 5',
      `Ran on: api-7f9, release 2026.11.3, instance ${GONE}`,
      'Also failing: a, b, c, d, e and 2 more',
    ]);
    expect(compose(nothingRead()).fields).toEqual([]);
  });

  it.each([
    [['failed'], 'its first run'],
    [['failed', ...good(19)], 'first failure in 20 runs'],
    [['failed', ...good(5), 'failed'], '2 of the last 7 failed'],
    [['failed', 'timed_out'], '2nd failure in a row'],
    [[...Array<'failed'>(11).fill('failed'), ...good(9)], '11th failure in a row, 11 of the last 20'],
    [['completed', 'lost', 'completed'], '1 of the last 3 failed'],
    [['completed'], undefined],
  ] as const)('count the failures of %j: %s', (statuses, words) => {
    expect(fact(compose({ recent: sampleHistory(...statuses) }), 'Streak')).toBe(words);
  });

  it('say that a fault which was mended came again', () => {
    const decision = { at: utc('09:00', 20), by: 'Ann', reason: null, until: null, release: null };
    const failure = sampleFailure({ state: 'regressed', decision, count: 1 });
    expect(fact(compose({ failure }), 'Error')).toContain(
      'seen once in 7 days; it was resolved by Ann, and came again',
    );
  });

  it('say how far a run is that goes on', () => {
    const execution = sampleExecution({
      status: 'running',
      completedAt: null,
      durationMs: null,
      error: null,
    });
    const event = sampleEvent({ at: utc('03:10') });
    expect(fact(compose({ execution, event }), 'Duration')).toBe(
      '3 h 10 m so far; usually 4 s (p50), 9 s (p95)',
    );
  });
});
