import { InstanceIdentity } from '../../libs/tracked-cron/src/cluster/instance-identity.js';
import { InstanceLease } from '../../libs/tracked-cron/src/cluster/instance-lease.js';
import { Membership } from '../../libs/tracked-cron/src/cluster/membership.js';
import { OrphanSweep } from '../../libs/tracked-cron/src/cluster/orphan-sweep.js';
import { RetryAlarm } from '../../libs/tracked-cron/src/cluster/retry-alarm.js';
import { DatabaseClock } from '../../libs/tracked-cron/src/database/database-clock.js';
import { GroupedWriter } from '../../libs/tracked-cron/src/database/grouped-writer.js';
import { JobRegistry, type RegisteredJob } from '../../libs/tracked-cron/src/definition/job-registry.js';
import { TrackedCronEvents } from '../../libs/tracked-cron/src/events.js';
import type { Assignment } from '../../libs/tracked-cron/src/execution/assignment.js';
import { BreakerKeeper } from '../../libs/tracked-cron/src/execution/breaker-keeper.js';
import { cancelledError, ExecutionCancelledError } from '../../libs/tracked-cron/src/execution/errors.js';
import { ExecutionFollowers } from '../../libs/tracked-cron/src/execution/execution-follower.js';
import { InProcessEngine } from '../../libs/tracked-cron/src/execution/in-process-engine.js';
import type { ExecutionEnd } from '../../libs/tracked-cron/src/history/execution-end.js';
import { Scheduler } from '../../libs/tracked-cron/src/schedule/scheduler.js';
import { MemoryClaims } from '../../libs/tracked-cron/src/testing/memory/memory-claims.js';
import { MemoryLanes } from '../../libs/tracked-cron/src/testing/memory/memory-lanes.js';
import { MemoryPending } from '../../libs/tracked-cron/src/testing/memory/memory-pending.js';
import { SimulatedClaims, type Call } from './simulated-claims.js';
import { SimulatedClock, SimulatedHost } from './simulated-host.js';
import { SimulatedLeaseKeeper } from './simulated-lease-keeper.js';
import { SimulatedWaiting } from './simulated-waiting.js';
import { simulatedHandler } from './simulated-handler.js';
import { DRAIN_MS, LEASE_TTL_MS, type World } from './world.js';

const BOOT_AGAIN_MS = 1_000;
const FLUSH_MS = 5_000;

/**
 * One start of an application. Scheduler, engine, membership, lease, sweep, retry alarm, breaker keeper and the writer of ends
 * are the library's own; what they say to the database goes through the network.
 */
export class SimulatedInstance {
  readonly host = new SimulatedHost();
  readonly clock: SimulatedClock;
  readonly registry = new JobRegistry();
  readonly engine: InProcessEngine;
  /** Hears of retries by itself. */
  readonly alarm: RetryAlarm;
  private readonly scheduler: Scheduler;
  private readonly membership: Membership;
  private readonly ends: GroupedWriter<ExecutionEnd, boolean>;
  private readonly databaseClock: DatabaseClock;
  private readonly assignments = new Map<string, Assignment>();
  private isMember = false;

  constructor(
    readonly name: string,
    private readonly world: World,
  ) {
    const { timeline, random, database, databaseClock: databaseTime, ids, instances } = world;
    this.clock = new SimulatedClock(timeline, this.host, random.integer(-60_000, 60_000));
    this.databaseClock = new DatabaseClock(this.clock);
    const events = new TrackedCronEvents();
    const identity = new InstanceIdentity(ids.next(timeline.now), 'v1');
    this.ends = new GroupedWriter<ExecutionEnd, boolean>(this.clock, {
      write: (batch) => this.call('write ends', () => batch.map((end) => world.journal.write(end))),
    });
    const breakers = new BreakerKeeper(
      { apply: (verdicts) => this.answered('tell breakers', () => world.breakers.apply(verdicts)) },
      this.clock,
      this.databaseClock,
      events,
      this.registry,
    );
    this.engine = new InProcessEngine(
      { create: () => simulatedHandler(this, world, (id) => this.assignments.get(id)!) },
      {
        take: (end, listener) => this.ends.put(end, listener),
        beat: () => {},
        freeLane: ({ id, epoch }) => this.freeLane(id, epoch),
      },
      events,
      this.clock,
      this.databaseClock,
      breakers,
      { attach: () => {}, hears: () => false, take: () => {}, flush: () => {} },
      new ExecutionFollowers(true),
      Infinity,
    );
    const settings = {
      leaseTtl: LEASE_TTL_MS,
      release: 'v1',
      labels: [],
      execution: { any: true, executes: () => true },
    };
    const keeper = new SimulatedLeaseKeeper(this.call, instances, world.now, this.clock, LEASE_TTL_MS);
    const noEvidence = {
      databaseFailed: () => {},
      databaseAnswered: () => {},
      note: () => Promise.resolve(),
    };
    const lease = new InstanceLease(
      keeper,
      this.clock,
      this.databaseClock,
      ids,
      identity,
      settings,
      noEvidence,
    );
    const orphans = {
      sweep: () => this.call('sweep', () => instances.sweep()),
      sweepUnknown: (id: string, known: string[]) =>
        this.call('sweep what is unknown', () => instances.sweepUnknown(id, known)),
    };
    const sweep = new OrphanSweep(orphans, identity, this.engine, this.clock, events, this.databaseClock);
    // the database's decisions need no engine: what they give is started when their answer has come
    const asker = { id: identity.id, release: identity.release };
    const noEngine = { start: () => {}, onLaneFreed: () => {} };
    const waiting = new SimulatedWaiting(
      this.call,
      database,
      instances,
      identity,
      asker,
      this.registry,
      lease,
      {
        pending: new MemoryPending(database, asker, this.registry, noEngine, databaseTime),
        lanes: new MemoryLanes(database, databaseTime, asker, this.registry, noEngine),
      },
      this.start,
    );
    this.engine.onLaneFreed(({ job }) => waiting.wake(job.id));
    this.membership = new Membership(
      lease,
      sweep,
      waiting,
      this.engine,
      this.clock,
      settings,
      identity,
      events,
      { runOnce: () => this.hearCancellations(identity) },
    );
    this.alarm = new RetryAlarm(waiting, this.membership, this.clock, this.databaseClock, events);
    const claims = new MemoryClaims(
      database,
      databaseTime,
      ids,
      asker,
      this.registry,
      noEngine,
      world.cancels,
    );
    this.scheduler = new Scheduler(
      new SimulatedClaims(
        this.call,
        claims,
        database,
        instances,
        identity,
        asker,
        this.registry,
        lease,
        this.start,
      ),
      this.clock,
      this.databaseClock,
      events,
      this.membership,
      null,
    );
    events.on('instance.joined', () => this.checkNothingIsLeft());
  }

  /** As the library's lifecycle does it. */
  boot(): void {
    this.join().catch(() => this.clock.after(BOOT_AGAIN_MS, () => this.boot()));
  }

  /** SIGTERM. Resolves when the process has ended. */
  async shutDown(): Promise<void> {
    if (this.isMember) {
      await this.membership.drain();
      await this.scheduler.stop();
      await this.within(DRAIN_MS, this.engine.settled());
      this.engine.abort(new ExecutionCancelledError('shutdown', 'The application shut down.'));
      await this.within(FLUSH_MS, this.ends.idle());
      this.ends.stop();
      await this.membership.leave().catch(() => {});
    }
    this.kill();
  }

  /** SIGKILL, or a machine that is gone. */
  kill(): void {
    this.host.end();
    this.world.witness.died(this.name);
  }

  /** Claims nothing any more, but lives on. */
  stopClaiming(): Promise<void> {
    return this.scheduler.stop();
  }

  readonly call: Call = (what, statement) =>
    this.world.network.call(this.host, `${this.name}: ${what}`, statement);

  /** A statement whose room answers with a promise that is there at once. */
  private async answered<Answer>(what: string, statement: () => Promise<Answer>): Promise<Answer> {
    return await (
      await this.call(what, () => ({ answer: statement() }))
    ).answer;
  }

  private readonly start = (assignments: Assignment[]): void => {
    for (const assignment of assignments) this.assignments.set(assignment.id, assignment);
    this.engine.start(assignments);
  };

  private async join(): Promise<void> {
    await this.membership.join();
    this.isMember = true;
    const { jobs, definitions } = this.world;
    const registered = await this.answered<RegisteredJob[]>('register jobs', () =>
      jobs.register([...definitions], this.databaseClock.now()),
    );
    for (const job of registered) {
      this.registry.attach(job);
      this.scheduler.add(job);
    }
    this.scheduler.start();
  }

  /** The journal repeats it until it has gone through. */
  private async freeLane(id: string, epoch: number): Promise<void> {
    for (;;) {
      try {
        return await this.answered('free a lane', () => this.world.journal.freeLane({ id, epoch }));
      } catch {
        await new Promise<void>((resolve) => this.clock.after(BOOT_AGAIN_MS, resolve).unref());
      }
    }
  }

  private async hearCancellations({ id }: InstanceIdentity): Promise<void> {
    const rows = await this.call('hear of cancellations', () =>
      [...this.world.database.live.values()]
        .filter((row) => row.instanceId === id && row.status === 'running' && row.cancellation !== null)
        .map((row) => ({ id: row.id, epoch: row.epoch, cancellation: row.cancellation! })),
    ).catch(() => []);
    for (const row of rows)
      this.engine.abort(
        cancelledError(row.cancellation),
        (one) => one.id === row.id && one.epoch === row.epoch,
      );
  }

  /** Whoever starts over as somebody else has let go of everything that it had. */
  private checkNothingIsLeft(): void {
    for (const { executionId, abortedAt } of this.world.witness.goingOn(this.name))
      if (abortedAt === null)
        this.world.inspector.violations.push(`${this.name} joined again and goes on with ${executionId}`);
  }

  private within(limit: number, work: Promise<unknown>): Promise<unknown> {
    let cancel = () => {};
    const over = new Promise<void>((resolve) => ({ cancel } = this.clock.after(limit, resolve)));
    return Promise.race([work, over]).finally(() => cancel());
  }
}
