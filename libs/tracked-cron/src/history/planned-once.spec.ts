import { HISTORY_SORTS, type HistoryQuery } from './history-query.js';
import { isPlannedOnce } from './planned-once.js';

const everybody = { jobIds: null };
const oneJob = { jobIds: ['a'] };

describe('a page is planned once', () => {
  it.each<[string, HistoryQuery, { jobIds: readonly string[] | null }]>([
    ['everything', {}, everybody],
    ['what is older than a cursor', { cursor: 'somewhere' }, everybody],
    ['an error', { fingerprint: 'f' }, everybody],
    ['what is counted beside it', { count: 'capped' }, everybody],
    ['another environment', { environment: 'staging' }, everybody],
    ...HISTORY_SORTS.map((sort): [string, HistoryQuery, typeof oneJob] => [
      `a job by ${sort}`,
      { jobName: 'a', sort },
      oneJob,
    ]),
  ])('for %s', (_, query, reach) => {
    expect(isPlannedOnce(query, reach)).toBe(true);
  });

  it.each<[string, HistoryQuery, { jobIds: readonly string[] | null }]>([
    ['statuses', { status: ['lost'] }, everybody],
    ['a trigger', { jobName: 'a', trigger: 'manual' }, oneJob],
    ['an instance', { instance: 'i' }, everybody],
    ['a release', { release: 'r' }, everybody],
    ['a stretch of time', { from: new Date(0) }, everybody],
    ['what was in flight', { overlaps: [new Date(0), new Date(1)] }, everybody],
    ['a text', { search: 'refused' }, everybody],
    ['several jobs', { tag: 't' }, { jobIds: ['a', 'b'] }],
    ["a job's error, which two indexes find", { jobName: 'a', fingerprint: 'f' }, oneJob],
    ['a page of another length, of which there are many', { limit: 20 }, everybody],
  ])('but not for %s', (_, query, reach) => {
    expect(isPlannedOnce(query, reach)).toBe(false);
  });
});
