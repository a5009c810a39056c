import type { JobTraits } from 'nestjs-tracked-cron';
import type { AlertRoute } from '../cron-monitor.options.js';
import { checkedRoutes } from './checked-routes.js';
import { routesOfJobs } from './routes-of-jobs.js';

const PLACE = { application: 'shop', environment: 'production' };
const job = (name: string, changed: Partial<JobTraits> = {}): JobTraits => ({
  name,
  group: null,
  owner: null,
  tags: [],
  ...changed,
});
const invoices = job('billing.invoices', { group: 'billing', owner: 'ann', tags: ['money'] });
const scores = job('scores', { group: 'matches' });

const shown = (routes: readonly AlertRoute[], jobs: readonly JobTraits[]) => {
  const resolved = checkedRoutes(routes, { channels: ['chat'], quietHours: null, source: 'code' });
  return routesOfJobs(resolved, jobs, PLACE).map(({ name, written }) => [name, written]);
};
const route = (name: string, when: AlertRoute['when'] = {}): AlertRoute => ({
  name,
  when,
  channels: ['chat'],
});

describe('the routes of some jobs', () => {
  const routes = [
    route('staging', { environment: 'staging' }),
    route('money', { group: 'billing', severity: 'error' }),
    route('Bob', { owner: 'bob' }),
    route('rest'),
  ];

  it('are those that something of them can reach', () => {
    expect(shown(routes, [invoices]).map(([name]) => name)).toEqual(['money', 'rest']);
    expect(shown(routes, [scores]).map(([name]) => name)).toEqual(['rest']);
    expect(shown(routes, [])).toEqual([]);
  });

  it('are not those behind one that takes everything of them', () => {
    const hidden = [route('all of billing', { group: 'billing' }), route('invoices', { job: 'billing.*' })];
    expect(shown(hidden, [invoices]).map(([name]) => name)).toEqual(['all of billing']);
  });

  it.each([
    [{ group: ['billing', 'payroll'] }, { group: ['billing'] }],
    [{ owner: ['ann', 'bob'] }, { owner: ['ann'] }],
    [{ tag: ['secret', 'money'] }, { tag: ['money'] }],
    [{ job: ['billing.*', 'payroll.*'] }, { job: ['billing.*'] }],
    [
      { group: 'billing', severity: 'error' },
      { group: 'billing', severity: 'error' },
    ],
  ] as const)('name nobody else: %j', (when, left) => {
    expect(shown([route('one', when)], [invoices])).toEqual([['one', left]]);
  });
});
