/** What jobs depend on, by name. */
export type Dependencies = (jobName: string) => readonly string[];

/**
 * The nearest job that this one depends on, by whatever way, for which something holds. Jobs that depend on each other don't count
 * for each other: they would keep each other quiet for ever.
 */
export function nearestParent(
  jobName: string,
  dependencies: Dependencies,
  holds: (parent: string) => boolean,
): string | null {
  for (const parent of parentsOf(jobName, dependencies)) {
    if (holds(parent) && !parentsOf(parent, dependencies).includes(jobName)) return parent;
  }
  return null;
}

/** Every job that this one depends on, the nearest first, each once. */
export function parentsOf(jobName: string, dependencies: Dependencies): string[] {
  const found = new Set(dependencies(jobName));
  // a set hands out what is added while it is walked
  for (const parent of found) for (const further of dependencies(parent)) found.add(further);
  found.delete(jobName);
  return [...found];
}
