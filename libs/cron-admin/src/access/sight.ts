import { Inject, Injectable } from '@nestjs/common';
import {
  CronJobManager,
  isWithin,
  type ExecutionRecord,
  type HistoryPage,
  type ICronJobManager,
  type JobsWithin,
  type JobTraits,
  type RelatedExecution,
  type RelatedExecutions,
} from 'nestjs-tracked-cron';
import type { AdminRequest } from '../api/admin-request.js';
import { ProblemException } from '../api/problem.exception.js';
import { ACCESS } from '../cron-admin.tokens.js';
import { entrantOfRequest } from './access.guard.js';
import { covers, readable } from './access-scope.js';
import type { AccessAction, AccessTarget, CronAdminAccess } from './cron-admin-access.js';
import { shownTo } from './gate.js';
import type { HiddenPart } from './hidden-parts.js';
import { targetOf } from './job-target.js';
import { RequestTarget } from './request-target.js';

/** Jobs that are acted on as a whole: of a group, of an owner, or all. */
export type WholeTarget = Pick<AccessTarget, 'group' | 'owner'>;

/** What there is for the sender of a request, and how much of it is shown. */
@Injectable()
export class Sight {
  constructor(
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    @Inject(CronJobManager) private readonly manager: Pick<ICronJobManager, 'application' | 'environment'>,
    private readonly targets: RequestTarget,
  ) {}

  /** The jobs that there are for the sender, for a query: `{ ...query, ...sight.within(request) }`. */
  within(request: AdminRequest, environment = this.manager.environment): { within?: JobsWithin } {
    const within = readable(entrantOfRequest(request).scope, environment);
    return within === null ? {} : { within };
  }

  /** Of things that are each about a job of our own environment, those that there are for the sender. */
  only<Thing>(request: AdminRequest, things: readonly Thing[], jobOf: (thing: Thing) => JobTraits): Thing[] {
    const { within } = this.within(request);
    return within === undefined ? [...things] : things.filter((thing) => isWithin(within, jobOf(thing)));
  }

  /** Whether a group or an owner's jobs as a whole, or everything, is in the sender's scope. */
  coversAll(request: AdminRequest, jobs: WholeTarget): boolean {
    return covers(entrantOfRequest(request).scope, this.wholeTarget(jobs));
  }

  /**
   * A job that a query names is there for the sender: to whoever has a scope, others are not there.
   * @throws TrackedCronError `UNKNOWN_JOB`
   */
  async assertKnown(request: AdminRequest, jobName: string | undefined): Promise<void> {
    if (jobName === undefined || this.within(request).within === undefined) return;
    await this.targets.ofJob(jobName, entrantOfRequest(request).scope);
  }

  /**
   * Whether the sender may do something to a job, or where none is meant to all of them.
   * @throws TrackedCronError `UNKNOWN_JOB` of a job that is out of scope, ProblemException `forbidden`
   */
  async assertMayDo(request: AdminRequest, action: AccessAction, jobName: string | undefined): Promise<void> {
    if (jobName === undefined) return this.assertMay(request, action, {});
    const { principal, scope } = entrantOfRequest(request);
    const target = await this.targets.ofJob(jobName, scope);
    if (await this.access.can(principal, action, target)) return;
    throw new ProblemException('forbidden', `You have no permission to ${action} "${jobName}".`);
  }

  /** Whether the sender may do something to a job. */
  async may(request: AdminRequest, action: AccessAction, job: JobTraits): Promise<boolean> {
    const { principal, scope } = entrantOfRequest(request);
    const target = targetOf(job, this.place);
    return covers(scope, target) && (await this.access.can(principal, action, target));
  }

  /**
   * Whether the sender may do something to a group or an owner's jobs as a whole, or to everything.
   * @throws ProblemException `forbidden`
   */
  async assertMay(request: AdminRequest, action: AccessAction, jobs: WholeTarget): Promise<void> {
    const { principal, scope } = entrantOfRequest(request);
    const target = this.wholeTarget(jobs);
    if (covers(scope, target) && (await this.access.can(principal, action, target))) return;
    throw new ProblemException('forbidden', `You have no permission to ${action} ${inWords(jobs)}.`);
  }

  execution<Execution extends ExecutionRecord>(request: AdminRequest, execution: Execution): Execution {
    return shownTo(this.access, entrantOfRequest(request), execution);
  }

  page(request: AdminRequest, page: HistoryPage): HistoryPage {
    return { ...page, items: page.items.map((execution) => this.execution(request, execution)) };
  }

  /** What stands around an execution; of other jobs nothing for who doesn't see all of them. */
  related(
    request: AdminRequest,
    { jobName }: ExecutionRecord,
    related: RelatedExecutions,
  ): RelatedExecutions {
    const seesAll = this.within(request).within === undefined;
    const hidesErrors = this.hides(request, 'error');
    const shown = (executions: readonly RelatedExecution[]) =>
      executions
        .filter((execution) => seesAll || execution.jobName === jobName)
        .map((execution) => (hidesErrors ? { ...execution, errorClass: null } : execution));
    const [previous = null] = shown(related.previous ? [related.previous] : []);
    const [next = null] = shown(related.next ? [related.next] : []);
    return {
      previous,
      next,
      sameFingerprint: shown(related.sameFingerprint),
      failedAround: shown(related.failedAround),
    };
  }

  hides(request: AdminRequest, part: HiddenPart): boolean {
    return this.hidden(request).includes(part);
  }

  /** What the sender is not shown. */
  hidden(request: AdminRequest): readonly HiddenPart[] {
    return entrantOfRequest(request).hidden;
  }

  /** @throws ProblemException `forbidden` where the sender is not shown this */
  assertShown(request: AdminRequest, part: HiddenPart, what: string): void {
    if (this.hides(request, part))
      throw new ProblemException('forbidden', `You have no permission to ${what}.`);
  }

  private wholeTarget({ group, owner }: WholeTarget): AccessTarget {
    return { ...this.place, ...(group && { group }), ...(owner && { owner }) };
  }

  /** Of a manager these are getters, which no spread copies. */
  private get place() {
    const { application, environment } = this.manager;
    return { application, environment };
  }
}

function inWords({ group, owner }: WholeTarget): string {
  const whose = owner ? ` of "${owner}"` : '';
  return group ? `the group "${group}"${whose}` : `every job${whose}`;
}
