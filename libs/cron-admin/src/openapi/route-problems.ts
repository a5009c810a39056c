import { PROBLEMS, type ProblemKind } from '../api/problem.js';
import { pathParametersOf, type DescribedRoute } from './described-routes.js';

const EVERYWHERE: readonly ProblemKind[] = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'too-many-requests',
  'internal',
  'not-ready',
  'database-unavailable',
  'identity-unavailable',
  'query-timeout',
];

/** What a parameter of a path can turn out to be. */
const OF_PARAMETER: Readonly<Record<string, readonly ProblemKind[]>> = {
  id: ['unknown-execution', 'unknown-route'],
  jobName: ['unknown-job', 'unknown-route'],
  fingerprint: ['unknown-failure', 'unknown-route'],
};

/** Everything that a route can refuse with, by status. */
export function problemsOf(route: DescribedRoute): Map<number, ProblemKind[]> {
  const { problems = [], body } = route.description ?? {};
  const kinds = new Set([
    ...EVERYWHERE,
    ...(route.action === 'read' ? [] : (['cross-origin'] as const)),
    ...(body === undefined ? [] : (['unsupported-media-type'] as const)),
    ...pathParametersOf(route).flatMap((name) => OF_PARAMETER[name] ?? []),
    ...problems,
  ]);
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds) {
    const { status } = PROBLEMS[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), kind]);
  }
  return byStatus;
}
