import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition, JobHandler } from './job-definition.js';
import { nearNames } from './near-names.js';
import { checkPreviousNames } from './previous-names.js';

/** By whose definition a job is due. */
export interface JobTiming {
  /** That of the row; it grows when the job becomes due at other times. */
  readonly version: number;
  /** The generation that this process belongs to; null where it runs no jobs. */
  readonly generationId: string | null;
  /** Whether newer code says other times, and this process leaves the job's slots to it. */
  readonly superseded: boolean;
  /** Which override of the code the row says; null for none. */
  readonly overrideKey: string | null;
}

/** A definition and what the database knows of it. */
export interface RegisteredJob {
  /** As it holds: what is overridden is in place of what the code says. */
  readonly definition: JobDefinition;
  /** Id of its row in `cron_jobs`. */
  readonly id: string;
  /** Grows with each change of the definition. */
  readonly version: number;
  /** The watermark when it was registered, milliseconds since the epoch. */
  readonly lastSlotAt: number;
  /** Undefined where no other code can know the job. */
  readonly timing?: JobTiming;
}

/** The jobs of this process, by name and by id. */
export class JobRegistry {
  private readonly definitions = new Map<string, JobDefinition>();
  /** Those that had another name before: the few that a name can be taken from. */
  private readonly renamed = new Map<string, JobDefinition>();
  private readonly byName = new Map<string, RegisteredJob>();
  private readonly byId = new Map<string, RegisteredJob>();
  /** Jobs of the host that are only watched: where each is written, by name. */
  private readonly observed = new Map<string, string>();

  /**
   * Takes a definition in, before the database has seen it.
   * @throws TrackedCronError `DUPLICATE_JOB` naming both places; `PREVIOUS_NAME_IN_USE`
   */
  define(definition: JobDefinition): void {
    const isRenamed = definition.previousNames.length > 0;
    checkPreviousNames(definition, (isRenamed ? this.definitions : this.renamed).values());
    const other = this.definitions.get(definition.name);
    const source = other?.source ?? this.observed.get(definition.name);
    if (source !== undefined) {
      throw new TrackedCronError(
        'DUPLICATE_JOB',
        other ? duplicateMessage(other, definition) : observedMessage(source, definition),
        { jobName: definition.name, sources: [source, definition.source] },
      );
    }
    this.definitions.set(definition.name, definition);
    if (isRenamed) this.renamed.set(definition.name, definition);
  }

  /** A job as its code says, whatever is overridden. */
  codeOf(name: string): JobDefinition {
    return this.definitions.get(name)!;
  }

  /** Every definition as the code says, whether the database was reachable yet or not. */
  all(): JobDefinition[] {
    return [...this.definitions.values()];
  }

  /** Those that the database has not seen yet. */
  unregistered(): JobDefinition[] {
    return this.all().filter(({ name }) => !this.byName.has(name));
  }

  /** Every job whose row is known. */
  registered(): RegisteredJob[] {
    return [...this.byName.values()];
  }

  /** Notes the row of a job. */
  attach(job: RegisteredJob): void {
    this.byName.set(job.definition.name, job);
    this.byId.set(job.id, job);
  }

  /** Forgets a job by name. By id it is still found: a claim under way may have given birth to an execution of it. */
  remove(name: string): void {
    this.definitions.delete(name);
    this.renamed.delete(name);
    this.byName.delete(name);
  }

  /** Whether neither this process' code nor the host's scheduler has a job of that name. */
  isForeign(name: string): boolean {
    return !this.definitions.has(name) && !this.observed.has(name);
  }

  has(name: string): boolean {
    return this.definitions.has(name);
  }

  /** Notes that a name belongs to a job which the host's own scheduler runs. */
  observe(name: string, source: string): void {
    this.observed.set(name, source);
  }

  /** @throws TrackedCronError `UNKNOWN_JOB`; `OBSERVED_JOB` for one that is only watched; `NOT_READY` while the database has not been reached yet */
  get(name: string): RegisteredJob {
    const job = this.byName.get(name);
    if (job) return job;
    if (this.definitions.has(name)) {
      throw new TrackedCronError(
        'NOT_READY',
        `Job "${name}" is defined, but the database could not be reached yet: try again when it can.`,
        { jobName: name },
      );
    }
    if (this.observed.has(name)) {
      throw new TrackedCronError(
        'OBSERVED_JOB',
        `Job "${name}" (${this.observed.get(name)}) is only observed: its own scheduler runs it. ` +
          'Write @TrackedCron in place of @Cron to trigger, pause or steer it here.',
        { jobName: name },
      );
    }
    const near = nearNames(name, [...this.definitions.keys()]);
    const hint = near.length === 0 ? '.' : `: did you mean ${near.map((one) => `"${one}"`).join(' or ')}?`;
    throw new TrackedCronError('UNKNOWN_JOB', `There is no job "${name}" in this process${hint}`, {
      jobName: name,
      near,
    });
  }

  find(id: string): RegisteredJob | undefined {
    return this.byId.get(id);
  }
}

function duplicateMessage(one: JobDefinition, other: JobDefinition): string {
  if (isSameMethod(one.handler, other.handler)) {
    return (
      `Two jobs are called "${one.name}", because @TrackedCron stands twice on ${one.source}: ` +
      "give one a name, { name: '…' }, or write both expressions in one decorator, " +
      `@TrackedCron(['${other.schedule.expression}', '${one.schedule.expression}']).`
    );
  }
  return (
    `Two jobs are called "${one.name}": ${one.source} and ${other.source}. ` +
    'Give one of them another name: { name: "…" }.'
  );
}

/** @param source where the job is written that the host's own scheduler runs */
function observedMessage(source: string, { name, source: other }: JobDefinition): string {
  return (
    `Two jobs are called "${name}": ${other}, and ${source}, which is only observed. ` +
    'Give the tracked one another name: { name: "…" }.'
  );
}

function isSameMethod(one: JobHandler, other: JobHandler): boolean {
  if (one.kind !== 'method' || other.kind !== 'method') return false;
  return one.host === other.host && one.methodName === other.methodName;
}
