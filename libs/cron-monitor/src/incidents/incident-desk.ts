import { Logger } from '@nestjs/common';
import { captureText } from 'nestjs-tracked-cron/internal';
import { decideTogether, lastWanted, type BySubject, type JobDecision } from './decide-together.js';
import { parentsOf } from './dependencies.js';
import type { IncidentRecord } from './incident-record.js';
import type { IncidentRepository } from './incident.repository.js';
import type { IncidentWriter } from './incident-writer.js';
import type { JobDependencies } from './job-dependencies.js';
import type { JudgedJob } from './judged-job.js';
import type { Silences } from './silences.js';

/** Of so few jobs the incidents are read by name; of more, whatever is open. */
const FEW = 100;
/** Somebody else was faster so often in a row: the next look sees to it. */
const MOST_TRIES = 10;
/** Bytes of a finding's words that are kept. */
const LONGEST_MESSAGE = 1_000;
const NOTHING: BySubject = new Map();

/** Takes in what the rules say of jobs, from sweeps and ends, and keeps their incidents. Any instance may, at the same time. */
export class IncidentDesk {
  private readonly logger = new Logger('TrackedCron');

  constructor(
    private readonly repository: Pick<IncidentRepository, 'open' | 'lastResolved'>,
    private readonly writer: IncidentWriter,
    private readonly dependencies: JobDependencies,
    private readonly silences: Silences,
    /** An incident that comes up so soon after the last one of its job says so. */
    private readonly settings: { readonly cooldownMs: number },
  ) {}

  /**
   * Opens, joins, worsens, holds, releases and ends incidents.
   *
   * @param judged each job once, with all findings that hold; a job that is not among them is left as it is
   * @param at when the facts were read, in database time: what newer facts have decided is not undone by older ones
   */
  async absorb(judged: readonly JudgedJob[], at: Date): Promise<void> {
    let left = judged.map(keepable);
    for (let tries = 0; left.length > 0 && tries < MOST_TRIES; tries += 1) {
      const decisions = await this.decide(left, at);
      const written = await this.writer.write(
        decisions.map(({ write }) => write),
        at,
      );
      const done = new Set(written.map(({ incident }) => incident.subject));
      left = decisions.map(({ job }) => job).filter(({ jobName }) => !done.has(jobName));
    }
    if (left.length > 0) {
      this.logger.warn(
        `Incidents of ${left.length} jobs were changed by somebody else each time, "${left[0].jobName}" among them: the next look sees to them.`,
      );
    }
  }

  private async decide(judged: readonly JudgedJob[], at: Date): Promise<JobDecision[]> {
    const dependencies = await this.dependencies.current();
    const names = judged.map(({ jobName }) => jobName);
    const parents = names.flatMap((name) => parentsOf(name, dependencies));
    const subjects = names.length <= FEW ? [...new Set([...names, ...parents])] : null;
    const open = bySubject(await this.repository.open(subjects));
    const wanted = lastWanted(judged, open);
    const last = wanted.length > 0 ? await this.repository.lastResolved(wanted) : NOTHING;
    const silence = await this.silences.at(at);
    const { cooldownMs } = this.settings;
    return decideTogether(judged, { at, open, last, dependencies, silence, againWithinMs: cooldownMs });
  }
}

/** What somebody wrote into an assertion may hold anything; one text that can't be stored would keep a thousand from it. */
function keepable(job: JudgedJob): JudgedJob {
  const findings = job.findings.map((finding) => ({
    ...finding,
    message: captureText(finding.message, LONGEST_MESSAGE),
  }));
  return { ...job, findings };
}

function bySubject(records: readonly IncidentRecord[]): BySubject {
  return new Map(records.map((record) => [record.subject, record]));
}
