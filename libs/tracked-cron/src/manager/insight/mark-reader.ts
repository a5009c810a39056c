import type { DatabaseClock } from '../../database/database-clock.js';
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
    private readonly repository: Pick<MarksRepository, 'lives' | 'jobs' | 'holds' | 'edits' | 'groupOf'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** @throws TrackedCronError `INVALID_QUERY` */
  async report(query: MarkQuery): Promise<MarksReport> {
    const { from, to, limit, jobName } = checked(query);
    // what is said to end some day has not ended
    const stretch = { from, to: new Date(Math.min(to.getTime(), this.clock.now())) };
    const [lives, jobs, holds, edits, group] = await Promise.all([
      this.repository.lives(stretch),
      this.repository.jobs(stretch),
      this.repository.holds(stretch),
      this.repository.edits(stretch),
      jobName === undefined ? null : this.repository.groupOf(jobName),
    ]);
    const marks = [...instanceMarks(lives.rows), ...jobs.rows, ...holds.rows, ...edits.rows];
    const concerning = jobName === undefined ? marks : marks.filter(concerns(jobName, group));
    const completeFrom = [lives, jobs, holds, edits].map((read) => read.completeFrom?.getTime() ?? -Infinity);
    const begin = Math.max(from.getTime(), ...completeFrom);
    return newestMarks(concerning, { ...stretch, limit }, new Date(begin));
  }
}

function concerns(jobName: string, group: string | null): (mark: Mark) => boolean {
  return (mark) => {
    if (mark.jobName !== null) return mark.jobName === jobName;
    return mark.group === null || mark.group === group;
  };
}

function checked({ from, to, jobName, limit = DEFAULT_LIMIT }: MarkQuery) {
  const length = to.getTime() - from.getTime();
  if (!(length > 0 && length <= LONGEST_STRETCH_MS)) {
    throw invalid('to', '`to` must come after `from`, by at most 400 days.');
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_MARKS) {
    throw invalid('limit', `\`limit\` must be a whole number from 1 to ${MOST_MARKS}.`);
  }
  return { from, to, jobName, limit };
}

function invalid(parameter: string, message: string): TrackedCronError {
  return new TrackedCronError('INVALID_QUERY', `getMarks: ${message}`, { parameter });
}
