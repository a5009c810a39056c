import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { Membership } from '../libs/tracked-cron/src/cluster/membership.js';
import { Scheduler } from '../libs/tracked-cron/src/schedule/scheduler.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;
const UNKNOWN = '019aa000-0000-7000-8000-000000000001';

@Injectable()
class Jobs {
  readonly calls: { id: string; slot: Date | null; key: string; signal: AbortSignal; finish(): void }[] = [];

  @TrackedCron('* * * * *', { name: 'import', group: 'feeds' })
  import(@Execution() context: CronContext): Promise<void> {
    const { executionId: id, slot, idempotencyKey: key, signal } = context;
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.calls.push({ id, slot, key, signal, finish: resolve });
    });
  }

  @TrackedCron('* * * * *', { name: 'other' })
  other(): void {}

  @TrackedCron('@never', { name: 'by-hand' })
  byHand(): void {}
}

describe('people who steer jobs', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  const instances: TestInstance[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new VirtualClock(aQuietMinute());
  });
  afterEach(async () => {
    for (const { app } of instances) for (const { finish } of app.get(Jobs).calls) finish();
    await Promise.all(instances.splice(0).map((instance) => instance.close()));
    await database.drop();
  });

  async function start() {
    const instance = await startInstance({ url: database.url, clock, providers: [Jobs] });
    instances.push(instance);
    const { calls } = instance.app.get(Jobs);
    return { ...instance, calls, membership: instance.app.get(Membership, { strict: false }) };
  }
  type Started = Awaited<ReturnType<typeof start>>;
  const minute = async ({ next }: Started) => {
    const claimed = next('slots.claimed');
    clock.advance(MINUTE);
    await claimed;
  };
  const begun = ({ calls }: Started, count: number) =>
    eventually(
      () => calls,
      ({ length }) => length === count,
    );
  const ended = ({ manager }: Started, executionId: string) =>
    eventually(
      async () => (await manager.getExecution(executionId))!,
      ({ status }) => status !== 'running' && status !== 'pending',
    );

  describe('cancel', () => {
    it('an execution of this instance at once, and say who and why', async () => {
      const instance = await start();
      await minute(instance);
      const [call] = await begun(instance, 1);
      expect(await instance.manager.cancel(call.id, { by: 'Ann', reason: 'wrong file' })).toEqual({
        executionId: call.id,
        jobName: 'import',
        status: 'cancelling',
      });
      expect(call.signal.aborted).toBe(true);
      expect(await ended(instance, call.id)).toMatchObject({
        status: 'cancelled',
        reason: 'person',
        error: { message: 'Cancelled by Ann: wrong file' },
      });
      // its lane becomes free, because it listened
      await eventually(
        () => instance.manager.getStatus('import'),
        ({ inFlight }) => inFlight.length === 0,
      );
      await minute(instance);
      await begun(instance, 2);
    });

    it('one of another instance when that renews its lease', async () => {
      const [owner, other] = [await start(), await start()];
      await other.app.get(Scheduler, { strict: false }).stop();
      await minute(owner);
      const [call] = await begun(owner, 1);
      expect(await other.manager.cancel(call.id, { by: 'Ann' })).toMatchObject({ status: 'cancelling' });
      expect(call.signal.aborted).toBe(false);
      await other.membership.runOnce();
      expect(call.signal.aborted).toBe(false);
      await owner.membership.runOnce();
      expect(call.signal.aborted).toBe(true);
      expect(await ended(other, call.id)).toMatchObject({ status: 'cancelled', reason: 'person' });
    });

    it('one that waits without its ever starting', async () => {
      const instance = await start();
      const { manager } = instance;
      await manager.pause('import');
      const now = clock.now();
      await manager.backfill('import', new Date(now - 2 * MINUTE), new Date(now - MINUTE));
      const { items } = await manager.getHistory({ status: ['pending'], sort: 'createdAt' });
      expect(items).toHaveLength(2);
      expect(await manager.cancel(items[0].id)).toMatchObject({ status: 'cancelled' });
      expect(await manager.getExecution(items[0].id)).toMatchObject({
        status: 'cancelled',
        reason: 'person',
        startedAt: null,
        error: { message: 'Cancelled.' },
      });
    });

    it('nothing that has ended, or never was', async () => {
      const { manager } = await start();
      const { id } = await manager.execute('other');
      await expect(manager.cancel(id)).rejects.toMatchObject({ code: 'NOT_IN_FLIGHT' });
      await expect(manager.cancel(UNKNOWN)).rejects.toMatchObject({ code: 'UNKNOWN_EXECUTION' });
      await expect(manager.cancel('all')).rejects.toMatchObject({ code: 'UNKNOWN_EXECUTION' });
    });
  });

  it('start a job beside what is in flight, once for each key, where they say so', async () => {
    const [instance, other] = [await start(), await start()];
    await instance.manager.triggerManually('import');
    const beside = { overlap: 'allow', idempotencyKey: 'again' } as const;
    for (const { manager } of [instance, other])
      await expect(manager.triggerManually('import')).rejects.toMatchObject({ code: 'JOB_IN_FLIGHT' });
    const { executionId } = await other.manager.triggerManually('import', beside);
    expect(await instance.manager.triggerManually('import', beside)).toMatchObject({ executionId });
    await begun(instance, 1);
    await begun(other, 1);
  });

  describe('pause a job', () => {
    const holds = () =>
      database.query(
        `select kind, job_name, job_group, held_by, reason, held_until is null as for_ever, ended_at is not null as ended,
           ended_by, end_reason
         from tracked_cron.cron_holds order by held_at, ended_at`,
      );

    it('until an instant, from which on it runs again by itself', async () => {
      const [first, second] = [await start(), await start()];
      const until = new Date(clock.now() + 2 * MINUTE + 1);
      await first.manager.pause('other', { by: 'Ann', reason: 'derby', until });
      expect((await second.manager.getStatus('other')).paused).toMatchObject({
        until,
        by: 'Ann',
        reason: 'derby',
      });
      // the claim asks the database whether the pause holds, whose time nobody can move
      await database.query(
        "update tracked_cron.cron_jobs set paused_until = now() + interval '1 hour' where name = 'other'",
      );
      for (let n = 0; n < 2; n++) await minute(second);
      expect((await first.manager.getHistory({ jobName: 'other' })).items).toEqual([]);
      await database.query("update tracked_cron.cron_jobs set paused_until = now() where name = 'other'");
      await minute(second);
      const { items } = await eventually(
        () => first.manager.getHistory({ jobName: 'other', status: ['completed'] }),
        (page) => page.items.length > 0,
      );
      expect(items).toHaveLength(1);
    });

    it('and keep on record who began and ended it, and why', async () => {
      const [first, second] = [await start(), await start()];
      await first.manager.pause('import', { by: 'Ann', reason: 'derby' });
      await second.manager.pause('import', { by: 'Bob', until: new Date(Date.now() + 60 * MINUTE) });
      await first.manager.resume('import', { by: 'Cyd', reason: 'over' });
      await first.manager.resume('import', { by: 'Dan' }); // there is nothing to end
      await second.manager.freeze({ by: 'Eve', reason: 'release', group: 'feeds' });
      await first.manager.unfreeze({ by: 'Fay', group: 'feeds' });
      const pause = { kind: 'pause', job_name: 'import', job_group: null, ended: true };
      expect(await holds()).toEqual([
        { ...pause, held_by: 'Ann', reason: 'derby', for_ever: true, ended_by: 'Bob', end_reason: null },
        { ...pause, held_by: 'Bob', reason: null, for_ever: false, ended_by: 'Cyd', end_reason: 'over' },
        {
          kind: 'freeze',
          job_name: null,
          job_group: 'feeds',
          held_by: 'Eve',
          reason: 'release',
          for_ever: true,
          ended: true,
          ended_by: 'Fay',
          end_reason: null,
        },
      ]);
    });
  });

  describe('skip the next slot', () => {
    it('once over all instances, however often they ask, and on record', async () => {
      const [first, second] = [await start(), await start()];
      const slot = new Date(clock.now() + MINUTE);
      expect(await first.manager.skipNext('import', { by: 'Ann', reason: 'derby' })).toEqual(slot);
      expect(await second.manager.skipNext('import', { by: 'Bob' })).toEqual(slot);
      expect((await second.manager.getStatus('import')).skipNext).toEqual({
        slot,
        by: 'Ann',
        reason: 'derby',
      });
      await Promise.all([first.next('slots.claimed'), second.next('slots.claimed'), clock.advance(MINUTE)]);
      const { items } = await first.manager.getHistory({ jobName: 'import' });
      expect(items).toMatchObject([
        {
          scheduledAt: slot,
          status: 'skipped',
          reason: 'skip_next',
          triggeredBy: 'Ann',
          triggerReason: 'derby',
        },
      ]);
      expect((await first.manager.getStatus('import')).skipNext).toBeNull();
      clock.advance(MINUTE);
      await eventually(
        () => [...first.calls, ...second.calls],
        ({ length }) => length === 1,
      );
      expect((await first.manager.getHistory({ jobName: 'other', status: ['skipped'] })).items).toEqual([]);
    });

    it('of no job that has none', async () => {
      const { manager } = await start();
      await expect(manager.skipNext('by-hand')).rejects.toMatchObject({ code: 'NO_SLOT' });
    });
  });

  describe('freeze', () => {
    it('everything: slots are counted, manual runs refused unless forced, on every instance', async () => {
      const [first, second] = [await start(), await start()];
      await first.manager.freeze({ by: 'Ann', reason: 'final' });
      await Promise.all([first.next('slots.claimed'), second.next('slots.claimed'), clock.advance(MINUTE)]);
      await Promise.all([first.next('slots.claimed'), second.next('slots.claimed'), clock.advance(MINUTE)]);
      expect((await first.manager.getHistory()).items).toEqual([]);
      expect(
        await database.query('select distinct outcome, reason, count from tracked_cron.cron_job_slot_ranges'),
      ).toEqual([{ outcome: 'skipped', reason: 'frozen', count: 2 }]);
      expect(await second.manager.getStatus('other')).toMatchObject({
        health: 'paused',
        paused: null,
        frozen: { since: expect.any(Date), until: null },
      });
      expect(await second.manager.getFreezes()).toEqual([
        { group: null, owner: null, since: expect.any(Date), until: null, by: 'Ann', reason: 'final' },
      ]);
      await expect(second.manager.triggerManually('other')).rejects.toMatchObject({ code: 'FROZEN' });
      await expect(second.manager.triggerManually('other', { idempotencyKey: 'k' })).rejects.toMatchObject({
        code: 'FROZEN',
      });
      await second.manager.triggerManually('other', { force: true });

      expect(await second.manager.unfreeze()).toBe(true);
      expect(await second.manager.unfreeze()).toBe(false);
      clock.advance(MINUTE);
      await eventually(
        () => [...first.calls, ...second.calls],
        ({ length }) => length === 1,
      );
    });

    it('one group only, and one that has frozen before it was registered', async () => {
      const instance = await start();
      await instance.manager.freeze({ group: 'feeds' });
      await instance.manager.register({
        name: 'late',
        group: 'feeds',
        schedule: '* * * * *',
        handler: () => {},
      });
      const other = instance.next('execution.ended');
      await minute(instance);
      await other;
      const frozen = (await instance.manager.getStatuses()).filter((status) => status.frozen !== null);
      expect(frozen.map(({ jobName }) => jobName)).toEqual(['import', 'late']);
      expect(instance.calls).toEqual([]);
      await instance.manager.execute('other');
      expect(await instance.manager.unfreeze()).toBe(false);
      expect(await instance.manager.unfreeze({ group: 'feeds' })).toBe(true);
    });

    it('one owner only, or what a group and an owner have in common', async () => {
      const { manager } = await start();
      for (const [name, group, owner] of [
        ['own', 'feeds', 'sports'],
        ['same-owner', 'mails', 'sports'],
        ['same-group', 'feeds', 'finance'],
      ] as const) {
        await manager.register({ name, group, owner, schedule: '@never', handler: () => {} });
      }
      const frozen = async () =>
        (await manager.getStatuses()).filter((one) => one.frozen !== null).map(({ jobName }) => jobName);
      await manager.freeze({ owner: 'sports', by: 'Ann' });
      await manager.register({ name: 'late', owner: 'sports', schedule: '@never', handler: () => {} });
      expect(await frozen()).toEqual(['late', 'own', 'same-owner']);
      await expect(manager.triggerManually('own')).rejects.toMatchObject({ code: 'FROZEN' });
      await manager.execute('same-group');
      expect(await manager.unfreeze()).toBe(false);
      expect(await manager.unfreeze({ group: 'feeds', owner: 'sports' })).toBe(false);

      await manager.freeze({ group: 'feeds', owner: 'sports', by: 'Bob' });
      expect(await manager.getFreezes()).toMatchObject([
        { group: null, owner: 'sports', by: 'Ann' },
        { group: 'feeds', owner: 'sports', by: 'Bob' },
      ]);
      expect(await manager.unfreeze({ owner: 'sports' })).toBe(true);
      expect(await frozen()).toEqual(['own']);
      expect((await manager.getAudit({ action: 'unfreeze', limit: 1 })).items).toMatchObject([
        { target: 'owner:sports', before: { owner: 'sports', by: 'Ann' } },
      ]);
      await expect(manager.freeze({ owner: '' })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    });

    it('until an instant', async () => {
      const { manager } = await start();
      const soon = new Date(clock.now() + 60 * MINUTE);
      await manager.freeze({ until: soon });
      await manager.freeze({ group: 'feeds', until: new Date(soon.getTime() + MINUTE) });
      expect((await manager.getStatus('other')).frozen?.until).toEqual(soon);
      expect((await manager.getStatus('import')).frozen?.until).toEqual(new Date(soon.getTime() + MINUTE));
      await database.query(
        "update tracked_cron.cron_jobs set frozen_until = now() - interval '1 s' where name = 'other'",
      );
      await manager.execute('other');
      await expect(manager.freeze({ until: new Date(0) })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
      await expect(manager.freeze({ group: '' })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    });
  });

  describe('make up for past slots', () => {
    it('in order, one at a time, each as an execution of its own', async () => {
      const instance = await start();
      const { manager, calls } = instance;
      const at = (minutes: number) => new Date(clock.now() + minutes * MINUTE);
      const [from, to] = [at(-3), at(-1)];
      expect(await manager.backfill('import', from, to, { by: 'Ann', reason: 'feed was down' })).toEqual({
        jobName: 'import',
        count: 3,
        first: from,
        last: to,
      });
      for (let nth = 1; nth <= 3; nth++) {
        await begun(instance, nth);
        calls[nth - 1].finish();
        await ended(instance, calls[nth - 1].id);
      }
      expect(calls.map(({ slot }) => slot)).toEqual([at(-3), at(-2), at(-1)]);
      expect(calls.every(({ id, key }) => id === key)).toBe(true);
      const { items } = await manager.getHistory({ trigger: 'backfill', sort: 'createdAt' });
      expect(
        items.map(({ status, triggeredBy, triggerReason }) => [status, triggeredBy, triggerReason]),
      ).toEqual(Array.from({ length: 3 }, () => ['completed', 'Ann', 'feed was down']));
    });

    it('only so many, and only past ones', async () => {
      const { manager } = await start();
      const at = (minutes: number) => new Date(clock.now() + minutes * MINUTE);
      await expect(manager.backfill('import', at(-2_000), at(-1))).rejects.toMatchObject({
        code: 'BACKFILL_TOO_LARGE',
      });
      await expect(manager.backfill('import', at(-3), at(-1), { limit: 2 })).rejects.toMatchObject({
        code: 'BACKFILL_TOO_LARGE',
      });
      for (const [from, to] of [
        [at(-1), at(1)],
        [at(-1), at(-2)],
        [at(-1), new Date(NaN)],
      ])
        await expect(manager.backfill('import', from, to)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
      expect(await manager.backfill('by-hand', at(-3), at(-1))).toMatchObject({ count: 0 });
      expect((await manager.getHistory()).items).toEqual([]);
    });
  });
});
