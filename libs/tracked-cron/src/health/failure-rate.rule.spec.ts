import { facts, findingOf, repeat, slots } from '../../../../test/support/job-facts.js';
import type { EndedStatus } from '../history/execution-status.js';
import { withoutStreaks } from './failure-streak.js';

describe('failures that come one here, one there', () => {
  /** `f` failed, `.` completed; the newest first. */
  const judged = (pattern: string) =>
    facts({ recent: slots([...pattern].map((one): EndedStatus => (one === 'f' ? 'failed' : 'completed'))) });

  it.each([
    ['.f..f..f..f.........', '4 of the last 20 executions failed'],
    ['.f..f..f............', undefined],
    ['ff..f....f', '4 of the last 10 executions failed'],
    ['ff..f...f', undefined],
  ])('are a warning from a share of 0.2 on, of at least 10: %s', (pattern, message) => {
    expect(findingOf('failure_rate', judged(pattern))?.message).toBe(message);
  });

  it.each([
    ['.fffff..............', undefined],
    ['.fff.f...f...f......', undefined],
    ['.fff.f...f...f...f..', '4 of the last 17 executions failed'],
    ['.f...f...f........ffff..', undefined],
    ['.f...f...f........ff....', '5 of the last 20 executions failed'],
  ])('do not count those in a row that was told as failing: %s', (pattern, message) => {
    expect(findingOf('failure_rate', judged(pattern))?.message).toBe(message);
  });

  it('are not found of a job whose every failure is told', () => {
    const hourly = facts({
      periodMs: 3_600_000,
      recent: slots(['completed', ...repeat('failed', 8), 'completed', 'failed']),
    });
    expect(findingOf('failure_rate', hourly)).toBeUndefined();
  });

  it('stand beside a row that goes on', () => {
    expect(findingOf('failing', judged('fff.f..f..f..f...'))).toMatchObject({ count: 3 });
    expect(findingOf('failure_rate', judged('fff.f..f..f..f...'))).toMatchObject({ count: 4 });
  });

  it('are kept in their order', () => {
    const records = slots(['failed', 'completed', 'failed', 'failed', 'completed', 'failed']);
    expect(withoutStreaks(records, 2)).toEqual([records[0], records[1], records[4], records[5]]);
  });
});
