import { Logger } from '@nestjs/common';
import { CancelDesk } from '../../libs/tracked-cron/src/cluster/cancel-desk.js';
import { EvidenceLog } from '../../libs/tracked-cron/src/cluster/evidence-log.js';
import { EvidenceRepository } from '../../libs/tracked-cron/src/cluster/evidence.repository.js';
import { InstanceIdentity } from '../../libs/tracked-cron/src/cluster/instance-identity.js';
import { InstanceLease } from '../../libs/tracked-cron/src/cluster/instance-lease.js';
import { InstanceRepository } from '../../libs/tracked-cron/src/cluster/instance.repository.js';
import { LaneQueue } from '../../libs/tracked-cron/src/cluster/lane-queue.js';
import { InThreadLeaseKeeper } from '../../libs/tracked-cron/src/cluster/in-thread-lease-keeper.js';
import { LeaseRepository } from '../../libs/tracked-cron/src/cluster/lease.repository.js';
import { Membership } from '../../libs/tracked-cron/src/cluster/membership.js';
import { OrphanSweep } from '../../libs/tracked-cron/src/cluster/orphan-sweep.js';
import { PendingClaimer } from '../../libs/tracked-cron/src/cluster/pending-claimer.js';
import { SlotClaimer } from '../../libs/tracked-cron/src/cluster/slot-claimer.js';
import { needsCare, type Claimable } from '../../libs/tracked-cron/src/cluster/slot-plan.js';
import { TriggerDesk } from '../../libs/tracked-cron/src/cluster/trigger-desk.js';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { CronJobRepository } from '../../libs/tracked-cron/src/definition/cron-job.repository.js';
import { OverrideRepository } from '../../libs/tracked-cron/src/definition/overrides/override.repository.js';
import { GenerationRepository } from '../../libs/tracked-cron/src/definition/generation.repository.js';
import { defineJob } from '../../libs/tracked-cron/src/definition/define-job.js';
import { JobRegistry, type RegisteredJob } from '../../libs/tracked-cron/src/definition/job-registry.js';
import type { TrackedCronJobOptions } from '../../libs/tracked-cron/src/definition/tracked-cron-job.options.js';
import { TrackedCronEvents, type TrackedCronEventMap } from '../../libs/tracked-cron/src/events.js';
import { ExecutionEndRepository } from '../../libs/tracked-cron/src/history/execution-end.repository.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import { planSlots } from '../../libs/tracked-cron/src/schedule/plan-slots.js';
import { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../../libs/tracked-cron/src/testing/virtual-database-clock.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';
import { RecordingEngine } from './recording-engine.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

// what these specs provoke is not for people to read
Logger.overrideLogger(false);

const SCOPE = { application: 'shop', environment: 'test' };
export const START = Date.parse('2026-03-02T12:00:00Z');
/** Virtual time is not the database's: leases that don't matter last for ever. */
const FOR_EVER = 365 * 24 * 3_600_000;

/** The rooms of one instance, without Nest: its claims are made by hand, its handlers are only noted. */
export type Member = ReturnType<typeof makeMember>;

function makeMember(
  database: CronDatabase,
  clock: VirtualClock,
  ttl: number,
  scope: typeof SCOPE,
  release: string,
) {
  const databaseClock = new VirtualDatabaseClock(clock);
  const ids = new UuidV7Generator();
  const identity = new InstanceIdentity(ids.next(Date.now()), release);
  const registry = new JobRegistry();
  const engine = new RecordingEngine();
  const events = new TrackedCronEvents();
  const lost: TrackedCronEventMap['execution.lost'][] = [];
  events.on('execution.lost', (found) => lost.push(found));
  const partitions = new PartitionKeeper(database, databaseClock);
  const instances = new InstanceRepository(database, scope);
  const settings = {
    leaseTtl: ttl,
    release,
    labels: [],
    execution: { any: true, executes: () => true },
  };
  const keeper = new InThreadLeaseKeeper(
    new LeaseRepository(database, scope),
    clock,
    databaseClock,
    settings,
  );
  const evidence = new EvidenceLog(
    new EvidenceRepository(database, scope),
    identity,
    databaseClock,
    ids,
    events,
  );
  const lease = new InstanceLease(keeper, clock, databaseClock, ids, identity, settings, evidence);
  const sweep = new OrphanSweep(instances, identity, engine, clock, events, databaseClock);
  const queue = new LaneQueue(database, identity, registry, engine, lease, settings);
  const pending = new PendingClaimer(
    database,
    identity,
    registry,
    engine,
    settings,
    databaseClock,
    lease,
    queue,
  );
  const cancels = new CancelDesk(database, scope, identity, engine, queue);
  const membership = new Membership(
    lease,
    sweep,
    pending,
    engine,
    clock,
    settings,
    identity,
    events,
    cancels,
  );
  const journal = { yieldTo: () => {} };
  const claimer = new SlotClaimer(
    database,
    databaseClock,
    ids,
    identity,
    registry,
    engine,
    partitions,
    journal,
    evidence,
    lease,
  );
  const desk = new TriggerDesk(database, clock, databaseClock, ids, identity, lease, engine);
  const ends = new ExecutionEndRepository(database);
  const code = { ...settings, ...scope, release, observe: false };
  const generations = new GenerationRepository(database, ids, code);
  const jobs = new CronJobRepository(
    database,
    ids,
    code,
    generations,
    identity,
    new OverrideRepository(database, ids, code),
  );

  /** As an agenda would know them, from the claims before. */
  const watermarks = new Map<string, number>();
  const claimable = (job: RegisteredJob): Claimable => ({
    jobId: job.id,
    careful: needsCare(job.definition),
    timing: job.timing,
    version: job.version,
    watermark: watermarks.get(job.id) ?? job.lastSlotAt,
    plan: (watermark, held) => planSlots({ job: job.definition, watermark, held, now: databaseClock.now() }),
  });

  async function defineAll(names: string[], schedule: string, options: TrackedCronJobOptions = {}) {
    const handler = { kind: 'function', run: () => {} } as const;
    const definitions = names.map((name) =>
      defineJob({ schedule, options, defaultName: name, source: name, handler }, { timeZone: 'UTC' }),
    );
    const registered = await jobs.register(definitions, databaseClock.now());
    for (const job of registered) registry.attach(job);
    return registered;
  }

  return {
    database,
    clock,
    databaseClock,
    identity,
    events,
    registry,
    engine,
    lost,
    partitions,
    instances,
    jobs,
    generations,
    lease,
    sweep,
    pending,
    membership,
    claimer,
    desk,
    queue,
    cancels,
    evidence,
    claimable,

    define: async (name: string, schedule: string, options: TrackedCronJobOptions = {}) =>
      (await defineAll([name], schedule, options))[0],
    defineAll,

    claim: async (...due: RegisteredJob[]) => {
      const round = await claimer.claim(due.map(claimable));
      for (const { jobId, watermark } of round.claimed) watermarks.set(jobId, watermark);
      return round;
    },

    /** Ends executions as their handlers would. */
    end(...executions: { id: string; epoch: number; attempt?: number }[]): Promise<boolean[]> {
      const at = databaseClock.now();
      const rest = { reason: null, error: null, result: null, metadata: null };
      return ends.write(
        executions.map(({ id, epoch, attempt = 1 }) => ({
          ...rest,
          id,
          epoch,
          status: 'completed',
          attempt,
          startedAt: at,
          completedAt: at,
          durationMs: 0,
        })),
      );
    },
  };
}

/** Several instances on one real database. */
export class Cluster {
  private readonly databases: CronDatabase[] = [];

  private constructor(readonly raw: TestDatabase) {}

  static async open(): Promise<Cluster> {
    return new Cluster(await createTestDatabase(START));
  }

  /** One more instance; it has its lease, but does not renew it by itself. */
  async member({
    ttl = FOR_EVER,
    scope = SCOPE,
    clock = new VirtualClock(START),
    url = this.raw.url,
    release = 'v1',
  } = {}): Promise<Member> {
    const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
    this.databases.push(database);
    await database.open();
    const member = makeMember(database, clock, ttl, scope, release);
    await member.partitions.runOnce();
    await member.lease.acquire();
    // in its own time it has always been there
    await this.query('update tracked_cron.cron_instances set started_at = to_timestamp($1) where id = $2', [
      (START - 3_600_000) / 1_000,
      member.identity.id,
    ]);
    return member;
  }

  members(count: number): Promise<Member[]> {
    return Promise.all(Array.from({ length: count }, () => this.member()));
  }

  query = <Row extends object>(sql: string, values?: unknown[]) => this.raw.query<Row>(sql, values);

  async close(): Promise<void> {
    await Promise.all(this.databases.map((database) => database.close()));
    await this.raw.drop();
  }
}
