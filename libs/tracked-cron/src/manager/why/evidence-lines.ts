import { canRun } from '../../cluster/missed-cause.js';
import { holdsAt, type Evidence, type InstanceLife, type Presence } from '../../cluster/evidence.js';
import type { EvidenceLine } from './explanation.js';
import { byWhom, durationInWords, instantInWords } from './in-words.js';
import type { WhyExecution } from './why-facts.js';

/** Instances that are named; more would hide the others. */
const MOST_INSTANCES = 5;

/** What a line says of an execution. */
export function executionLine(execution: WhyExecution, timeZone: string): EvidenceLine {
  const { id, status, reason, trigger, scheduledAt, startedAt, completedAt, instanceId } = execution;
  const what = scheduledAt
    ? `Execution of the slot at ${instantInWords(scheduledAt, timeZone)}`
    : 'Execution without a slot';
  const how =
    trigger === 'schedule' ? '' : `, ${trigger}${byWhom(execution.triggeredBy, execution.triggerReason)}`;
  const ran =
    startedAt === null
      ? ''
      : `, started at ${instantInWords(startedAt, timeZone)}${tookSoLong(startedAt, completedAt)}`;
  const attempts = execution.attempt > 1 ? `, attempt ${execution.attempt} of ${execution.maxAttempts}` : '';
  return {
    kind: 'execution',
    from: startedAt ?? execution.createdAt,
    to: completedAt,
    text: `${what}${how}: ${status}${reason === null ? '' : ` (${reason})`}${ran}${attempts}.`,
    executionId: id,
    ...(instanceId !== null && { instanceId }),
  };
}

/** What held things up at an instant, with who and why where somebody did. */
export function evidenceLines(
  presence: Presence,
  at: number,
  timeZone: string,
  fits: (evidence: Evidence) => boolean,
): EvidenceLine[] {
  return presence.evidence
    .filter((one) => holdsAt(one, at) && fits(one))
    .map((one) => evidenceLine(one, timeZone));
}

function evidenceLine({ kind, instanceId, from, to, detail }: Evidence, timeZone: string): EvidenceLine {
  const until = to === Infinity ? 'and it goes on' : `until ${instantInWords(to, timeZone)}`;
  const since = `from ${instantInWords(from, timeZone)} ${until}`;
  const words: Record<Evidence['kind'], () => string> = {
    database_unreachable: () => `The database could not be used ${since}${said(detail.error)}.`,
    claim_slow: () => `A claim took ${durationInWords(Number(detail.tookMs ?? to - from))}, ${since}.`,
    event_loop_blocked: () => `The event loop was blocked ${since}: nothing could start.`,
    clock_stepped: () =>
      `The database's clock was put ${stepped(detail.stepMs)}, at ${instantInWords(to, timeZone)}.`,
    draining: () => `The instance was shutting down ${since}: it kept its lease and claimed nothing.`,
    paused: () => `The job was paused${byWhom(detail.by, detail.reason)} ${since}.`,
    frozen: () => `${frozen(detail.group)} frozen${byWhom(detail.by, detail.reason)} ${since}.`,
  };
  return {
    kind,
    from: dateOf(from),
    to: dateOf(to),
    text: words[kind](),
    ...(instanceId !== null && { instanceId }),
  };
}

/** Who was there at an instant; where nobody was that runs the job, who left last before and came first afterwards. */
export function instanceLines(
  { lives }: Presence,
  at: number,
  timeZone: string,
  runsOn: readonly string[],
): EvidenceLine[] {
  const line = (life: InstanceLife) => instanceLine(life, timeZone, runsOn);
  const present = lives.filter((life) => holdsAt(life, at));
  const able = present.some((life) => canRun(life, runsOn));
  if (able) return present.slice(0, MOST_INSTANCES).map(line);
  const others = lives.filter((life) => canRun(life, runsOn));
  const left = others.filter(({ to }) => to <= at).sort((a, b) => b.to - a.to)[0];
  const came = others.filter(({ from }) => from > at).sort((a, b) => a.from - b.from)[0];
  return [...(left ? [left] : []), ...(came ? [came] : []), ...present.slice(0, MOST_INSTANCES)].map(line);
}

function instanceLine(life: InstanceLife, timeZone: string, runsOn: readonly string[]): EvidenceLine {
  const { id, host, release, labels, executes, from, to, leftByItself } = life;
  const what = `Instance ${id} on ${host}${release === null ? '' : `, release ${release}`},`;
  const lived = Number.isFinite(from)
    ? `was there from ${instantInWords(from, timeZone)}`
    : 'was there all along';
  const ended =
    to === Infinity
      ? ' and still is'
      : ` until ${instantInWords(to, timeZone)}${leftByItself ? ', when it shut down' : ', when it was last seen'}`;
  return {
    kind: 'instance',
    from: dateOf(from),
    to: dateOf(to),
    text: `${what} ${lived}${ended}${canRun(life, runsOn) ? '' : unable(executes, labels, runsOn)}.`,
    instanceId: id,
  };
}

function unable(executes: boolean, labels: readonly string[], runsOn: readonly string[]): string {
  if (!executes) return '; it runs no jobs (execute is off)';
  const lacks = runsOn.filter((label) => !labels.includes(label));
  return `; it does not run this job, whose runsOn asks for ${lacks.map((label) => `"${label}"`).join(', ')}`;
}

function tookSoLong(startedAt: Date, completedAt: Date | null): string {
  if (completedAt === null) return ', and it is not over';
  return ` for ${durationInWords(completedAt.getTime() - startedAt.getTime())}`;
}

function said(error: unknown): string {
  return typeof error === 'string' ? ` (${error})` : '';
}

function stepped(stepMs: unknown): string {
  const step = Number(stepMs);
  return `${step < 0 ? 'back' : 'ahead'} by ${durationInWords(Math.abs(step))}`;
}

function frozen(group: unknown): string {
  return typeof group === 'string' ? `Group "${group}" was` : 'Everything was';
}

function dateOf(instant: number): Date | null {
  return Number.isFinite(instant) ? new Date(Math.round(instant)) : null;
}
