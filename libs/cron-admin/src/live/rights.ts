import { isWithin, type ExecutionRecord, type JobTraits } from 'nestjs-tracked-cron';
import { readable } from '../access/access-scope.js';
import type { AccessAction, CronAdminAccess } from '../access/cron-admin-access.js';
import { shownTo, type Entrant } from '../access/gate.js';
import { targetOf } from '../access/job-target.js';
import { permissionsOf } from '../access/permissions.js';

/** Whose jobs a gateway shows. */
export interface LivePlace {
  readonly application: string;
  readonly environment: string;
}

/** What all principals with the same rights may see. Asked once for each job. */
export class Rights {
  private readonly seen = new Map<string, boolean>();
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    private readonly entrant: Entrant,
    private readonly access: CronAdminAccess,
    private readonly place: LivePlace,
  ) {}

  get key(): string {
    return this.entrant.rights;
  }

  /** Whether there is one among them that was not asked about. */
  lacks(jobs: Iterable<JobTraits>): boolean {
    for (const job of jobs) if (!this.seen.has(keyOf(job))) return true;
    return false;
  }

  /** Asks about those that were not asked about yet. An access object that fails lets nobody see anything. */
  async learn(jobs: Iterable<JobTraits>): Promise<void> {
    const unknown = [...jobs].filter((job) => !this.seen.has(keyOf(job)));
    await Promise.all(unknown.map((job) => this.asking.get(keyOf(job)) ?? this.ask(job)));
  }

  /** Whether they may see a job; false for one that was not asked about. */
  sees(job: JobTraits): boolean {
    return this.seen.get(keyOf(job)) === true;
  }

  /** An execution as they see it. */
  shown<Execution extends ExecutionRecord>(execution: Execution): Execution {
    return shownTo(this.access, this.entrant, execution);
  }

  /** What they may do where no single job is meant. */
  permissions(): Promise<AccessAction[]> {
    return permissionsOf(this.access, this.entrant.principal, this.place);
  }

  private ask(job: JobTraits): Promise<void> {
    const key = keyOf(job);
    const asked = this.answer(key, job);
    this.asking.set(key, asked);
    return asked;
  }

  private async answer(key: string, job: JobTraits): Promise<void> {
    const may = await this.mayRead(job).catch(() => false);
    this.seen.set(key, may);
    this.asking.delete(key);
  }

  private async mayRead(job: JobTraits): Promise<boolean> {
    const { scope, principal } = this.entrant;
    const within = readable(scope, this.place.environment);
    if (within !== null && !isWithin(within, job)) return false;
    return this.access.can(principal, 'read', targetOf(job, this.place));
  }
}

/** Each set of rights looks at the same traits of what has changed. */
const keys = new WeakMap<JobTraits, string>();

/** A job that changed hands with a deployment is asked about anew. */
function keyOf(job: JobTraits): string {
  const known = keys.get(job);
  if (known !== undefined) return known;
  const { name, group, owner, tags } = job;
  const key = `${name}\n${group}\n${owner}\n${tags.join('\n')}`;
  keys.set(job, key);
  return key;
}
