import type { Execution } from '../../api/executions.js';
import type { JobStatus } from '../../api/queries.js';
import { withFresh, withStatus } from './fresh-executions.js';

const row = (id: string, minute: number, status: Execution['status']) =>
  ({ id, status, updatedAt: new Date(Date.UTC(2026, 10, 26, 8, minute)).toISOString() }) as Execution;
const job = (jobName: string, health: JobStatus['health']) => ({ jobName, health }) as JobStatus;

it('puts what is newer in its place, and leaves out what is not shown', () => {
  const items = new Map([
    ['a', row('a', 2, 'completed')],
    ['c', row('c', 2, 'running')],
  ]);
  const rows = [row('b', 1, 'failed'), row('a', 1, 'running')];
  expect(withFresh(rows, items).map(({ id, status }) => [id, status])).toEqual([
    ['b', 'failed'],
    ['a', 'completed'],
  ]);
});

it('changes nothing where nothing is newer', () => {
  const rows = [row('a', 2, 'completed')];
  expect(withFresh(rows, new Map([['a', row('a', 1, 'running')]]))).toBe(rows);
  expect(withFresh(rows, new Map())).toBe(rows);
});

it('knows the status of the job that the channel is about', () => {
  const jobs = [job('a', 'healthy'), job('b', 'healthy')];
  expect(withStatus(jobs, new Map([['status', job('b', 'failing')]]))).toEqual([
    job('a', 'healthy'),
    job('b', 'failing'),
  ]);
  expect(withStatus(jobs, new Map())).toBe(jobs);
});
