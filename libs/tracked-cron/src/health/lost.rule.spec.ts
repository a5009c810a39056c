import {
  at,
  facts,
  findingOf,
  HOUR,
  MINUTE,
  pending,
  record,
  slots,
} from '../../../../test/support/job-facts.js';
import { judgeHealth } from './job-health.js';

describe('an execution that was lost with its instance', () => {
  it('is an error until a good run of a later slot', () => {
    const lost = slots(['lost', 'completed']);
    expect(findingOf('lost', facts({ recent: lost }))).toEqual({
      rule: 'lost',
      severity: 'error',
      told: true,
      since: at(-MINUTE + 1000),
      message: 'the instance died that ran an execution, and nobody tries again',
      count: 1,
      slot: at(-MINUTE),
      executionId: null,
    });
    expect(findingOf('lost', facts({ recent: slots(['completed', 'lost']) }))).toBeUndefined();
    expect(findingOf('lost', facts({ recent: slots(['failed', 'lost', 'lost']) }))).toMatchObject({
      count: 2,
    });
  });

  it('is a warning while it is tried again, and may still turn out well', () => {
    const retried = pending(-10 * MINUTE, { attempt: 2, startedAt: at(-10 * MINUTE), lostAt: at(-MINUTE) });
    const judged = facts({ inFlight: [retried], recent: [record('completed', -HOUR)] });
    expect(judgeHealth(judged)).toEqual({
      health: 'healthy',
      findings: [
        {
          rule: 'lost',
          severity: 'warning',
          told: true,
          since: at(-MINUTE),
          message: 'the instance died that ran an execution, which is at attempt 2',
          count: 1,
          slot: at(-10 * MINUTE),
          executionId: 'e1',
        },
      ],
    });
  });

  it('counts what is tried again, and what is not comes first', () => {
    const retried = [-2 * MINUTE, -MINUTE].map((lost, n) =>
      pending(-HOUR, { id: `e${n}`, attempt: 2, startedAt: at(-10 * MINUTE), lostAt: at(lost) }),
    );
    expect(findingOf('lost', facts({ inFlight: retried }))).toMatchObject({ count: 2, executionId: 'e0' });
    expect(findingOf('lost', facts({ inFlight: retried, recent: slots(['lost']) }))?.severity).toBe('error');
  });
});
