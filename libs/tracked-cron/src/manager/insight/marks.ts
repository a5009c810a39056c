import type { InstanceLife } from '../../cluster/evidence.js';
import type { JobsWithin } from '../../definition/jobs-within.js';

/** What happened to the application that may explain what its jobs did. */
export const MARK_KINDS = [
  /** Instances of a release began, of which none was there. */
  'deployment',
  'instance_started',
  /** It was told to stop, and claims nothing any more. */
  'instance_draining',
  /** It ended by itself. */
  'instance_stopped',
  /** Its lease ran out: it was killed, or cut off. */
  'instance_died',
  'job_added',
  /** No release that runs knows it any more, or somebody unregistered it. */
  'job_removed',
  /** Somebody changed how a job is configured, at run time. */
  'configuration',
  'paused',
  'resumed',
  'frozen',
  'unfrozen',
] as const;

/** See {@link MARK_KINDS}. */
export type MarkKind = (typeof MARK_KINDS)[number];

/** What somebody changed of how a job is configured. */
export interface ConfigurationEdit {
  readonly jobName: string;
  readonly patch: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly by: string | null;
  readonly reason: string | null;
}

/** One change, at an instant of database time. */
export interface Mark {
  readonly at: Date;
  readonly kind: MarkKind;
  /** In words. */
  readonly text: string;
  /** The job it is about; null for what concerns several. */
  readonly jobName: string | null;
  /** The group of jobs it is about; null for those of all groups, or one job. */
  readonly group: string | null;
  /** The owner whose jobs it is about; null for those of all owners, or one job. */
  readonly owner: string | null;
  readonly instanceId: string | null;
  readonly release: string | null;
  /** Who did it, and why; null for what nobody did by hand. */
  readonly by: string | null;
  readonly reason: string | null;
}

/** Which marks are asked for. */
export interface MarkQuery {
  /** Included. */
  from: Date;
  /** Excluded. At most 400 days after `from`. */
  to: Date;
  /** Only what is about this job, its group, its owner, or every job. Default: all. */
  jobName?: string;
  /** Only what is about a job within all of this: what there is for somebody. Default: all. */
  within?: JobsWithin;
  /** The most marks that are answered, the newest: 1 to 1,000. Default: 200. */
  limit?: number;
}

/** Answer of `getMarks` and `GET /marks`. */
export interface MarksReport {
  /** The newest first. */
  readonly items: readonly Mark[];
  /** From this instant on nothing was left out. Later than `from`: there are more, ask again with this as `to`. */
  readonly completeFrom: Date;
}

/** What is known beside the instance's life: when it was told to stop. */
export interface MarkedLife extends Pick<InstanceLife, 'id' | 'host' | 'release' | 'leftByItself'> {
  readonly startedAt: Date;
  readonly drainingAt: Date | null;
  /** When it ended, or was last seen alive; null while it is there. */
  readonly endedAt: Date | null;
}

const NOTHING = {
  jobName: null,
  group: null,
  owner: null,
  instanceId: null,
  release: null,
  by: null,
  reason: null,
};

/** One mark; what it doesn't say is null. */
export function mark(
  at: Date,
  kind: MarkKind,
  text: string,
  about: Partial<Omit<Mark, 'at' | 'kind' | 'text'>>,
): Mark {
  return { at, kind, text, ...NOTHING, ...about };
}

/**
 * What instances did, and which of their starts were deployments: those of a release that none of the instances alive then
 * ran, and that is not the release deployed last. So a rolling deployment is one mark, a rollback another, a restart none.
 * @param lives those of a stretch of time, and who was there when it began
 */
export function instanceMarks(lives: readonly MarkedLife[]): Mark[] {
  const oldestFirst = [...lives].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  let deployed: MarkedLife | undefined;
  return oldestFirst.flatMap((life, index) => {
    const before = oldestFirst.slice(0, index);
    const isNew =
      deployed === undefined || (deployed.release !== life.release && !before.some(runsBeside(life)));
    const previous = deployed?.release ?? null;
    const marks = changes(life);
    if (isNew && deployed !== undefined) marks.unshift(deployment(life, previous));
    if (isNew) deployed = life;
    return marks;
  });
}

/** The newest of those in the stretch, no more than `limit`, and from when on they are complete. */
export function newestMarks(
  marks: readonly Mark[],
  { from, to, limit }: Required<Pick<MarkQuery, 'from' | 'to' | 'limit'>>,
  completeFrom: Date,
): MarksReport {
  const begin = completeFrom > from ? completeFrom : from;
  const within = marks
    .filter(({ at }) => at >= begin && at < to)
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  if (within.length <= limit) return { items: within, completeFrom: begin };
  // of those at one instant either all are answered or none, so that whoever asks on misses none
  const cut = within[limit].at.getTime();
  const items = within.slice(0, limit).filter(({ at }) => at.getTime() > cut);
  return items.length > 0
    ? { items, completeFrom: new Date(cut + 1) }
    : { items: within.slice(0, limit), completeFrom: new Date(cut) };
}

function runsBeside(life: MarkedLife): (other: MarkedLife) => boolean {
  return ({ release, endedAt }) =>
    release === life.release && (endedAt === null || endedAt >= life.startedAt);
}

function deployment({ id, release, startedAt }: MarkedLife, previous: string | null): Mark {
  const text = `Release ${release ?? 'unknown'} was deployed, after ${previous ?? 'unknown'}.`;
  return mark(startedAt, 'deployment', text, { instanceId: id, release });
}

function changes({ id, host, release, startedAt, drainingAt, endedAt, leftByItself }: MarkedLife): Mark[] {
  const about = { instanceId: id, release };
  const marks = [mark(startedAt, 'instance_started', `An instance started on ${host}.`, about)];
  if (drainingAt)
    marks.push(mark(drainingAt, 'instance_draining', `The instance on ${host} was told to stop.`, about));
  if (endedAt && leftByItself)
    marks.push(mark(endedAt, 'instance_stopped', `The instance on ${host} stopped.`, about));
  if (endedAt && !leftByItself)
    marks.push(mark(endedAt, 'instance_died', `The instance on ${host} died.`, about));
  return marks;
}

/** The jobs that a pause or freeze is about, in words: `Every job`, `Group matches of sports`. */
export function heldJobs({ jobName, group, owner }: Pick<Mark, 'jobName' | 'group' | 'owner'>): string {
  if (jobName !== null) return jobName;
  return `${group === null ? 'Every job' : `Group ${group}`}${owner === null ? '' : ` of ${owner}`}`;
}

export function editMark({ jobName, patch, at, by, reason }: ConfigurationEdit): Mark {
  const given = Object.entries(patch).map(([field, value]) =>
    value === null ? `${field} is the code's again` : `${field} is ${JSON.stringify(value)}`,
  );
  const text = `${jobName} was configured: ${given.length > 0 ? given.join(', ') : "all is the code's again"}.`;
  return mark(at, 'configuration', text, { jobName, by, reason });
}
