import { Inject, Injectable } from '@nestjs/common';
import { CronJobManager, TrackedCronError, type ICronJobManager, type JobName } from 'nestjs-tracked-cron';
import type { Incident } from 'nestjs-tracked-cron/monitor';
import type { AdminRequest } from '../api/admin-request.js';
import { executionIdOf, unknownExecution } from '../api/execution-id.js';
import { JOB_NAME, UUID } from '../api/validators.js';
import { covers, type AccessScope } from './access-scope.js';
import type { AccessTarget } from './cron-admin-access.js';
import { targetOf, traitsOfRecord } from './job-target.js';

/** What a request is about: the job that its path names, or whose execution it names. */
@Injectable()
export class RequestTarget {
  constructor(@Inject(CronJobManager) private readonly manager: ICronJobManager) {}

  /**
   * What is not there is left to the handler. To somebody with a scope, what is out of it is not there either.
   * @throws TrackedCronError `UNKNOWN_JOB`, ProblemException `unknown-execution`
   */
  async of(request: AdminRequest, scope: AccessScope | null): Promise<AccessTarget> {
    const { jobName, id } = request.params ?? {};
    if (jobName !== undefined) return this.ofJob(jobName, scope);
    if (id === undefined) return this.place;
    // an id of something else, which can't be judged by a job, is nothing for somebody with a scope
    if (scope === null) return (UUID.test(id) && (await this.ofExecution(id.toLowerCase()))) || this.place;
    const known = executionIdOf(request);
    const target = await this.ofExecution(known);
    if (target === null || !covers(scope, target)) throw unknownExecution(known);
    return target;
  }

  /** A job by its name. @throws TrackedCronError `UNKNOWN_JOB` where it is out of scope */
  async ofJob(jobName: string, scope: AccessScope | null): Promise<AccessTarget> {
    const known = JOB_NAME.test(jobName) ? await this.definition(jobName) : null;
    const target = known ?? { ...this.place, job: jobName };
    if (scope === null || (known !== null && covers(scope, target))) return target;
    throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${jobName}".`, { jobName });
  }

  /** An incident, by its job; one of the library itself is about all of them. */
  async ofIncident({ jobId, subject: name, group, owner, tags }: Incident): Promise<AccessTarget> {
    if (jobId === null) return this.place;
    return (await this.definition(name)) ?? targetOf({ name, group, owner, tags }, this.place);
  }

  private async ofExecution(id: string): Promise<AccessTarget | null> {
    const execution = await this.manager.getExecution(id);
    if (execution === null) return null;
    const { application, environment, jobName: job, group, owner } = execution;
    const known = environment === this.manager.environment ? await this.definition(job) : null;
    return known ?? { application, environment, job, group, owner };
  }

  /** Null for a job that nobody knows here. */
  private async definition(jobName: string): Promise<AccessTarget | null> {
    try {
      return targetOf(traitsOfRecord(await this.manager.getJob(jobName as JobName)), this.place);
    } catch (error) {
      if (error instanceof TrackedCronError && error.code === 'UNKNOWN_JOB') return null;
      throw error;
    }
  }

  private get place() {
    const { application, environment } = this.manager;
    return { application, environment };
  }
}
