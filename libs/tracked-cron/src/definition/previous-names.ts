import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition } from './job-definition.js';

type Named = Pick<JobDefinition, 'name' | 'previousNames' | 'source'>;

/**
 * One history has one heir: a name that a job had before may be that of no other job, now or before.
 * @throws TrackedCronError `PREVIOUS_NAME_IN_USE` naming both places
 */
export function checkPreviousNames(job: Named, others: Iterable<Named>): void {
  for (const other of others) {
    refuseUsed(job, other);
    refuseUsed(other, job);
    const shared = job.previousNames.find((name) => other.previousNames.includes(name));
    if (shared === undefined) continue;
    throw inUse(
      `Two jobs say that they were called "${shared}": ${describe(other)} and ${describe(job)}. ` +
        'Keep it in the previousNames of the one that carries its history on.',
      shared,
      [other, job],
    );
  }
}

function refuseUsed(renamed: Named, other: Named): void {
  if (!renamed.previousNames.includes(other.name)) return;
  throw inUse(
    `${describe(renamed)} says that it was called "${other.name}", and that is a job: ${other.source}. ` +
      `Take it out of previousNames, or give the other job a new name.`,
    other.name,
    [renamed, other],
  );
}

function describe({ name, source }: Named): string {
  return `job "${name}" (${source})`;
}

function inUse(message: string, previousName: string, jobs: readonly Named[]): TrackedCronError {
  return new TrackedCronError('PREVIOUS_NAME_IN_USE', message.charAt(0).toUpperCase() + message.slice(1), {
    previousName,
    jobNames: jobs.map(({ name }) => name),
    sources: jobs.map(({ source }) => source),
  });
}
