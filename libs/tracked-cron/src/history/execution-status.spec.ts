import { ENDED_STATUSES, LIVE_STATUSES, retentionClassOf } from './execution-status.js';

describe('execution statuses', () => {
  it('are either live or ended, never both', () => {
    const all: readonly string[] = [...LIVE_STATUSES, ...ENDED_STATUSES];
    expect(new Set(all).size).toBe(all.length);
  });

  it('keep long whatever did not go as planned', () => {
    expect(ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'short')).toEqual([
      'completed',
      'skipped',
    ]);
    expect(ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'long')).toEqual([
      'failed',
      'timed_out',
      'cancelled',
      'lost',
      'missed',
    ]);
  });
});
