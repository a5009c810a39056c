import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { inTransaction } from '../database/transaction.js';
import type { JobRegistry } from '../definition/job-registry.js';
import type { IdGenerator } from '../id-generator.js';
import { gateOf, throughGate, type BreakerGate } from './breaker-gate.js';
import { CancellationRepository } from './cancellation.repository.js';
import { assignmentsOf, type ClaimedJobs } from './claimed-jobs.js';
import { causedPlan, missedSpan } from './caused-plan.js';
import { lockGroups } from './concurrency-groups.js';
import type { EvidenceLog } from './evidence-log.js';
import { LeaseLostError } from './lease-lost.error.js';
import { SlotClaimRepository, type LockedJob, type SlotCandidate } from './slot-claim.repository.js';
import { isSuperseded, type Claimable, type PlannedRange, type SlotPlan } from './slot-plan.js';
import type { UnconfirmedBirths } from './unconfirmed-births.js';

interface PreparedClaim {
  readonly candidates: SlotCandidate[];
  readonly ranges: (PlannedRange & { id: string; jobId: string })[];
  readonly plans: Map<string, SlotPlan>;
  /** Jobs of which one slot may run, to see whether they work again. */
  readonly onTrial: ReadonlySet<string>;
}

/**
 * The claim that can deal with everything: it looks at the watermarks under their locks, and plans then. Several slots of
 * one job, misfires, pauses, queues, concurrency groups, slots that cancel their predecessor or are not wanted, claims
 * whose answer was lost, jobs that another instance has moved on.
 */
export class CarefulClaim {
  private readonly repository: SlotClaimRepository;
  private readonly cancellations: CancellationRepository;

  constructor(
    private readonly database: CronDatabase,
    private readonly clock: DatabaseClock,
    private readonly ids: IdGenerator,
    private readonly jobs: JobRegistry,
    private readonly unconfirmed: UnconfirmedBirths,
    private readonly evidence: Pick<EvidenceLog, 'causes'>,
  ) {
    this.repository = new SlotClaimRepository(database);
    this.cancellations = new CancellationRepository(database);
  }

  /** One transaction. Jobs without a row are missing in the answer. */
  async claim(due: readonly Claimable[], instanceId: string, release: string | null): Promise<ClaimedJobs> {
    const jobIds = due.map((job) => job.jobId);
    const doubtful = this.unconfirmed.take(jobIds);
    let prepared: PreparedClaim | undefined;
    let replaced: string[] = [];
    let superseded: string[] = [];
    try {
      const born = await inTransaction(this.database.writes, async (client) => {
        const { alive, jobs } = await this.repository.lock(client, jobIds, instanceId);
        if (!alive) throw new LeaseLostError('it has run out in the database');
        const confirmed = await this.confirm(client, doubtful, instanceId);
        if (jobs.some(({ concurrencyKey }) => concurrencyKey !== null))
          await lockGroups(client, this.database.tables, jobIds);
        const claimables = new Map(due.map((job) => [job.jobId, job]));
        const mine = jobs.filter((job) => !isSuperseded(claimables.get(job.id)!, job));
        superseded = jobs.filter((job) => !mine.includes(job)).map(({ id }) => id);
        prepared = await this.prepare(client, claimables, mine);
        const born = await this.decide(client, prepared, instanceId, release);
        replaced = await this.replacedBy(client, born, jobs);
        return [...confirmed, ...born];
      });
      return {
        assignments: assignmentsOf(born, this.jobs),
        replaced,
        superseded,
        claimed: [...prepared!.plans].map(([jobId, { watermark, next }]) => ({ jobId, watermark, next })),
      };
    } catch (error) {
      this.unconfirmed.add([...doubtful, ...(prepared?.candidates ?? [])]);
      throw error;
    }
  }

  /**
   * A commit whose answer was lost may have happened: what it gave birth to is ours to run. Asked under the jobs' locks,
   * because only they wait for a commit that is still under way.
   */
  private async confirm(
    client: pg.PoolClient,
    doubtful: SlotCandidate[],
    instanceId: string,
  ): Promise<SlotCandidate[]> {
    if (doubtful.length === 0) return [];
    const ids = doubtful.map(({ id }) => id);
    const own = await this.repository.findOwn(client, ids, instanceId);
    return doubtful.filter(({ id }) => own.has(id));
  }

  /** What the breakers let through, of those jobs whose breaker is not closed: nearly always of none. */
  private async gatesOf(
    client: pg.PoolClient,
    locked: readonly LockedJob[],
  ): Promise<Map<string, BreakerGate>> {
    const open = locked.filter(({ breakerUntil }) => breakerUntil !== null);
    if (open.length === 0) return new Map();
    const trials = open.flatMap(({ breakerTrial }) => (breakerTrial === null ? [] : [breakerTrial]));
    const inFlight = trials.length === 0 ? null : await this.repository.findInFlight(client, trials);
    const now = this.clock.now();
    return new Map(
      open.map(({ id, breakerUntil: until, breakerTrial: trial }) => {
        const trialInFlight = trial !== null && inFlight!.has(trial);
        return [id, gateOf({ until, trialInFlight, now })];
      }),
    );
  }

  private async prepare(
    client: pg.PoolClient,
    claimables: ReadonlyMap<string, Claimable>,
    locked: readonly LockedJob[],
  ): Promise<PreparedClaim> {
    const gates = await this.gatesOf(client, locked);
    const planned = new Map<string, SlotPlan>();
    const onTrial = new Set<string>();
    for (const { id: jobId, watermark, held } of locked) {
      const gate = gates.get(jobId) ?? 'all';
      if (gate === 'one') onTrial.add(jobId);
      planned.set(jobId, throughGate(claimables.get(jobId)!.plan(watermark, held), gate));
    }
    const plans = await this.withCauses(client, planned);
    const candidates: SlotCandidate[] = [];
    const ranges: PreparedClaim['ranges'] = [];
    const now = this.clock.now();
    for (const [jobId, plan] of plans) {
      const version = claimables.get(jobId)!.version ?? null;
      for (const { slot, intent, reason } of plan.slots) {
        candidates.push({ id: this.ids.next(now), jobId, slot, intent, reason, next: plan.next, version });
      }
      for (const range of plan.ranges) ranges.push({ ...range, id: this.ids.next(now), jobId });
    }
    return { candidates, ranges, plans, onTrial };
  }

  /** Has missed slots say why they were missed. Nearly always there are none, and nothing is asked. */
  private async withCauses(
    client: pg.PoolClient,
    plans: Map<string, SlotPlan>,
  ): Promise<Map<string, SlotPlan>> {
    const span = missedSpan(plans.values());
    if (!span) return plans;
    const causes = await this.evidence.causes(span.from, span.to, client);
    return new Map(
      [...plans].map(([jobId, plan]) => {
        const definition = this.jobs.find(jobId)?.definition;
        return [jobId, definition ? causedPlan(plan, definition, causes(definition.runsOn)) : plan];
      }),
    );
  }

  private async decide(
    client: pg.PoolClient,
    { candidates, ranges, onTrial }: PreparedClaim,
    instanceId: string,
    release: string | null,
  ): Promise<SlotCandidate[]> {
    // another instance decided everything: nothing is left but to let the locks go
    if (candidates.length === 0 && ranges.length === 0) return [];
    const decisions = await this.repository.decide(client, candidates, ranges, instanceId, release);
    const born = candidates.filter(({ id }) => decisions.get(id) === 'running');
    const trials = onTrial.size === 0 ? [] : born.filter(({ jobId }) => onTrial.has(jobId));
    if (trials.length > 0) await this.repository.noteTrials(client, trials);
    return born;
  }

  /** What is in flight of jobs whose new slot takes its place, from now on to be cancelled, wherever it runs. */
  private async replacedBy(
    client: pg.PoolClient,
    born: readonly SlotCandidate[],
    locked: readonly LockedJob[],
  ): Promise<string[]> {
    const replacing = new Set(
      locked.filter(({ overlap }) => overlap === 'cancelPrevious').map(({ id }) => id),
    );
    const heirs = replacing.size === 0 ? [] : born.filter(({ jobId }) => replacing.has(jobId));
    return heirs.length === 0 ? [] : this.cancellations.replace(client, heirs);
  }
}
