import { at, facts, findingOf, HOUR, MINUTE, record } from '../../../../test/support/job-facts.js';
import { judgeHealth } from './job-health.js';

describe('results that say the job did nothing', () => {
  const nothing = (minute: number) =>
    record('failed', -minute * MINUTE, -minute * MINUTE, { reason: 'assertion' });

  it('are a finding of their own, after as many as failures', () => {
    expect(judgeHealth(facts({ recent: [nothing(1), nothing(2)] })).findings).toEqual([]);
    const { health, findings } = judgeHealth(facts({ recent: [nothing(1), nothing(2), nothing(3)] }));
    expect(health).toBe('failing');
    expect(findings).toEqual([
      {
        rule: 'assertion',
        severity: 'error',
        told: true,
        since: at(-3 * MINUTE),
        message: 'the last 3 executions ran, but did nothing',
        count: 3,
        slot: at(-3 * MINUTE),
        executionId: null,
      },
    ]);
  });

  it('are one of the failures where others failed otherwise', () => {
    const recent = [nothing(1), record('failed', -2 * MINUTE), nothing(3)];
    expect(findingOf('failing', facts({ recent }))?.count).toBe(3);
    expect(findingOf('assertion', facts({ recent }))).toBeUndefined();
  });

  it('are told at once where the period is an hour or more', () => {
    const judged = facts({ periodMs: HOUR, recent: [nothing(1), record('completed', -HOUR)] });
    expect(findingOf('assertion', judged)?.message).toBe('the last execution ran, but did nothing');
  });
});
