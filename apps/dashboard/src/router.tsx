import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readSearch, writeSearch } from './address/search.js';
import { Empty } from './parts/answer.js';
import { readAlertsSearch } from './screens/alerts/alerts.search.js';
import { readExecutionSearch } from './screens/execution/execution.search.js';
import { readExecutionsSearch } from './screens/executions/executions.search.js';
import { readFailuresSearch } from './screens/failures/failures.search.js';
import { readJobSearch } from './screens/job/job.search.js';
import { readJobsSearch } from './screens/jobs/jobs.search.js';
import { readNowSearch } from './screens/now/now.search.js';
import { readReportsSearch } from './screens/reports/reports.search.js';
import { readSystemSearch } from './screens/system/system.search.js';
import { Shell } from './shell/shell.js';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => <Empty title="There is no such screen." />,
});

const route = { getParentRoute: () => root } as const;

/** Each screen is loaded when it is first opened. */
const routes = [
  createRoute({
    ...route,
    path: '/',
    validateSearch: readNowSearch,
    component: lazyRouteComponent(() => import('./screens/now/now.screen.js'), 'NowScreen'),
  }),
  createRoute({
    ...route,
    path: '/jobs',
    validateSearch: readJobsSearch,
    component: lazyRouteComponent(() => import('./screens/jobs/jobs.screen.js'), 'JobsScreen'),
  }),
  createRoute({
    ...route,
    path: '/jobs/$jobName',
    validateSearch: readJobSearch,
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
    component: lazyRouteComponent(() => import('./screens/execution/execution.screen.js'), 'ExecutionScreen'),
  }),
  createRoute({
    ...route,
    path: '/failures',
    validateSearch: readFailuresSearch,
    component: lazyRouteComponent(() => import('./screens/failures/failures.screen.js'), 'FailuresScreen'),
  }),
  createRoute({
    ...route,
    path: '/reports',
    validateSearch: readReportsSearch,
    component: lazyRouteComponent(() => import('./screens/reports/reports.screen.js'), 'ReportsScreen'),
  }),
  createRoute({
    ...route,
    path: '/alerts',
    validateSearch: readAlertsSearch,
    component: lazyRouteComponent(() => import('./screens/alerts/alerts.screen.js'), 'AlertsScreen'),
  }),
  createRoute({
    ...route,
    path: '/system',
    validateSearch: readSystemSearch,
    component: lazyRouteComponent(() => import('./screens/system/system.screen.js'), 'SystemScreen'),
  }),
] as const;

/** @param basepath of the page, without a slash at its end */
export function makeRouter(basepath: string) {
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath,
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
