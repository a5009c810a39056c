import { TrackedCronError } from '../../tracked-cron.error.js';
import { nextDueTime } from '../due-times.js';
import { isClaimed, isHeld, nextDue, type WorkJob } from '../insight/work-ahead.js';
import type { RecordFacts } from './diagnosis-facts.js';
import { earliest, fewOf, finding, type DiagnosisFinding, type Verdict } from './diagnosis.js';

/** A slot that nobody decided for so long was not only waited for. */
const LATE_MS = 5 * 60_000;
/** What waits for an instance is taken within a third of a lease. */
const WAITING_MS = 60_000;
const PAUSED_LONG_MS = 7 * 24 * 3_600_000;
const FROZEN_LONG_MS = 24 * 3_600_000;

/** Slots that nobody decides. */
export function checkLateness({ jobs, now, work }: RecordFacts): Verdict {
  const busy = new Set(work.busyJobs);
  const late = jobs.flatMap((job) => {
    if (isHeld(job, now) || !isClaimed(job) || busy.has(job.id)) return [];
    const due = nextDue(job);
    return due !== null && now.getTime() - due.getTime() > LATE_MS ? [{ name: job.name, due }] : [];
  });
  const findings: DiagnosisFinding[] = [];
  if (late.length > 0) {
    findings.push(
      finding(
        'JOBS_LATE',
        'error',
        `Slots of ${late.length} jobs came due more than five minutes ago, and nobody has decided them: ${fewOf(late.map(({ name }) => name))}.`,
        'Ask why: GET /jobs/:jobName/why, or npx tracked-cron why. It is one of the other findings, or an instance that claims nothing.',
        { since: earliest(late.map(({ due }) => due)) },
      ),
    );
  }
  const { waiting, waitingSince } = work;
  if (waitingSince !== null && now.getTime() - waitingSince.getTime() > WAITING_MS) {
    findings.push(
      finding(
        'EXECUTIONS_WAIT',
        'warning',
        `${waiting} executions wait, and no instance takes them.`,
        'Start an instance that executes their jobs: see execute, runsOn and labels.',
        { since: waitingSince },
      ),
    );
  }
  return { check: 'lateness', well: 'Whatever came due was decided.', findings };
}

export function checkSchedules({ jobs }: RecordFacts): Verdict {
  const unreadable = jobs.filter((job) => !isReadable(job));
  const findings =
    unreadable.length === 0
      ? []
      : [
          finding(
            'SCHEDULES_UNREADABLE',
            'warning',
            `This process can't read the schedule or the time zone of ${fewOf(unreadable.map(({ name }) => name))}.`,
            'A newer release wrote them, or this Node lacks time zone data (small-icu): bring this process up to date.',
          ),
        ];
  return { check: 'schedules', well: `${jobs.length} schedules are understood.`, findings };
}

/** What keeps jobs still for so long that somebody may have forgotten it. */
export function checkHolds({ jobs, now }: RecordFacts): Verdict {
  const standing = jobs.filter(({ options }) => options.enabled !== false);
  const paused = standing.filter(({ pausedAt, pausedUntil }) =>
    holdsFor(pausedAt, pausedUntil, now, PAUSED_LONG_MS),
  );
  const frozen = standing.filter(({ frozenAt, frozenUntil }) =>
    holdsFor(frozenAt, frozenUntil, now, FROZEN_LONG_MS),
  );
  const open = standing.filter(({ breakerUntil }) => breakerUntil !== null);
  const findings: DiagnosisFinding[] = [];
  if (paused.length > 0) {
    const message = `Paused for more than a week, without an end: ${names(paused)}.`;
    const remedy =
      'Resume them (POST /:jobName/resume), give the pause an end (until), or disable them in the code.';
    const since = earliest(paused.map(({ pausedAt }) => pausedAt));
    findings.push(finding('JOBS_PAUSED_LONG', 'info', message, remedy, { since }));
  }
  if (frozen.length > 0) {
    const message = `Frozen for more than a day, without an end: ${names(frozen)}.`;
    const since = earliest(frozen.map(({ frozenAt }) => frozenAt));
    findings.push(
      finding('JOBS_FROZEN_LONG', 'warning', message, 'End the freeze: POST /unfreeze.', { since }),
    );
  }
  if (open.length > 0) {
    const message = `Circuit breakers are open: ${names(open)}.`;
    const remedy =
      'See why these jobs fail (GET /?jobName=…&status=failed): a breaker closes with its first good trial.';
    const since = earliest(open.map(({ breakerOpenedAt }) => breakerOpenedAt));
    findings.push(finding('BREAKERS_OPEN', 'warning', message, remedy, { since }));
  }
  return { check: 'holds', well: 'Nothing is held up for long.', findings };
}

function names(jobs: readonly WorkJob[]): string {
  return fewOf(jobs.map(({ name }) => name));
}

/** One that ends by itself was not forgotten. */
function holdsFor(since: Date | null, until: Date | null, now: Date, longMs: number): boolean {
  return since !== null && until === null && now.getTime() - since.getTime() > longMs;
}

function isReadable(job: WorkJob): boolean {
  try {
    nextDueTime(job);
    return true;
  } catch (error) {
    if (error instanceof TrackedCronError) return false;
    throw error;
  }
}
