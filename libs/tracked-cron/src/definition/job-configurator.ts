import { Inject, Optional, type InjectionToken, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { NEVER } from '../schedule/expression-list.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { classSchema } from './class-schema.js';
import type { JobSource } from './define-job.js';
import type { JobHandler } from './job-definition.js';
import { jobProblem } from './job-problem.js';
import { isJobFactory, type ConfiguredJob, type JobFactory, type WrittenSchedule } from './job-factory.js';
import { invalid } from './job-option.js';
import { isParametersClass } from './parameters-class.js';

/** A job as it is written: what it is may still have to be asked. */
export interface WrittenJob extends Omit<JobSource, 'schedule' | 'disabledReason'> {
  readonly schedule: WrittenSchedule;
}

type Dependency = NonNullable<JobFactory['inject']>[number];

/** Finds out what has to be asked or loaded before a job can be checked: its factory, the rules of its parameters. */
export class JobConfigurator {
  /** @param application finds what any module has, for jobs that no class has */
  constructor(private readonly application: Pick<ModuleRef, 'get'>) {}

  /** @throws TrackedCronError `INVALID_JOB` that names the job, and the token or what else is wrong */
  async configured(job: WrittenJob): Promise<JobSource> {
    const { schedule, options } = job;
    try {
      const asked = isJobFactory(schedule)
        ? merged(options, await this.ask(schedule, job.handler))
        : { schedule, options };
      return { ...job, ...asked, options: await withSchema(asked.options) };
    } catch (error) {
      if (!(error instanceof TrackedCronError)) throw error;
      throw jobProblem(options?.name ?? job.defaultName, job.source, error);
    }
  }

  private async ask({ inject = [], useFactory }: JobFactory, handler: JobHandler): Promise<ConfiguredJob> {
    if (typeof useFactory !== 'function') {
      throw invalid(
        "useFactory must be a function: write useFactory: (config) => ({ schedule: config.getOrThrow('…') }).",
      );
    }
    if (!Array.isArray(inject))
      throw invalid('inject must be a list of tokens: write inject: [ConfigService].');
    const dependencies = await Promise.all(inject.map((dependency) => this.dependency(dependency, handler)));
    let answer: unknown;
    try {
      answer = await (useFactory as (...dependencies: unknown[]) => unknown)(...dependencies);
    } catch (cause) {
      throw failed(`its useFactory failed: ${messageOf(cause)}`, cause);
    }
    return checkedAnswer(answer);
  }

  private async dependency(dependency: Dependency, handler: JobHandler): Promise<unknown> {
    const { token, optional } = tokenOf(dependency);
    const host = handler.kind === 'method' ? handler.host.host : undefined;
    const moduleRef = host?.getProviderByKey<ModuleRef>(ModuleRef)?.instance;
    try {
      return moduleRef
        ? await injected(moduleRef, token, optional)
        : this.application.get(token, { strict: false });
    } catch (cause) {
      if (optional && !moduleRef) return undefined;
      const remedy = host
        ? `it must be something that a class of ${host.name} can inject. Provide it there, or import the module that exports it`
        : 'it must be provided by some module, and not be request-scoped';
      throw failed(`inject: ${nameOf(token)} can't be resolved, ${remedy}.`, cause);
    }
  }
}

/** Just as a class of the module would get it. */
async function injected(moduleRef: ModuleRef, token: InjectionToken, optional: boolean): Promise<unknown> {
  class Injected {
    constructor(readonly value: unknown) {}
  }
  Inject(token)(Injected, undefined, 0);
  if (optional) Optional()(Injected, undefined, 0);
  return (await moduleRef.create(Injected)).value;
}

function tokenOf(dependency: Dependency | undefined): {
  token: InjectionToken;
  optional: boolean;
} {
  if (dependency === undefined || dependency === null) {
    throw invalid(
      'inject: one of the tokens is undefined, as in a circular import: write forwardRef(() => ConfigService).',
    );
  }
  if (typeof dependency !== 'object') return { token: dependency, optional: false };
  if ('forwardRef' in dependency)
    return { token: (dependency.forwardRef as () => InjectionToken)(), optional: false };
  if ('optional' in dependency)
    return { token: tokenOf(dependency.token).token, optional: dependency.optional };
  return { token: dependency as InjectionToken, optional: false };
}

async function withSchema(options: JobSource['options']): Promise<JobSource['options']> {
  const parameters = options?.parameters;
  return isParametersClass(parameters) ? { ...options, parameters: await classSchema(parameters) } : options;
}

function checkedAnswer(answer: unknown): ConfiguredJob {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw invalid(
      "useFactory must answer an object: write useFactory: (config) => ({ schedule: config.getOrThrow('…') }).",
    );
  }
  const job = answer as ConfiguredJob;
  if (job.schedule !== undefined) return job;
  throw invalid('useFactory answered no schedule: give an expression, or null to disable the job.');
}

/** What the factory says goes before what stands beside it. */
function merged(
  written: JobSource['options'],
  { schedule, ...options }: ConfiguredJob,
): Pick<JobSource, 'schedule' | 'options' | 'disabledReason'> {
  const said = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const all = { ...written, ...said };
  if (schedule !== null && schedule !== false) return { schedule, options: all };
  return { schedule: NEVER, options: all, disabledReason: `its useFactory answered schedule: ${schedule}` };
}

function failed(message: string, cause: unknown): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message, {}, { cause });
}

function nameOf(token: InjectionToken): string {
  return typeof token === 'function' ? (token as Type).name : String(token);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
