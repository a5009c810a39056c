import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { readSearch, writeSearch, type Search } from './address/search.js';
import type { Asking } from './api/asking.js';
import { Empty } from './parts/answer.js';
import { beginAlerts } from './screens/alerts/alerts.begin.js';
import { readAlertsSearch } from './screens/alerts/alerts.search.js';
import { beginExecution } from './screens/execution/execution.begin.js';
import { readExecutionSearch } from './screens/execution/execution.search.js';
import { readExecutionsSearch } from './screens/executions/executions.search.js';
import { beginFailures } from './screens/failures/failures.begin.js';
import { readFailuresSearch } from './screens/failures/failures.search.js';
import { beginJob } from './screens/job/job.begin.js';
import { readJobSearch } from './screens/job/job.search.js';
import { beginJobs } from './screens/jobs/jobs.begin.js';
import { readJobsSearch } from './screens/jobs/jobs.search.js';
import { beginNow } from './screens/now/now.begin.js';
import { readNowSearch } from './screens/now/now.search.js';
import { beginReports } from './screens/reports/reports.begin.js';
import { readReportsSearch } from './screens/reports/reports.search.js';
import { beginSystem } from './screens/system/system.begin.js';
import { readSystemSearch } from './screens/system/system.search.js';
import { Shell } from './shell/shell.js';

const root = createRootRouteWithContext<Asking>()({
  component: Shell,
  notFoundComponent: () => <Empty title="There is no such screen." />,
});

const route = { getParentRoute: () => root } as const;

interface Entering {
  readonly cause: 'enter' | 'preload' | 'stay';
  readonly context: Asking;
  readonly location: { readonly search: Search };
}

/**
 * Begins what a screen asks first while its code is being loaded, and waits for neither. Whoever only points at a link has the
 * code loaded; whoever changes something in the address is in the screen, which asks by itself.
 */
function begun<Params>(begin: (asking: Asking, search: Search, params: Params) => void) {
  return ({ cause, context, location, params }: Entering & { readonly params: Params }): void => {
    if (cause === 'enter') begin(context, location.search, params);
  };
}

/** Each screen is loaded when it is first opened. */
const routes = [
  createRoute({
    ...route,
    path: '/',
    validateSearch: readNowSearch,
    loader: begun(beginNow),
    component: lazyRouteComponent(() => import('./screens/now/now.screen.js'), 'NowScreen'),
  }),
  createRoute({
    ...route,
    path: '/jobs',
    validateSearch: readJobsSearch,
    loader: begun(beginJobs),
    component: lazyRouteComponent(() => import('./screens/jobs/jobs.screen.js'), 'JobsScreen'),
  }),
  createRoute({
    ...route,
    path: '/jobs/$jobName',
    validateSearch: readJobSearch,
    loader: begun<{ jobName: string }>((asking, search, { jobName }) =>
      beginJob(asking, jobName, readJobSearch(search)),
    ),
    component: lazyRouteComponent(() => import('./screens/job/job.screen.js'), 'JobScreen'),
  }),
  createRoute({
    ...route,
    path: '/executions',
    validateSearch: readExecutionsSearch,
    component: lazyRouteComponent(
      () => import('./screens/executions/executions.screen.js'),
      'ExecutionsScreen',
    ),
  }),
  createRoute({
    ...route,
    path: '/executions/$id',
    validateSearch: readExecutionSearch,
    loader: begun<{ id: string }>((asking, _, { id }) => beginExecution(asking, id)),
    component: lazyRouteComponent(() => import('./screens/execution/execution.screen.js'), 'ExecutionScreen'),
  }),
  createRoute({
    ...route,
    path: '/failures',
    validateSearch: readFailuresSearch,
    loader: begun((asking, search) => beginFailures(asking, readFailuresSearch(search))),
    component: lazyRouteComponent(() => import('./screens/failures/failures.screen.js'), 'FailuresScreen'),
  }),
  createRoute({
    ...route,
    path: '/reports',
    validateSearch: readReportsSearch,
    loader: begun((asking, search) => beginReports(asking, readReportsSearch(search))),
    component: lazyRouteComponent(() => import('./screens/reports/reports.screen.js'), 'ReportsScreen'),
  }),
  createRoute({
    ...route,
    path: '/alerts',
    validateSearch: readAlertsSearch,
    loader: begun((asking, search) => beginAlerts(asking, readAlertsSearch(search))),
    component: lazyRouteComponent(() => import('./screens/alerts/alerts.screen.js'), 'AlertsScreen'),
  }),
  createRoute({
    ...route,
    path: '/system',
    validateSearch: readSystemSearch,
    loader: begun((asking, search) => beginSystem(asking, readSystemSearch(search))),
    component: lazyRouteComponent(() => import('./screens/system/system.screen.js'), 'SystemScreen'),
  }),
] as const;

/**
 * @param basepath of the page, without a slash at its end
 * @param context what screens' first questions are asked with
 */
export function makeRouter(basepath: string, context: Asking) {
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath,
    context,
    defaultPreload: 'intent',
    scrollRestoration: true,
    parseSearch: readSearch,
    stringifySearch: writeSearch,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
