import type { JobStatistics } from 'nestjs-tracked-cron';
import { NOTHING } from '../testing/memory-manager.js';
import { trendsOf, trendsReport, type TrendKind } from './trends.js';

/** A job's statistics: `runs` completed ones that took `p95`, and whatever else is given. */
function job(
  runs: number,
  p95: number,
  more: Partial<JobStatistics['counts']> & { late?: number } = {},
): JobStatistics {
  const { late = 5, ...others } = more;
  const counts = { ...NOTHING.counts, completed: runs, ...others };
  const verdicts = counts.completed + counts.failed + counts.timed_out + counts.lost;
  const values = (ms: number) => ({ count: runs, p50: ms / 2, p95: ms, p99: ms, max: ms });
  return {
    jobName: 'live-scores',
    group: null,
    owner: null,
    counts,
    successRate: verdicts === 0 ? null : counts.completed / verdicts,
    duration: runs === 0 ? null : { ...values(p95), min: 1, mean: p95 / 2 },
    lateness: runs === 0 ? null : values(late),
    totalMs: runs * p95,
  };
}

const told = (now: JobStatistics, before: JobStatistics) =>
  trendsOf(now, before, 'the week before').map(({ sentence }) => sentence);
const kinds = (now: JobStatistics, before: JobStatistics): TrendKind[] =>
  trendsOf(now, before, 'the week before').map(({ kind }) => kind);

describe('a trend', () => {
  it('says in plain words that a job takes longer, or less time', () => {
    expect(told(job(2_000, 1_700), job(2_000, 1_200))).toEqual([
      'live-scores takes 42 % longer than the week before (p95 1.2 s → 1.7 s).',
    ]);
    expect(told(job(2_000, 1_200), job(2_000, 1_700))).toEqual([
      'live-scores takes 29 % less time than the week before (p95 1.7 s → 1.2 s).',
    ]);
  });

  it('compares medians where runs are few, and nothing where they are fewer', () => {
    expect(told(job(30, 4_000), job(30, 2_000))).toEqual([
      'live-scores takes 100 % longer than the week before (p50 1.0 s → 2.0 s).',
    ]);
    expect(kinds(job(19, 4_000), job(2_000, 2_000))).not.toContain('slower');
  });

  it('says nothing of a change that is small beside the time, or too short for anybody to notice', () => {
    expect(told(job(2_000, 1_220), job(2_000, 1_000))).toEqual([]);
    expect(told(job(2_000, 90), job(2_000, 20))).toEqual([]);
  });

  it('says that a job fails more often where that is no accident', () => {
    expect(told(job(900, 100, { failed: 100 }), job(990, 100, { failed: 10 }))).toEqual([
      'live-scores fails more often than the week before (1 % → 10 % of its runs).',
    ]);
    expect(told(job(990, 100, { lost: 10 }), job(900, 100, { timed_out: 100 }))).toEqual([
      'live-scores fails less often than the week before (10 % → 1 % of its runs).',
    ]);
    expect(kinds(job(24, 100, { failed: 1 }), job(25, 100))).toEqual([]); // one bad night
    expect(kinds(job(99_000, 100, { failed: 1_000 }), job(100_000, 100))).toEqual([]); // one in a hundred
  });

  it('says that slots were missed, also of a job that hardly ran', () => {
    expect(told(job(5, 100, { missed: 12 }), job(5, 100, { missed: 1 }))).toEqual([
      'live-scores missed 12 slots, more than the week before (1).',
    ]);
    expect(told(job(5, 100), job(5, 100, { missed: 4 }))).toEqual([
      'live-scores missed 0 slots, fewer than the week before (4).',
    ]);
    expect(kinds(job(5, 100, { missed: 2 }), job(5, 100))).toEqual([]);
    expect(kinds(job(5, 100, { missed: 19 }), job(5, 100, { missed: 10 }))).toEqual([]);
  });

  it('says that a job starts later', () => {
    expect(told(job(500, 100, { late: 4_000 }), job(500, 100, { late: 20 }))).toEqual([
      'live-scores starts later than the week before (p95 20 ms → 4.0 s after the slot).',
    ]);
    expect(kinds(job(500, 100, { late: 900 }), job(500, 100, { late: 20 }))).toEqual([]);
  });

  it('says that a job runs much more or less often', () => {
    expect(told(job(50, 100), job(100, 100))).toEqual([
      'live-scores ran 50 times, less often than the week before (100).',
    ]);
    expect(kinds(job(150, 100), job(100, 100))).toEqual(['busier']);
    expect(kinds(job(140, 100), job(100, 100))).toEqual([]);
    expect(kinds(job(150, 100), job(0, 0))).toEqual([]); // it is new
  });
});

describe('the report of trends', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 10, day));
  const window = (items: JobStatistics[], from: number, to: number) => ({
    from: at(from),
    to: at(to),
    countedUntil: at(to),
    items,
  });
  const named = (jobName: string, statistics: JobStatistics) => ({ ...statistics, jobName });

  it('says what is worse first, then what changed most, and how much more there is', () => {
    const now = [
      named('faster', job(500, 500)),
      named('slow', job(500, 1_500)),
      named('slower', job(500, 9_000)),
      named('failing', job(450, 1_000, { failed: 50 })),
      named('new', job(500, 1_000)),
    ];
    const before = ['faster', 'slow', 'slower', 'failing'].map((name) => named(name, job(500, 1_000)));
    const windows = { now: window(now, 15, 22), before: window(before, 8, 15) };
    const report = trendsReport(windows, 3);
    expect(report.items.map(({ jobName, kind }) => [jobName, kind])).toEqual([
      ['failing', 'failing'],
      ['slower', 'slower'],
      ['slow', 'slower'],
    ]);
    expect(report).toMatchObject({ total: 4, before: { from: at(8), to: at(15) } });
    expect(report.items[1].sentence).toContain('than the week before');
    expect(trendsReport({ ...windows, now: window(now, 15, 16) }, 3).items[1].sentence).toContain(
      'than the day before',
    );
  });
});
