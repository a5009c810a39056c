import { changeInWords, changeOf, MEASURES, verdictInWords, type Statistics } from './report-words.js';

const more = { better: 'more', points: true } as const;
const less = { better: 'less' } as const;

describe('a change in words', () => {
  it.each([
    [110, 100, less, '+10 %', 'worse'],
    [96, 100, less, '−4 %', 'same'],
    [50, 100, less, '−50 %', 'better'],
    [2_000, 100, less, '× 20', 'worse'],
    [3, 0, less, 'none before', 'worse'],
    [0, 0, less, 'the same', 'same'],
    [0.95, 0.99, more, '−4 points', 'worse'],
    [0.98, 0.97, more, '+1 point', 'better'],
    [0.985, 0.984, more, '+0.1 points', 'same'],
    [0.9995, 0.999, more, '+0.1 points', 'better'],
    [200, 100, { better: null }, '+100 %', 'same'],
    [null, 100, less, '–', 'none'],
  ] as const)('%p after %p', (now, before, measure, text, verdict) => {
    expect(changeInWords(now, before, measure)).toEqual({ text, verdict });
  });
});

const period = (completed: number, failed: number, p95: number, missed = 0): Statistics => ({
  counts: { completed, failed, missed, skipped: 0, timed_out: 0, lost: 0, cancelled: 0 },
  successRate: completed + failed === 0 ? null : completed / (completed + failed),
  duration: { count: completed, p50: p95 / 2, p95, p99: p95, max: p95, min: 1, mean: p95 / 2 },
  lateness: null,
  totalMs: 1,
});

it('nothing is worse than a period in which nothing ran', () => {
  const failed = MEASURES.find(({ name }) => name === 'Failed')!;
  expect(changeOf(failed, period(9, 3, 1), period(9, 0, 1))).toEqual({
    text: 'none before',
    verdict: 'worse',
  });
  expect(changeOf(failed, period(9, 3, 1), period(0, 0, 1))).toEqual({ text: '–', verdict: 'none' });
});

describe('better or worse', () => {
  it.each([
    [period(95, 5, 1_000), period(99, 1, 1_000), 'Worse: success 95 %, was 99 %.'],
    [period(99, 1, 1_000), period(99, 1, 2_000), 'Better: p95 1 s, was 2 s.'],
    [period(99, 1, 1_000, 7), period(99, 1, 2_000), 'Mixed: missed slots 7, was 0; p95 1 s, was 2 s.'],
    [period(99, 1, 1_000), period(99, 1, 1_010), 'About the same: success 99 %, was 99 %.'],
    [period(5, 0, 1_000), period(99, 1, 1_000), 'Too little ran to say whether it is better or worse.'],
    [period(0, 0, 0), period(99, 1, 1_000), 'Nothing ran in this period.'],
  ])('is said of both periods', (now, before, sentence) => {
    expect(verdictInWords(now, before)).toBe(sentence);
  });
});
