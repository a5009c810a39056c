import { SEVERITIES, type JobScope, type JobTraits } from 'nestjs-tracked-cron';
import { isLike } from '../conditions/glob.js';
import type { RouteConditions } from '../cron-monitor.options.js';
import { routeOf, type ResolvedRoute } from './route.js';

/**
 * The routes by which people hear of some jobs, in their order. Of the names that their conditions give, those are left that one of
 * these jobs has: the others are of jobs that are somebody else's.
 */
export function routesOfJobs(
  routes: readonly ResolvedRoute[],
  jobs: readonly JobTraits[],
  place: JobScope,
): readonly ResolvedRoute[] {
  const silent = new Set(routes);
  for (const { name: subject, ...traits } of jobs) {
    for (const severity of SEVERITIES)
      silent.delete(routeOf(routes, { ...place, ...traits, subject, severity })!);
    if (silent.size === 0) break;
  }
  return routes
    .filter((route) => !silent.has(route))
    .map((route) => ({ ...route, written: namesOf(route.written, jobs) }));
}

const IS_NAMED: Readonly<
  Record<'job' | 'group' | 'owner' | 'tag', (value: string, job: JobTraits) => boolean>
> = {
  job: (pattern, { name }) => isLike(pattern, name),
  group: (value, { group }) => value === group,
  owner: (value, { owner }) => value === owner,
  tag: (value, { tags }) => tags.includes(value),
};

function namesOf(written: RouteConditions, jobs: readonly JobTraits[]): RouteConditions {
  const named = Object.entries(IS_NAMED).flatMap(([part, isNamed]) => {
    const values = written[part as keyof typeof IS_NAMED];
    // a single one fits, or the route would not be here
    if (values === undefined || typeof values === 'string') return [];
    return [[part, values.filter((value) => jobs.some((job) => isNamed(value, job)))] as const];
  });
  return { ...written, ...Object.fromEntries(named) };
}
