import { at, facts, HOUR, MINUTE } from '../../../../test/support/job-facts.js';
import { judgeHealth } from './job-health.js';

describe('an open breaker', () => {
  it.each([
    [5 * MINUTE, 'the next trial in 5 m'],
    [0, 'its next slot is a trial'],
  ])('is shown, not told: %p ms from its trial', (until, next) => {
    const breaker = { openedAt: at(-HOUR), until: at(until), failures: 7 };
    expect(judgeHealth(facts({ breaker })).findings).toEqual([
      {
        rule: 'breaker_open',
        severity: 'warning',
        told: false,
        since: at(-HOUR),
        message: `its breaker has been open for 1 h, after 7 failures in a row; ${next}`,
        count: 7,
        slot: null,
        executionId: null,
      },
    ]);
  });
});
