import { Logger } from '@nestjs/common';
import type { RegisteredJob } from '../../libs/tracked-cron/src/definition/job-registry.js';
import { runsBesideEachOther } from './lanes-in-time.js';
import { drawIncidents, drawJobs, TROUBLED_MS, type Incident } from './scenario.js';
import { SeededRandom } from './seeded-random.js';
import { SimulatedInstance } from './simulated-instance.js';
import { World } from './world.js';

/** What one schedule of events came to. */
export interface Simulated {
  /** Empty where everything held. */
  readonly violations: readonly string[];
  /** How handlers went, in order: equal for equal seeds. */
  readonly trace: string;
  readonly runs: number;
  readonly slots: number;
}

/** A rule of the library, broken on purpose: whoever looks on has to notice. */
export type Sabotage = (world: World) => void;

/** When the trouble is over, slots go on coming due for so long. */
const QUIET_MS = 30_000;
/** Then nothing may be in flight for longer than a birth may be unknown, and then a sweep be away: a minute each. */
const RECOVERED_AFTER_MS = 100_000;
const BACK_AFTER_MS = 3_000;

/** Lives through one seed: several instances, jobs with all policies, and whatever can go wrong. */
export async function simulate(seed: number, sabotage: Sabotage = () => {}): Promise<Simulated> {
  Logger.overrideLogger(false);
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0; // errors are drawn by the thousand, and nobody reads their stacks
  try {
    return await live(seed, sabotage);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function live(seed: number, sabotage: Sabotage): Promise<Simulated> {
  const random = new SeededRandom(seed);
  const world = new World(random, drawJobs(random));
  sabotage(world);
  const cluster = new SimulatedCluster(world);
  for (let nth = random.integer(1, 3); nth > 0; nth--) cluster.boot();
  for (const incident of drawIncidents(random))
    world.timeline.after(incident.at, () => cluster.befall(incident));
  const { timeline } = world;
  await timeline.runUntil(timeline.now + TROUBLED_MS);
  await cluster.recover();
  return verdict(world, cluster);
}

function verdict({ inspector, witness, database }: World, cluster: SimulatedCluster): Simulated {
  const violations = [
    ...inspector.violations,
    ...cluster.leftovers,
    ...runsBesideEachOther(witness.runs),
    ...tooManyAttempts(witness.runs),
  ];
  const trace = witness.runs
    .map(({ executionId, epoch, process, startedAt, outcome }) => [
      executionId,
      epoch,
      process,
      startedAt,
      outcome,
    ])
    .join('\n');
  return { violations, trace, runs: witness.runs.length, slots: database.ended.size };
}

/** At most once without retries; never more attempts than the policy has. */
function tooManyAttempts(runs: World['witness']['runs']): string[] {
  const counts = new Map<string, number>();
  for (const { executionId } of runs) counts.set(executionId, (counts.get(executionId) ?? 0) + 1);
  return runs
    .filter(({ executionId, job }) => counts.get(executionId)! > job.definition.retryPolicy.maxAttempts)
    .map(
      ({ executionId, job }) =>
        `${job.definition.name}: ${executionId} was called ${counts.get(executionId)} times`,
    );
}

class SimulatedCluster {
  /** What was still there when nothing should have been. */
  readonly leftovers: string[] = [];
  private readonly instances: SimulatedInstance[] = [];
  /** Those that were told to leave when nothing went wrong any more. */
  private readonly leaving: SimulatedInstance[] = [];
  private born = 0;
  private isOver = false;

  constructor(private readonly world: World) {}

  boot(): void {
    const instance = new SimulatedInstance(`i${++this.born}`, this.world);
    this.instances.push(instance);
    instance.boot();
  }

  befall({ kind, lasts, which }: Incident): void {
    const { world } = this;
    const { timeline, network, database } = world;
    const alive = this.instances.filter(({ host }) => !host.isGone);
    const instance = alive[which % alive.length];
    const rows = [...database.jobs.values()];
    const job = rows[which % rows.length];
    const later = (work: () => void) => timeline.after(lasts, work);
    if (kind === 'kill' && instance) this.replaceAfter(lasts, () => instance.kill());
    if (kind === 'shut down' && instance?.host.isUp) this.replaceAfter(lasts, () => void instance.shutDown());
    if (kind === 'stand still' && instance) {
      instance.host.pause();
      later(() => instance.host.goOn(timeline));
    }
    if (kind === 'cut off' && instance) {
      network.setCutOff(instance.host, true);
      later(() => network.setCutOff(instance.host, false));
    }
    if (kind === 'database away') {
      network.setDown(true);
      later(() => network.setDown(false));
    }
    if (job === undefined) return;
    if (kind === 'pause') {
      void world.steer('pause', () => world.jobs.pause(job.id, {}));
      later(() => void world.steer('resume', () => world.jobs.resume(job.id)));
    }
    if (kind === 'freeze') {
      const { group } = job;
      const meant = { group, owner: null };
      void world.steer('freeze', () =>
        world.freezes.freeze({ ...meant, until: null, by: null, reason: null }),
      );
      later(() => void world.steer('unfreeze', () => world.freezes.unfreeze(meant)));
    }
    if (kind === 'skip next') {
      const { schedule } = world.definitions.find(({ name }) => name === job.name)!;
      const order = { jobId: job.id, by: 'Ann', reason: null, next: (at: number) => schedule.nextAfter(at) };
      void world.steer('skip next', () => world.jobs.skip(order));
    }
    if (kind === 'cancel') {
      const row = [...database.live.values()].at(which % Math.max(1, database.live.size));
      if (row)
        void world.steer('cancel', () =>
          world.cancels.cancel(row.id, { kind: 'person', by: null, reason: null }),
        );
    }
  }

  /** No more trouble: what is there recovers within bounds, and then leaves in order. */
  async recover(): Promise<void> {
    const { timeline, network, database, inspector } = this.world;
    this.isOver = true;
    network.isHealthy = true;
    network.setDown(false);
    for (const { host } of this.instances) host.goOn(timeline);
    for (const job of database.jobs.values()) await this.world.jobs.resume(job.id);
    for (const group of ['day', 'night']) await this.world.freezes.unfreeze({ group, owner: null });
    this.boot();
    await timeline.runUntil(timeline.now + QUIET_MS);
    const last = this.world.random.pick(this.instances.filter(({ host }) => host.isUp));
    void last.stopClaiming();
    for (const instance of this.instances)
      if (instance !== last && !instance.host.isGone) this.leave(instance);
    await timeline.runUntil(timeline.now + RECOVERED_AFTER_MS);
    this.checkNothingIsStuck();
    for (const job of this.jobs()) inspector.accountFor(job);

    this.leave(last);
    await timeline.runUntil(timeline.now + 30_000);
    for (const { name, host, clock } of this.leaving) {
      if (!host.isGone) this.leftovers.push(`${name} did not end`);
      if (clock.pending > 0) this.leftovers.push(`${name} ended with ${clock.pending} timers`);
    }
    for (const { id, status } of database.live.values())
      if (status !== 'pending') this.leftovers.push(`${id} is ${status}, and there is no instance`);
  }

  private leave(instance: SimulatedInstance): void {
    this.leaving.push(instance);
    void instance.shutDown();
  }

  private checkNothingIsStuck(): void {
    const { database, now } = this.world;
    const owned = new Set(
      this.instances.filter(({ host }) => host.isUp).flatMap(({ engine }) => engine.owned()),
    );
    for (const { id, status, availableAt } of database.live.values()) {
      if (status !== 'pending' && !owned.has(id))
        this.leftovers.push(`${id} is ${status}, and nobody runs it`);
      if (status === 'pending' && availableAt.getTime() < now() - RECOVERED_AFTER_MS) {
        const job = database.jobs.get(database.live.get(id)!.jobId)!;
        if (database.rowsOf(job.id).every(({ holdsLane }) => !holdsLane) && job.concurrencyKey === null)
          this.leftovers.push(`${id} waits, and nothing is in its way`);
      }
    }
  }

  private jobs(): RegisteredJob[] {
    const known = new Map(
      this.instances.flatMap(({ registry }) => registry.registered()).map((job) => [job.id, job]),
    );
    return [...known.values()];
  }

  private replaceAfter(lasts: number, end: () => void): void {
    end();
    this.world.timeline.after(lasts + BACK_AFTER_MS, () => this.isOver || this.boot());
  }
}
