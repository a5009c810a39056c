import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildInstance, type ChildOptions } from '../../support/child-instance.js';
import { OwnPostgres } from '../../support/own-postgres.js';
import { PostgresProxy } from '../../support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { createWitness, readWitness, type WitnessRow } from '../../support/witness.js';
import { databaseTime } from './database-time.js';
import { expectInvariants } from './expect-invariants.js';
import { prepareTables } from './fault-database.js';
import type { FaultRecord } from './record.js';

/** What a fault is staged with: instances, a witness that no fault reaches, and a database to be hurt. */
export class Scene {
  private readonly cleanUps: (() => Promise<unknown>)[] = [];
  readonly instances: ChildInstance[] = [];

  private constructor(
    /** On the run's own server, past every proxy and every restart. */
    readonly witnessDatabase: TestDatabase,
    private readonly folder: string,
  ) {}

  /** Stages a fault, and takes everything down again, whatever came of it. */
  static async play(act: (scene: Scene) => Promise<void>): Promise<void> {
    const witness = await createTestDatabase();
    const scene = new Scene(witness, await mkdtemp(join(tmpdir(), 'tracked-cron-fault-')));
    scene.cleanUps.push(
      () => witness.drop(),
      () => rm(scene.folder, { recursive: true, force: true }),
    );
    try {
      await createWitness(witness);
      await act(scene);
    } catch (error) {
      if (process.env.FAULT_LOGS) for (const { pid, log } of scene.instances) console.log(`${pid}:\n${log}`);
      // what goes wrong while it is taken down says less
      await scene.takeDown().catch(() => {});
      throw error;
    }
    await scene.takeDown();
  }

  private async takeDown(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.kill()));
    const done: PromiseSettledResult<unknown>[] = [];
    for (const cleanUp of this.cleanUps.reverse()) done.push(...(await Promise.allSettled([cleanUp()])));
    for (const one of done) if (one.status === 'rejected') throw one.reason;
  }

  /** A database on the run's server. */
  async database(): Promise<TestDatabase> {
    const database = await createTestDatabase();
    this.cleanUps.push(() => database.drop());
    await prepareTables(database);
    return database;
  }

  /** A role that owns what it may use and is no superuser; its password is its name. */
  async role(database: TestDatabase): Promise<string> {
    const role = `r_${new URL(database.url).pathname.slice(3)}`;
    await database.query(`create role ${role} login password '${role}'`);
    await database.query(`grant usage, create on schema tracked_cron, public to ${role}`);
    await database.query(`do $$ declare one record; begin
      for one in select c.oid::regclass as name, relkind from pg_class c join pg_namespace n on n.oid = relnamespace
        where nspname in ('tracked_cron', 'public') and relkind in ('r', 'p', 'v')
      loop execute format('alter table %s owner to ${role}', one.name); end loop;
    end $$`);
    // after the database that it owns tables of, before the one that tells so
    this.cleanUps.splice(1, 0, () => this.witnessDatabase.query(`drop role ${role}`));
    return role;
  }

  /** A cluster that may be stopped and killed. */
  async postgres(): Promise<OwnPostgres> {
    const postgres = await OwnPostgres.start();
    this.cleanUps.push(() => postgres.remove());
    await prepareTables(postgres);
    return postgres;
  }

  async proxy(before: { readonly url: string }): Promise<PostgresProxy> {
    const proxy = await PostgresProxy.before(before.url);
    this.cleanUps.push(() => proxy.close());
    return proxy;
  }

  /** @param machine the folder that it works in; instances of one machine share it, and the spool with it */
  async start(options: Omit<ChildOptions, 'witnessUrl'>, machine = this.folder): Promise<ChildInstance> {
    const instance = await ChildInstance.start({ ...options, witnessUrl: this.witnessDatabase.url }, machine);
    this.instances.push(instance);
    return instance;
  }

  /** The folder of one more machine, with a disk of its own. */
  machine(): Promise<string> {
    return mkdtemp(join(this.folder, 'machine-'));
  }

  witness(): Promise<WitnessRow[]> {
    return readWitness(this.witnessDatabase);
  }

  /** The witness database's time, which its rows are in. Milliseconds since the epoch. */
  async now(): Promise<number> {
    return Math.round(await databaseTime(this.witnessDatabase));
  }

  /**
   * Ends instances that are left, properly, and looks whether every invariant holds.
   * @param among those of this database, where there are several
   */
  async expectInvariants(
    database: Pick<TestDatabase, 'query' | 'url'>,
    among: readonly ChildInstance[] = this.instances,
  ): Promise<FaultRecord> {
    await Promise.all(among.map((instance) => instance.close()));
    const pids = new Set(among.map(({ pid }) => pid));
    return expectInvariants(database, async () => (await this.witness()).filter(({ pid }) => pids.has(pid)));
  }
}
