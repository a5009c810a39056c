import type { JobStatus } from '../../api/queries.js';
import { count, duration } from '../../time/words.js';
import type { Health } from '../../theme/states.js';

/** What the screen says first. */
export interface Verdict {
  /** How bad it is: `none` where there is nothing to judge. */
  readonly tone: 'bad' | 'doubtful' | 'good' | 'none';
  readonly sentence: string;
  /** What makes the sentence less than the whole truth; null for nothing. */
  readonly doubt: string | null;
}

/** What is known of who watches over the jobs. */
export interface Watch {
  /** Since when its own incident holds, milliseconds since the epoch; null for none. */
  readonly awaySince: number | null;
  /** What that incident says. */
  readonly message: string | null;
  /** How long nothing has been heard of the application, milliseconds; null where what is shown is up to date. */
  readonly silentMs: number | null;
}

const NO_WATCH: Watch = { awaySince: null, message: null, silentMs: null };

/** What each health is called in a sentence, in its order: what is wrong, what is well, what rests. */
const WORDS: readonly (readonly [Health, string])[] = [
  ['failing', 'failing'],
  ['stuck', 'stuck'],
  ['late', 'overdue'],
  ['healthy', 'healthy'],
  ['unknown', 'not run yet'],
  ['paused', 'paused'],
  ['disabled', 'disabled'],
];
const BAD: readonly Health[] = ['failing', 'stuck', 'late'];

/**
 * One sentence about all jobs: `2 jobs failing, 1 overdue, 37 healthy`. Jobs that code has no more don't count, and the
 * library's own only where something is wrong with them.
 * @param now milliseconds since the epoch
 */
export function verdictOf(jobs: readonly JobStatus[], now: number, watch: Watch = NO_WATCH): Verdict {
  const counted = countedJobs(jobs);
  if (!jobs.some(({ system, removedAt }) => !system && removedAt === null))
    return { tone: 'none', sentence: 'There are no jobs yet', doubt: null };
  const many = (health: Health) => counted.filter((job) => job.health === health).length;
  const bad = BAD.reduce((sum, health) => sum + many(health), 0);
  const warned = counted.filter((job) => job.health === 'healthy' && isWarned(job)).length;
  const doubt = doubtOf(jobs, now, watch);
  const said = WORDS.filter(([health]) => many(health) > 0);
  const only = said.length === 1 ? said[0][0] : null;
  const sentence =
    only === 'healthy'
      ? allHealthy(counted.length)
      : said.map(([health, word], nth) => phrase(many(health), word, nth === 0)).join(', ');
  return {
    tone: bad > 0 ? 'bad' : warned > 0 || doubt !== null ? 'doubtful' : 'good',
    sentence: warned === 0 ? sentence : `${sentence}, ${count(warned)} with a warning`,
    doubt,
  };
}

/** The jobs that a verdict is about. */
export function countedJobs(jobs: readonly JobStatus[]): readonly JobStatus[] {
  return jobs.filter((job) => job.removedAt === null && (!job.system || isBad(job)));
}

/** Whether somebody has to look at it now. */
export function isBad({ health }: JobStatus): boolean {
  return BAD.includes(health);
}

/** Whether something is found about a job that goes on all the same. */
export function isWarned({ findings }: JobStatus): boolean {
  return findings.some(({ severity }) => severity !== 'info');
}

function allHealthy(many: number): string {
  return many === 1 ? 'The one job is healthy' : `All ${count(many)} jobs are healthy`;
}

function phrase(many: number, word: string, isFirst: boolean): string {
  return isFirst ? `${count(many)} ${many === 1 ? 'job' : 'jobs'} ${word}` : `${count(many)} ${word}`;
}

function doubtOf(
  jobs: readonly JobStatus[],
  now: number,
  { awaySince, message, silentMs }: Watch,
): string | null {
  if (silentMs !== null)
    return `This is as it was ${duration(wholeSeconds(silentMs))} ago: nothing has been heard since.`;
  const watcher = jobs.find((job) => job.system && isBad(job));
  if (awaySince !== null) return message ?? `Nobody watches over the jobs since ${ago(awaySince, now)}.`;
  if (watcher === undefined) return null;
  const since = watcher.findings[0]?.since;
  return `${watcher.jobName}, which watches over the jobs, is not well${since ? ` since ${ago(Date.parse(since), now)}` : ''}: what is said here may be out of date.`;
}

function ago(since: number, now: number): string {
  return `${duration(wholeSeconds(now - since))} ago`;
}

function wholeSeconds(ms: number): number {
  return Math.max(0, Math.floor(ms / 1_000) * 1_000);
}
