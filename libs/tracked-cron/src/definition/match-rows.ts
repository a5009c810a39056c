import type { JobDefinition } from './job-definition.js';

/** A row of `cron_jobs`, as much of it as tells whose it is. */
export interface NamedRow {
  readonly id: string;
  readonly name: string;
  /** Names it had before, as the code says that gave it its name. */
  readonly previousNames: readonly string[];
}

/**
 * Finds each job's row: the one of its name; else the one of a name it had before, which is to be renamed; else one that
 * newer code has renamed and that this code still knows by its old name. Jobs without any are new.
 *
 * @returns ids by the jobs' names
 */
export function matchRows(
  jobs: readonly Pick<JobDefinition, 'name' | 'previousNames'>[],
  rows: readonly NamedRow[],
): Map<string, string> {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const byOldName = new Map(rows.flatMap((row) => row.previousNames.map((name) => [name, row] as const)));
  const found = new Map<string, string>();
  const taken = new Set<string>();
  const match = (jobName: string, candidates: readonly (NamedRow | undefined)[]) => {
    const row = candidates.find((candidate) => candidate && !taken.has(candidate.id));
    if (!row || found.has(jobName)) return;
    found.set(jobName, row.id);
    taken.add(row.id);
  };
  // what a row is called now counts for all jobs before what any was called once
  for (const { name } of jobs) match(name, [byName.get(name)]);
  for (const { name, previousNames } of jobs)
    match(
      name,
      previousNames.map((previous) => byName.get(previous)),
    );
  for (const { name } of jobs) match(name, [byOldName.get(name)]);
  return found;
}
