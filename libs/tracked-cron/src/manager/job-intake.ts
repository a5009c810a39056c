import { Logger } from '@nestjs/common';
import type { DatabaseClock } from '../database/database-clock.js';
import type { CronJobRepository, NewlyRegisteredJob } from '../definition/cron-job.repository.js';
import { circleProblem, dependencyCircle } from '../definition/dependency-circle.js';
import { definitionDoubts } from '../definition/definition-doubts.js';
import { defineJob } from '../definition/define-job.js';
import type { ExecutingSwitch } from '../definition/executing-switch.js';
import type { JobConfigurator, WrittenJob } from '../definition/job-configurator.js';
import { comesDue, type JobDefinition } from '../definition/job-definition.js';
import type { JobRegistry, RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronEventMap, TrackedCronEvents } from '../events.js';
import type { JobDefaults } from '../definition/option-layers.js';
import { refuseSystemJob } from '../definition/system-job.js';
import type { OverrideEdit } from '../definition/overrides/override-edit.js';
import type { InstanceJobs } from './instance-jobs.js';
import type { RegistryMirror } from './registry-mirror.js';
import type { Scheduler } from '../schedule/scheduler.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/** The way of a job from its definition onto the agenda. */
export class JobIntake {
  private readonly logger = new Logger('TrackedCron');
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly registry: JobRegistry,
    private readonly repository: Pick<CronJobRepository, 'register' | 'markRemoved'>,
    private readonly scheduler: Scheduler,
    private readonly mirror: RegistryMirror,
    private readonly clock: DatabaseClock,
    private readonly settings: JobDefaults & {
      readonly strict: boolean;
      readonly execution: ExecutingSwitch;
    },
    private readonly configurator: JobConfigurator,
    private readonly events: TrackedCronEvents,
    private readonly own: InstanceJobs,
  ) {}

  /**
   * Asks the factories of jobs, checks the jobs and takes them in, without the database.
   * @throws TrackedCronError with every job that is wrong; with `strict: false` those are left out and logged
   */
  async define(jobs: WrittenJob[]): Promise<void> {
    const problems: TrackedCronError[] = [];
    const asked = await Promise.allSettled(jobs.map((job) => this.configurator.configured(job)));
    for (const source of asked) {
      try {
        if (source.status === 'rejected') throw source.reason;
        const definition = defineJob(source.value, this.settings);
        this.registry.define(definition);
        this.own.start(definition);
      } catch (error) {
        if (!(error instanceof TrackedCronError)) throw error;
        problems.push(error);
      }
    }
    for (const doubt of definitionDoubts(this.registry.all(), this.settings.groups)) this.logger.warn(doubt);
    this.refuseCircle(problems);
    if (problems.length === 0) return;
    if (!this.settings.strict) {
      for (const problem of problems) this.logger.error(`${problem.message} It is left out (strict: false).`);
      return;
    }
    if (problems.length === 1) throw problems[0];
    throw new TrackedCronError(
      'INVALID_JOB',
      `${problems.length} jobs are defined wrongly:\n${problems.map((problem) => `- ${problem.message}`).join('\n')}`,
      { problems: problems.map((problem) => problem.details) },
    );
  }

  /** Every job in a circle is right by itself: with `strict: false` it runs, and its dependencies hold nothing. */
  private refuseCircle(problems: TrackedCronError[]): void {
    const circle = dependencyCircle(this.registry.all());
    if (circle === undefined) return;
    const problem = circleProblem(circle);
    if (this.settings.strict) problems.push(problem);
    else this.logger.error(problem.message);
  }

  /** Shows every job taken in so far in the host's `SchedulerRegistry`. */
  show(): void {
    this.mirror.show(this.registry.all().filter(({ system }) => !system));
  }

  /** Takes one more job in at run time. Before the database is ready, boot brings it there. */
  async add(job: WrittenJob, ready: boolean): Promise<void> {
    const definition = defineJob(await this.configurator.configured(job), this.settings);
    const circle = dependencyCircle([definition, ...this.registry.all()]);
    if (circle?.includes(definition.name)) throw circleProblem(circle);
    this.registry.define(definition);
    this.mirror.add(definition);
    this.own.start(definition);
    if (!ready) return;
    try {
      await this.register([definition]);
    } catch (error) {
      // as if it had never been asked: it can be asked again
      this.mirror.remove(definition.name);
      this.scheduler.remove(definition.name);
      this.registry.remove(definition.name);
      throw error;
    }
  }

  /** Brings everything defined so far into the database, and what is defined meanwhile. */
  async registerAll(): Promise<void> {
    // who has no jobs says so too: others can't know what it would not miss
    if (this.registry.all().length === 0) await this.register([]);
    for (let left = this.registry.unregistered(); left.length > 0; left = this.registry.unregistered()) {
      await this.register(left);
    }
  }

  /**
   * Brings jobs there again: other code had decided their definitions, and is gone, or people have changed what is overridden.
   * @param names only these. Default: all of them
   */
  registerAgain(names?: ReadonlySet<string>): Promise<void> {
    return this.inTurn(async () => {
      const before = this.registry
        .registered()
        .filter(({ definition: { name } }) => names?.has(name) ?? true);
      const code = before.map(({ definition }) => this.registry.codeOf(definition.name));
      this.takeAgain(await this.repository.register(code, this.clock.now()), before);
    });
  }

  /**
   * Changes what is overridden of a job, and has it go on like that here.
   * @throws whatever the edit throws; nothing has changed then
   */
  edit(jobName: string, edit: OverrideEdit): Promise<RegisteredJob> {
    return this.inTurn(async () => {
      const before = this.registry.get(jobName);
      const jobs = await this.repository.register([this.registry.codeOf(jobName)], this.clock.now(), edit);
      this.takeAgain(jobs, [before]);
      return jobs[0];
    });
  }

  /** An answer that was overtaken must not be the last one taken. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => {});
    return turn;
  }

  private takeAgain(jobs: readonly NewlyRegisteredJob[], before: readonly RegisteredJob[]): void {
    this.own.changed(jobs);
    for (const [nth, job] of jobs.entries()) {
      // unregistered meanwhile
      if (!this.registry.has(job.definition.name)) continue;
      this.registry.attach(job);
      if (isTimedAnew(job, before[nth])) this.schedule(job);
      else this.scheduler.update(job);
      if (job.version === before[nth].version) continue;
      this.events.emit('job.registered', () => registeredEvent(job));
      this.tellRefused(job);
    }
  }

  private tellRefused({ definition: { name, override } }: RegisteredJob): void {
    if (!override?.problem) return;
    this.logger.warn(
      `Job "${name}" has an override that its code doesn't allow any more, and runs as the code says: ${override.problem}`,
    );
  }

  /** Brings definitions into the database, and those that are due here onto the agenda. */
  private async register(definitions: JobDefinition[]): Promise<void> {
    const jobs = await this.repository.register(definitions, this.clock.now());
    this.own.changed(jobs);
    await this.own.registered(jobs);
    for (const job of jobs) {
      this.registry.attach(job);
      this.schedule(job);
      this.events.emit('job.registered', () => registeredEvent(job));
      this.tellRefused(job);
    }
    this.tellSuperseded(jobs);
  }

  private schedule(job: RegisteredJob): void {
    const { definition, timing } = job;
    if (!this.settings.execution.executes(definition)) return;
    if (!comesDue(definition)) return this.scheduler.remove(definition.name);
    // what every instance runs by itself, it runs as its own code says
    if (timing?.superseded && definition.scope === 'cluster') return;
    this.scheduler.add(job);
  }

  private tellSuperseded(jobs: readonly RegisteredJob[]): void {
    const names = jobs.filter(({ timing }) => timing?.superseded).map(({ definition }) => definition.name);
    if (names.length === 0 || !this.settings.execution.any) return;
    this.logger.log(
      `A newer release that is running says when ${names.slice(0, 5).join(', ')} ${names.length === 1 ? 'is' : 'are'} ` +
        'due: its instances run it.',
    );
  }

  /**
   * Takes a job off the agenda and marks it as gone; one that no code has any more, only this.
   * @throws TrackedCronError `UNKNOWN_JOB`, `OBSERVED_JOB`, `NOT_READY`
   */
  async remove(jobName: string): Promise<void> {
    if (this.registry.isForeign(jobName) && (await this.repository.markRemoved(jobName))) {
      this.events.emit('job.removed', () => ({ jobName }));
      return;
    }
    const { definition } = this.registry.get(jobName);
    refuseSystemJob(definition, 'be unregistered');
    await this.repository.markRemoved(definition.name);
    this.mirror.remove(definition.name);
    this.scheduler.remove(definition.name); // after the mirror, whose removal stops the handle
    this.registry.remove(definition.name);
    this.events.emit('job.removed', () => ({ jobName }));
  }
}

/** Whether an agenda still has a job by times that are not those of its row. */
function isTimedAnew(job: RegisteredJob, before: RegisteredJob): boolean {
  return (
    job.timing?.version !== before.timing?.version || job.timing?.superseded !== before.timing?.superseded
  );
}

function registeredEvent({ definition, version }: RegisteredJob): TrackedCronEventMap['job.registered'] {
  const { name: jobName, schedule, enabled } = definition;
  return { jobName, version, schedule: schedule.expression, timeZone: schedule.timeZone, enabled };
}
