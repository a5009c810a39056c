import { decideIncident, type IncidentSurroundings } from './decide-incident.js';
import { nearestParent, type Dependencies } from './dependencies.js';
import type { Parents } from './hold.js';
import type { IncidentRecord } from './incident-record.js';
import type { IncidentWrite } from './incident.repository.js';
import type { JudgedJob } from './judged-job.js';

/** Incidents by their subjects. */
export type BySubject = ReadonlyMap<string, IncidentRecord>;

/** What all jobs that are judged together share. */
export interface Together extends Pick<IncidentSurroundings, 'at' | 'silence' | 'againWithinMs'> {
  /** What was open before. */
  readonly open: BySubject;
  /** The newest that is over, of those of {@link lastWanted}. */
  readonly last: BySubject;
  /** Of jobs that are not judged now. */
  readonly dependencies: Dependencies;
}

/** A decision, and the job it is about: decided again where somebody else was faster. */
export interface JobDecision {
  readonly job: JudgedJob;
  readonly write: IncidentWrite;
}

const NO_PARENTS: Parents = { failing: null, endedAt: null };

/** What becomes of the incidents of jobs that were judged at the same instant. */
export function decideTogether(judged: readonly JudgedJob[], together: Together): JobDecision[] {
  const { open, last } = together;
  const own = new Map(judged.map((job) => [job.jobName, job]));
  const decide = (job: JudgedJob, parents: Parents) => {
    const around = { ...together, last: last.get(job.jobName) ?? null, parents };
    return decideIncident(open.get(job.jobName) ?? null, job, around);
  };

  // whether a job has an incident never hangs on its parents: only whether it is told
  const holding = new Set(open.keys());
  for (const job of judged) {
    const decision = decide(job, NO_PARENTS);
    if (decision?.next.resolvedAt === null) holding.add(job.jobName);
    else if (decision !== null) holding.delete(job.jobName);
  }

  const dependencies: Dependencies = (name) => own.get(name)?.dependsOn ?? together.dependencies(name);
  const parentsOf = ({ jobName }: JudgedJob): Parents => {
    const heldBy = open.get(jobName)?.heldBy ?? null;
    return {
      failing: nearestParent(jobName, dependencies, (parent) => holding.has(parent)),
      endedAt: heldBy === null ? null : endOf(heldBy, together),
    };
  };
  return judged.flatMap((job) => {
    const decision = decide(job, holding.has(job.jobName) ? parentsOf(job) : NO_PARENTS);
    const current = open.get(job.jobName) ?? null;
    return decision === null ? [] : [{ job, write: { ...decision, current } }];
  });
}

/** Whose last incident is of interest: that of whatever may open one, and of what held one and does no more. */
export function lastWanted(judged: readonly JudgedJob[], open: BySubject): string[] {
  const opening = judged.filter(
    ({ jobName, findings }) => !open.has(jobName) && findings.some(({ told }) => told),
  );
  const parents = judged.flatMap(({ jobName }) => open.get(jobName)?.heldBy ?? []);
  return [
    ...new Set([...opening.map(({ jobName }) => jobName), ...parents.filter((parent) => !open.has(parent))]),
  ];
}

/** When the incident of a job ended; that of one which was open a moment ago ends now. */
function endOf(subject: string, { open, last, at }: Together): Date | null {
  return open.has(subject) ? at : (last.get(subject)?.resolvedAt ?? null);
}
