import type { JobStatus } from '../../api/queries.js';
import { countsByHealth, filterOf } from './job-filter.js';
import type { JobsSearch } from './jobs.search.js';

const job = (jobName: string, about: Partial<JobStatus> = {}) =>
  ({
    jobName,
    group: null,
    owner: null,
    tags: [],
    health: 'healthy',
    paused: null,
    overridden: false,
    system: false,
    ...about,
  }) as unknown as JobStatus;

const jobs = [
  job('live-scores', { group: 'matches', owner: 'sports', health: 'failing', tags: ['live'] }),
  job('standings', { group: 'matches', owner: 'web', overridden: true }),
  job('invoices', {
    owner: 'sports',
    health: 'paused',
    paused: { since: '', until: null, by: null, reason: null },
  }),
  job('sweep', { system: true, group: 'own' }),
];
const named = (search: JobsSearch) => jobs.filter(filterOf(search)).map(({ jobName }) => jobName);

it.each<[JobsSearch, string[]]>([
  [{}, ['live-scores', 'standings', 'invoices']],
  [{ system: true }, ['live-scores', 'standings', 'invoices', 'sweep']],
  [{ search: 'MATCHES sco' }, ['live-scores']],
  [{ health: ['failing', 'paused'] }, ['live-scores', 'invoices']],
  [{ group: 'matches' }, ['live-scores', 'standings']],
  [{ owner: 'sports', group: 'matches' }, ['live-scores']],
  [{ tag: 'live' }, ['live-scores']],
  [{ paused: true }, ['invoices']],
  [{ overridden: true }, ['standings']],
  [{ paused: true, overridden: true }, []],
])('asked for %j shows %j', (search, names) => {
  expect(named(search)).toEqual(names);
});

it('counts the states of what else is asked for, whichever state is chosen', () => {
  const counts = countsByHealth(jobs, { owner: 'sports', health: ['failing'] });
  expect(Object.fromEntries(counts)).toEqual({ failing: 1, paused: 1 });
});
