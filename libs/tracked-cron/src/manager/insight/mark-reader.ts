import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobTraits } from '../../definition/jobs-within.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import { instanceMarks, newestMarks, type Mark, type MarkQuery, type MarksReport } from './marks.js';
import type { MarksRepository } from './marks.repository.js';

const DAY_MS = 24 * 3_600_000;
const LONGEST_STRETCH_MS = 400 * DAY_MS;
const DEFAULT_LIMIT = 200;
const MOST_MARKS = 1_000;

/** Puts together what changed in a stretch of time. */
export class MarkReader {
  constructor(
    private readonly repository: Pick<MarksRepository, 'lives' | 'jobs' | 'holds' | 'edits' | 'meant'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** @throws TrackedCronError `INVALID_QUERY` */
  async report(query: MarkQuery): Promise<MarksReport> {
    const { from, to, limit, jobName, within } = checked(query);
    // what is said to end some day has not ended
    const stretch = { from, to: new Date(Math.min(to.getTime(), this.clock.now())) };
    const [lives, jobs, holds, edits, meant] = await Promise.all([
      this.repository.lives(stretch),
      this.repository.jobs(stretch),
      this.repository.holds(stretch),
      this.repository.edits(stretch),
      jobName === undefined && within === undefined ? null : this.repository.meant({ jobName, within }),
    ]);
    const marks = [...instanceMarks(lives.rows), ...jobs.rows, ...holds.rows, ...edits.rows];
    const concerning = meant === null ? marks : marks.filter(concernsOneOf(meant));
    const completeFrom = [lives, jobs, holds, edits].map((read) => read.completeFrom?.getTime() ?? -Infinity);
    const begin = Math.max(from.getTime(), ...completeFrom);
    return newestMarks(concerning, { ...stretch, limit }, new Date(begin));
  }
}

function concernsOneOf(jobs: readonly JobTraits[]): (mark: Mark) => boolean {
  const names = new Set(jobs.map(({ name }) => name));
  return ({ jobName, group, owner }) => {
    if (jobName !== null) return names.has(jobName);
    return jobs.some(
      (job) => (group === null || group === job.group) && (owner === null || owner === job.owner),
    );
  };
}

function checked({ from, to, jobName, within, limit = DEFAULT_LIMIT }: MarkQuery) {
  const length = to.getTime() - from.getTime();
  if (!(length > 0 && length <= LONGEST_STRETCH_MS)) {
    throw invalid('to', '`to` must come after `from`, by at most 400 days.');
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_MARKS) {
    throw invalid('limit', `\`limit\` must be a whole number from 1 to ${MOST_MARKS}.`);
  }
  return { from, to, jobName, within, limit };
}

function invalid(parameter: string, message: string): TrackedCronError {
  return new TrackedCronError('INVALID_QUERY', `getMarks: ${message}`, { parameter });
}
