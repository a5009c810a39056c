import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobScope } from '../../definition/job-scope.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type {
  Freeze,
  FreezeOrder,
  FreezeRepository,
  FrozenJobs,
} from '../../definition/freeze.repository.js';
import { dateOf } from './execution-row.js';
import { endHold, noteHold } from './memory-holds.js';
import type { MemoryDatabase } from './memory-database.js';

/** Freezes, as {@link FreezeRepository} brings them into the rows of the jobs. */
export class MemoryFreezes implements Pick<FreezeRepository, 'freeze' | 'unfreeze' | 'all'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
    private readonly scope: JobScope,
  ) {}

  async freeze({ group, owner, until, by, reason }: FreezeOrder): Promise<void> {
    const { application, environment } = this.scope;
    const now = dateOf(this.clock.now());
    const before = this.take({ group, owner });
    const since = before && holds(before, now) ? before.frozenAt : now;
    this.database.freezes.push({
      application,
      environment,
      group: group ?? '',
      owner: owner ?? '',
      frozenAt: since,
      frozenUntil: until,
      frozenBy: by,
      reason,
    });
    noteHold(this.database, { kind: 'frozen', jobId: null, group, owner, from: now, until, by, reason });
    this.apply();
  }

  async unfreeze({ group, owner }: FrozenJobs): Promise<boolean> {
    const found = this.take({ group, owner });
    endHold(this.database, { kind: 'frozen', jobId: null, group, owner }, dateOf(this.clock.now()));
    this.apply();
    return found !== undefined;
  }

  async all(): Promise<Freeze[]> {
    const now = dateOf(this.clock.now());
    return this.database.freezes
      .filter((freeze) => holds(freeze, now))
      .sort((a, b) => (a.group === b.group ? (a.owner < b.owner ? -1 : 1) : a.group < b.group ? -1 : 1))
      .map(({ group, owner, frozenAt: since, frozenUntil: until, frozenBy: by, reason }) => ({
        group: group || null,
        owner: owner || null,
        since,
        until,
        by,
        reason,
      }));
  }

  /** Brings what freezes there are into the rows of the jobs. */
  apply(): void {
    for (const job of this.database.jobs.values()) this.applyTo(job);
  }

  private applyTo(job: CronJobEntity): void {
    const now = dateOf(this.clock.now());
    const freezes = this.database.freezes.filter(
      (freeze) =>
        (freeze.group === '' || freeze.group === job.group) &&
        (freeze.owner === '' || freeze.owner === job.owner) &&
        holds(freeze, now),
    );
    const ends = freezes.map(({ frozenUntil }) => frozenUntil?.getTime() ?? Infinity);
    const since = freezes.map(({ frozenAt }) => frozenAt.getTime());
    const end = Math.max(...ends);
    job.frozenAt = freezes.length === 0 ? null : new Date(Math.min(...since));
    job.frozenUntil = freezes.length === 0 || end === Infinity ? null : new Date(end);
  }

  private take({ group, owner }: FrozenJobs) {
    const at = this.database.freezes.findIndex(
      (freeze) => freeze.group === (group ?? '') && freeze.owner === (owner ?? ''),
    );
    return at === -1 ? undefined : this.database.freezes.splice(at, 1)[0];
  }
}

function holds({ frozenUntil }: { readonly frozenUntil: Date | null }, now: Date): boolean {
  return frozenUntil === null || frozenUntil > now;
}
