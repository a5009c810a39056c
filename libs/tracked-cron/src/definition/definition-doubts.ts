import { nearest } from '../schedule/spelling.js';
import type { JobDefinition } from './job-definition.js';

type Doubtful = Pick<JobDefinition, 'name' | 'group' | 'handler' | 'concurrency' | 'dependsOn'>;

/** What can be meant, but hardly is: for the log, at boot. */
export function definitionDoubts(jobs: readonly Doubtful[], groups: object = {}): string[] {
  return [
    ...minifiedNames(jobs),
    ...misspeltGroups(jobs, Object.keys(groups)),
    ...uneven(jobs),
    ...unknownDependencies(jobs),
  ];
}

/** Jobs of one concurrency group that disagree about its limit: each counts all, and stops at its own. */
function uneven(jobs: readonly Doubtful[]): string[] {
  const limits = new Map<string, Set<number>>();
  for (const { concurrency } of jobs) {
    if (concurrency === null) continue;
    limits.set(concurrency.key, (limits.get(concurrency.key) ?? new Set()).add(concurrency.limit));
  }
  return [...limits].flatMap(([key, { size }]) =>
    size === 1
      ? []
      : [
          `The jobs of the concurrency group "${key}" say different limits, and each keeps to its own: write one limit in all of them.`,
        ],
  );
}

/** A name that no job of this process has may be one of another deployment's, or misspelt: then no alert is ever held. */
function unknownDependencies(jobs: readonly Doubtful[]): string[] {
  const dependents = jobs.filter(({ dependsOn }) => dependsOn.length > 0);
  if (dependents.length === 0) return [];
  const names = jobs.map(({ name }) => name);
  const known = new Set(names);
  return dependents.flatMap(({ name, dependsOn }) =>
    dependsOn
      .filter((other) => !known.has(other))
      .map((other) => {
        const meant = nearest(other, names, 3);
        return (
          `Job "${name}" depends on "${other}", which this process doesn't know` +
          (meant === undefined
            ? ': right, if another deployment of the application has it.'
            : `: did you mean "${meant}"?`)
        );
      }),
  );
}

/** A default name that a minifier made: the next build makes another one, and the job begins a new history. */
function minifiedNames(jobs: readonly Doubtful[]): string[] {
  const minified = jobs.filter(hasMinifiedName).map(({ name }) => `"${name}"`);
  if (minified.length === 0) return [];
  const [subject, verb] = minified.length === 1 ? ['The job', 'has'] : ['The jobs', 'have'];
  return [
    `${subject} ${minified.join(', ')} ${verb} a name that a minifier made, and is a new job when it makes another: ` +
      "write @TrackedCron(…, { name: 'scores.refresh' }), or let the minifier keep class and function names.",
  ];
}

function hasMinifiedName({ name, handler }: Doubtful): boolean {
  if (handler.kind !== 'method' || name !== `${handler.type.name}.${handler.methodName}`) return false;
  return isMinifiedClass(handler.type.name) || isMinified(handler.methodName);
}

/** `t`, `e1`, `aB2`, `class_1`; `_Scores` is what bundlers make of a class that refers to itself. */
function isMinifiedClass(name: string): boolean {
  return (
    isMinified(name) ||
    name.length < 3 ||
    /^[a-z_$][\w$]{2}$/.test(name) ||
    /^_?class(_\d+)?$|^_[A-Z]/.test(name)
  );
}

/** `t`, and `_0x3fa1` of obfuscators. */
function isMinified(name: string): boolean {
  return name.length < 2 || /^_0x[\da-f]+$/.test(name);
}

/** A group that no job names may be meant for jobs that are registered later; one that is nearly named is misspelt. */
function misspeltGroups(jobs: readonly Doubtful[], groups: readonly string[]): string[] {
  const named = [...new Set(jobs.flatMap(({ group }) => group ?? []))];
  return groups.flatMap((group) => {
    const meant = named.includes(group) ? undefined : nearest(group, named, 2);
    return meant === undefined
      ? []
      : [`No job is in the group "${group}" of TrackedCronModule's groups: did you mean "${meant}"?`];
  });
}
