import type { JobStatus } from '../../../api/queries.js';
import { keptOrder, laneOrder, lanesMeant } from './lane-order.js';

const job = (jobName: string, more: object = {}) =>
  ({
    jobName,
    health: 'healthy',
    group: null,
    owner: null,
    tags: [],
    system: false,
    removedAt: null,
    findings: [],
    inFlight: [],
    nextDueAt: null,
    ...more,
  }) as unknown as JobStatus;

it('puts first what needs a look, then what runs, then what is due soonest', () => {
  const jobs = [
    job('never'),
    job('later', { nextDueAt: '2026-11-26T09:00:00Z' }),
    job('soon', { nextDueAt: '2026-11-26T08:01:00Z' }),
    job('runs', { inFlight: [{}] }),
    job('warned', { findings: [{ severity: 'warning' }] }),
    job('failing', { health: 'failing' }),
  ];
  expect(laneOrder(jobs)).toEqual(['failing', 'warned', 'runs', 'soon', 'later', 'never']);
});

it('has the lanes that the address asks for', () => {
  const jobs = [
    job('scores', { group: 'matches', owner: 'sports', tags: ['live'] }),
    job('payroll', { health: 'late' }),
    job('tracked-cron.staleness', { system: true }),
    job('gone', { removedAt: 'x' }),
  ];
  const names = (search: object) => lanesMeant(jobs, search).map(({ jobName }) => jobName);
  expect(names({})).toEqual(['scores', 'payroll']);
  expect(names({ group: 'matches' })).toEqual(['scores']);
  expect(names({ state: ['late'] })).toEqual(['payroll']);
  expect(names({ text: 'LIVE sports' })).toEqual(['scores']);
  expect(names({ owner: 'nobody' })).toEqual([]);
});

it('keeps lanes where they are while somebody looks at them', () => {
  expect(keptOrder(['b', 'gone', 'a'], ['a', 'new', 'b'])).toEqual(['b', 'a', 'new']);
});
