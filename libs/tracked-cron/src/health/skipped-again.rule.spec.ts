import type { SlotRecord } from './slot-record.js';
import { at, facts, findingOf, MINUTE, record, running } from '../../../../test/support/job-facts.js';
import { judgeHealth } from './job-health.js';

describe('slots that are skipped again and again', () => {
  const skipped = (minute: number, reason: string | null = 'overlap'): SlotRecord =>
    record('skipped', -minute * MINUTE, -minute * MINUTE, { reason });

  it.each([
    ['two', [skipped(1), skipped(2), record('completed', -3 * MINUTE)], false],
    ['three', [skipped(1), skipped(2), skipped(3), record('completed', -4 * MINUTE)], true],
    [
      'three that were not the last',
      [record('completed', -MINUTE), skipped(2), skipped(3), skipped(4)],
      false,
    ],
    ['three for another reason', [skipped(1, 'paused'), skipped(2, 'paused'), skipped(3, 'paused')], false],
    ['three with another between', [skipped(1), skipped(2, 'concurrency'), skipped(3), skipped(4)], false],
  ])('count from three by overlap in a row: %s', (_, recent, expected) => {
    expect(findingOf('skipped_again', facts({ recent })) !== undefined).toBe(expected);
  });

  it('are shown, not told, name what they wait for and leave the job healthy', () => {
    const recent = [skipped(3), skipped(1), skipped(2)];
    const judged = facts({ recent, inFlight: [running(-4 * MINUTE)] });
    expect(judgeHealth(judged)).toEqual({
      health: 'healthy',
      findings: [
        {
          rule: 'skipped_again',
          severity: 'warning',
          told: false,
          since: at(-3 * MINUTE),
          message:
            'its last 3 slots were skipped because of an earlier one, which has been in flight for 4 m',
          count: 3,
          slot: at(-3 * MINUTE),
          executionId: 'e1',
        },
      ],
    });
  });

  it('count from as many as the job says', () => {
    const recent = [skipped(1), skipped(2)];
    expect(findingOf('skipped_again', facts({ recent }, { skippedInARow: 2 }))?.count).toBe(2);
  });
});
