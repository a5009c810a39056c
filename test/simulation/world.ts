import type { JobDefinition } from '../../libs/tracked-cron/src/definition/job-definition.js';
import { IdGenerator, uuidV7Floor } from '../../libs/tracked-cron/src/id-generator.js';
import { MemoryBreakers } from '../../libs/tracked-cron/src/testing/memory/memory-breakers.js';
import { MemoryCancelDesk } from '../../libs/tracked-cron/src/testing/memory/memory-cancel-desk.js';
import { MemoryFreezes } from '../../libs/tracked-cron/src/testing/memory/memory-freezes.js';
import { MemoryJobs } from '../../libs/tracked-cron/src/testing/memory/memory-jobs.js';
import { MemoryJournal } from '../../libs/tracked-cron/src/testing/memory/memory-journal.js';
import { VirtualDatabaseClock } from '../../libs/tracked-cron/src/testing/virtual-database-clock.js';
import { Inspector } from './inspector.js';
import { MemoryInstances } from './memory-instances.js';
import { Network } from './network.js';
import type { SeededRandom } from './seeded-random.js';
import { SimulatedClock, SimulatedHost } from './simulated-host.js';
import { Timeline } from './timeline.js';
import { WatchedDatabase } from './watched-database.js';
import { Witness } from './witness.js';

export const LEASE_TTL_MS = 15_000;
export const DRAIN_MS = 10_000;
const START = Date.parse('2026-03-02T12:00:00Z');
const SCOPE = { application: 'shop', environment: 'simulated', release: 'v1' };

/** One seed, one world: a timeline, a network, a database with its own time, and who looks on. */
export class World {
  readonly timeline = new Timeline(START);
  readonly ids = new CountedIds();
  readonly database = new WatchedDatabase();
  /** The database's own. */
  readonly databaseClock = new VirtualDatabaseClock(
    new SimulatedClock(this.timeline, new SimulatedHost(), 0),
  );
  readonly now = () => this.timeline.now;
  readonly instances = new MemoryInstances(this.database, this.now);
  readonly freezes = new MemoryFreezes(this.database, this.databaseClock, SCOPE);
  readonly jobs = new MemoryJobs(this.database, this.ids, this.databaseClock, SCOPE, this.freezes, {
    edit: () => {},
  });
  readonly journal = new MemoryJournal(this.database);
  readonly breakers = new MemoryBreakers(this.database);
  /** Cancels in the record; whoever owns what runs hears of it when it renews its lease. */
  readonly cancels = new MemoryCancelDesk(
    this.database,
    this.databaseClock,
    { abort: () => {} },
    { wake: () => {} },
  );
  readonly witness = new Witness(this.now, (id, epoch) => this.database.live.get(id)?.epoch === epoch);
  readonly inspector = new Inspector(this.database, this.instances, this.witness, this.now);
  readonly network: Network;

  constructor(
    readonly random: SeededRandom,
    readonly definitions: readonly JobDefinition[],
  ) {
    this.network = new Network(this.timeline, random, (statement) => this.inspector.look(statement));
  }

  /** What a person does to the record, at once. */
  async steer(what: string, work: () => Promise<unknown>): Promise<void> {
    await work();
    this.inspector.look(what);
  }
}

/** Ids that grow, and are the same the next time. */
class CountedIds extends IdGenerator {
  private count = 0;

  next(atMs: number): string {
    this.count += 1;
    return uuidV7Floor(atMs).slice(0, 24) + this.count.toString(16).padStart(12, '0');
  }
}
