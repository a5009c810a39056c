import type { CronDatabase } from '../../database/cron-database.js';
import { WhyFactsRepository } from '../../manager/why/why-facts.repository.js';
import { EvidenceRepository } from '../../cluster/evidence.repository.js';
import { Explainer } from '../../manager/why/explainer.js';
import type { Explanation } from '../../manager/why/explanation.js';
import { readMoment } from '../read-moment.js';
import { UsageError } from '../command.js';
import { databaseTime } from './database-time.js';
import type { ScopeTarget } from './database-target.js';

/** What `tracked-cron why` was asked. */
export interface WhyOrder extends ScopeTarget {
  readonly jobName: string;
  /** As it was written: without an offset it is the wall clock of the job's own zone. */
  readonly time: string;
}

/** @throws UsageError for a time that can't be read; TrackedCronError `UNKNOWN_JOB` */
export async function explainJob(
  database: CronDatabase,
  { jobName, time, ...scope }: WhyOrder,
): Promise<Explanation> {
  const clock = await databaseTime(database);
  const facts = new WhyFactsRepository(database, scope, new EvidenceRepository(database, scope));
  const job = await facts.job(jobName);
  const at = readMoment(time, job?.timeZone ?? 'UTC', clock.now());
  if (at === null) {
    throw new UsageError(
      `"${time}" is no time: write 2026-11-23T02:00:00Z, or 2026-11-23 02:00 or 02:00 by the job's own clock.`,
    );
  }
  return new Explainer(facts, clock).explain(jobName, at);
}

/** An answer for people to read. */
export function explanationInWords({ jobName, at, cause, sentence, evidence, next }: Explanation): string {
  return [
    `${jobName} at ${at.toISOString()}: ${cause}`,
    '',
    sentence,
    ...(evidence.length === 0
      ? []
      : ['', ...evidence.map(({ text, executionId }) => `- ${text}${link(text, executionId)}`)]),
    '',
    next.text,
  ].join('\n');
}

function link(text: string, executionId: string | undefined): string {
  return executionId === undefined || text.includes(executionId) ? '' : ` (${executionId})`;
}
