import type { JobStatus } from '../../api/queries.js';
import { isSelectable, linesOf, type Performance } from './job-line.js';

const job = (jobName: string, about: Partial<JobStatus> = {}) =>
  ({ jobName, system: false, removedAt: null, ...about }) as JobStatus;
const performance = (runs: number) => ({ runs }) as Performance;
const none = new Map<string, Performance>();

it('puts how a job did beside it, where that is known', () => {
  const [scores, standings] = [job('scores'), job('standings')];
  const [day, week] = [performance(1), performance(7)];
  const lines = linesOf(
    [scores, standings],
    new Map([['scores', day]]),
    new Map([['scores', week]]),
    new Map(),
  );
  expect([...lines.values()]).toEqual([
    { job: scores, day, week },
    { job: standings, day: null, week: null },
  ]);
});

it('hands out the very line of a job that has not changed, and a new one of one that has', () => {
  const [scores, standings] = [job('scores'), job('standings')];
  const before = linesOf([scores, standings], none, none, new Map());
  const after = linesOf([scores, job('standings')], none, none, before);
  expect(after.get('scores')).toBe(before.get('scores'));
  expect(after.get('standings')).not.toBe(before.get('standings'));
  const counted = linesOf([scores], new Map([['scores', performance(1)]]), none, after);
  expect(counted.get('scores')).not.toBe(before.get('scores'));
});

it('lets nobody choose the library’s own, or what is gone', () => {
  const selectable = (about: Partial<JobStatus>) =>
    isSelectable({ job: job('a', about), day: null, week: null });
  expect(selectable({})).toBe(true);
  expect(selectable({ system: true })).toBe(false);
  expect(selectable({ removedAt: '2026-11-01T00:00:00Z' })).toBe(false);
});
