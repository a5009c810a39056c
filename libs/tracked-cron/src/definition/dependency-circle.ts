import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition } from './job-definition.js';

type Dependent = Pick<JobDefinition, 'name' | 'dependsOn'>;

/**
 * A circle of jobs that depend on each other, its first name again at its end; undefined where there is none. Alerts of all
 * of them would wait for each other. Names of jobs that aren't given end a chain.
 */
export function dependencyCircle(jobs: readonly Dependent[]): string[] | undefined {
  const dependenciesOf = new Map(
    jobs.filter(({ dependsOn }) => dependsOn.length > 0).map(({ name, dependsOn }) => [name, dependsOn]),
  );
  const cleared = new Set<string>();
  for (const name of dependenciesOf.keys()) {
    const circle = circleFrom(name, [], dependenciesOf, cleared);
    if (circle) return circle;
  }
  return undefined;
}

/** What is wrong with a circle, and what to write instead. */
export function circleProblem(circle: readonly string[]): TrackedCronError {
  const [jobName] = circle;
  return new TrackedCronError(
    'INVALID_JOB',
    `The jobs ${circle.map((name) => `"${name}"`).join(' → ')} depend on each other in a circle, so alerts of each would wait ` +
      'for the others: leave one of them out of dependsOn.',
    { jobName, circle },
  );
}

function circleFrom(
  name: string,
  path: readonly string[],
  dependenciesOf: ReadonlyMap<string, readonly string[]>,
  cleared: Set<string>,
): string[] | undefined {
  if (cleared.has(name)) return undefined;
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  for (const next of dependenciesOf.get(name) ?? []) {
    const circle = circleFrom(next, [...path, name], dependenciesOf, cleared);
    if (circle) return circle;
  }
  cleared.add(name);
  return undefined;
}
