import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import { PostgresProxy } from '../../../../test/support/postgres-proxy.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { LeaseLostError } from './lease-lost.error.js';
import type { TriggerRequest } from './trigger-desk.js';

const TTL = 15_000;

describe('being one of a cluster', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  const executions = (columns: string) =>
    cluster.query(`select ${columns} from tracked_cron.cron_job_executions_all order by id`);
  const lease = async (member: Member) =>
    (
      await cluster.query<{ left: number; stopped: boolean }>(
        `select extract(epoch from lease_until - now())::float8 * 1000 as left, stopped_at is not null as stopped
         from tracked_cron.cron_instances where id = $1`,
        [member.identity.id],
      )
    )[0];
  const letRunOut = (member: Member) =>
    cluster.query(
      "update tracked_cron.cron_instances set lease_until = now() - interval '1 s' where id = $1",
      [member.identity.id],
    );
  /** Gives a member something to run. */
  const claimOne = async (member: Member, name = 'job') => {
    const job = await member.define(name, '* * * * *');
    member.clock.advance(60_000);
    await member.claim(job);
    return job;
  };

  it('renews its lease in database time, also while it drains', async () => {
    const member = await cluster.member({ ttl: TTL });
    await letRunOut(member);
    await member.membership.drain();
    await member.membership.runOnce();
    expect((await lease(member)).left).toBeGreaterThan(TTL - 5_000);
  });

  it('ends as lost what a dead instance left, and refuses its late end', async () => {
    const [dead, living] = await cluster.members(2);
    await claimOne(dead);
    await letRunOut(dead);
    await living.membership.runOnce();

    const lost = [{ status: 'lost', reason: 'instance_died', epoch: 2, instance_id: dead.identity.id }];
    expect(await executions('status, reason, epoch, instance_id')).toEqual(lost);
    expect(living.lost).toEqual([{ executionId: dead.engine.started[0].id, jobName: 'job' }]);
    expect(await dead.end(dead.engine.started[0])).toEqual([false]);
    expect(await executions('status, reason, epoch, instance_id')).toEqual(lost);
  });

  it('aborts what it runs and becomes somebody else when others have declared it dead', async () => {
    const [dead, living] = await cluster.members(2);
    await claimOne(dead);
    const identity = dead.identity.id;
    await letRunOut(dead);
    await living.membership.runOnce();
    await dead.membership.runOnce();
    expect(dead.engine.aborted[0]).toBeInstanceOf(LeaseLostError);
    expect(dead.identity.id).not.toBe(identity);
    expect(dead.membership.isTrusted()).toBe(true);
    expect(await lease(dead)).toMatchObject({ stopped: false });
  });

  it.each<[string, (member: Member, job: RegisteredJob) => Promise<unknown>]>([
    ['a claim', (member, job) => member.claim(job)],
    ['what waited', (member) => member.pending.runOnce()],
    ['a trigger', (member, job) => member.desk.trigger(triggerOf(job, true))],
  ])(
    'starts nothing of %s whose answer comes after its lease, and leaves it to be swept',
    async (what, ask) => {
      const [late, living] = await cluster.members(2);
      const job = await late.define('job', '* * * * *');
      if (what === 'what waited') await late.desk.trigger(triggerOf(job, false));
      late.clock.advance(60_000);
      const answer = ask(late, job);
      late.lease.forget();
      await answer;
      expect(late.engine.started).toEqual([]);
      expect(await executions('status')).toEqual([{ status: 'running' }]);
      await letRunOut(late);
      await living.membership.runOnce();
      expect(await executions('status, reason')).toEqual([{ status: 'lost', reason: 'instance_died' }]);
    },
  );

  it('leaves what it is asked to run to others while it has no lease', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *');
    member.lease.forget();
    await member.desk.trigger(triggerOf(job, true));
    expect(member.engine.started).toEqual([]);
    expect(await executions('status, instance_id')).toEqual([{ status: 'pending', instance_id: null }]);
  });

  it('tells that it joined, lost its lease, joined under another id, and left', async () => {
    const [dead, living] = await cluster.members(2);
    const told: object[] = [];
    for (const name of ['instance.joined', 'instance.lease-lost', 'instance.left'] as const) {
      dead.events.on(name, (event) => told.push({ name, ...event }));
    }
    const first = dead.identity.id;
    await dead.membership.join();
    await letRunOut(dead);
    await living.sweep.runOnce();
    await dead.membership.runOnce();
    const second = dead.identity.id;
    await dead.membership.leave();
    expect(second).not.toBe(first);
    expect(told).toEqual([
      { name: 'instance.joined', instanceId: first },
      {
        name: 'instance.lease-lost',
        instanceId: first,
        why: 'other instances found its lease expired',
      },
      { name: 'instance.joined', instanceId: second },
      { name: 'instance.left', instanceId: second },
    ]);
  });

  it('writes each lost execution once when several instances sweep together', async () => {
    const [dead, ...living] = await cluster.members(4);
    for (let n = 0; n < 30; n++) await claimOne(dead, `job-${n}`);
    await letRunOut(dead);
    await Promise.all(living.map((member) => member.sweep.runOnce()));
    expect(living.flatMap(({ lost }) => lost)).toHaveLength(30);
    expect(await executions('status')).toEqual(Array.from({ length: 30 }, () => ({ status: 'lost' })));
  });

  it('sweeps executions of instances that nobody knows', async () => {
    const [gone, living] = await cluster.members(2);
    await claimOne(gone);
    await cluster.query('delete from tracked_cron.cron_instances where id = $1', [gone.identity.id]);
    await living.membership.runOnce();
    expect(await executions('status, reason')).toEqual([{ status: 'lost', reason: 'instance_died' }]);
  });

  it('ends what it was given without ever hearing of it, but nothing that it runs', async () => {
    const member = await cluster.member();
    await claimOne(member, 'known');
    await claimOne(member, 'unknown');
    await cluster.query("update tracked_cron.cron_job_live set updated_at = updated_at - interval '2 min'");
    member.engine.started.pop();
    await member.membership.runOnce();
    expect(await executions('job_name, status, reason')).toEqual([
      { job_name: 'known', status: 'running', reason: null },
      { job_name: 'unknown', status: 'lost', reason: 'never_started' },
    ]);
  });

  it('leaves the executions of other applications and environments alone', async () => {
    const strangers = await Promise.all(
      [
        { application: 'shop', environment: 'other' },
        { application: 'other', environment: 'test' },
      ].map((scope) => cluster.member({ scope })),
    );
    const living = await cluster.member();
    for (const stranger of strangers) await claimOne(stranger);
    for (const stranger of strangers) await letRunOut(stranger);
    await living.membership.runOnce();
    expect(await executions('status')).toEqual([{ status: 'running' }, { status: 'running' }]);
    expect(await lease(strangers[0])).toMatchObject({ stopped: false });
  });

  it('gives its lease back, and beats no more', async () => {
    const member = await cluster.member({ ttl: TTL });
    await member.membership.join();
    await member.membership.leave();
    expect(await lease(member)).toMatchObject({ stopped: true });
    expect(member.clock.pending).toBe(0);
    expect(member.membership.isTrusted()).toBe(false);
  });

  it('beats once per interval although a boot came this far twice', async () => {
    const member = await cluster.member({ ttl: TTL });
    await member.membership.join();
    const timers = member.clock.pending;
    await member.membership.join();
    expect(member.clock.pending).toBe(timers);
    await member.membership.leave();
  });

  it('takes a lease anew, as somebody else, when an earlier boot was found dead meanwhile', async () => {
    const [member, living] = await cluster.members(2);
    const identity = member.identity.id;
    await letRunOut(member);
    await living.membership.runOnce();
    await member.membership.join();
    expect(member.identity.id).not.toBe(identity);
    expect(await lease(member)).toMatchObject({ stopped: false });
    await member.membership.leave();
  });

  describe('behind a network that fails', () => {
    let proxy: PostgresProxy;
    let member: Member;

    beforeEach(async () => {
      proxy = await PostgresProxy.before(cluster.raw.url);
      member = await cluster.member({ ttl: TTL, url: proxy.url, clock: new VirtualClock(START) });
      await member.membership.join();
    });
    afterEach(async () => {
      await member.membership.leave().catch(() => {});
      await proxy.close();
    });

    it('stops trusting itself before its lease runs out, although its renewal hangs', async () => {
      proxy.swallow();
      member.clock.advance(TTL - 1_001);
      expect(member.membership.isTrusted()).toBe(true);
      expect(member.engine.aborted).toEqual([]);
      member.clock.advance(1);
      expect(member.membership.isTrusted()).toBe(false);
      expect(member.engine.aborted).toEqual([expect.any(LeaseLostError)]);
      proxy.cut();
    });

    it('takes nobody for dead, when the network is back, before it has had the time to renew', async () => {
      const other = await cluster.member();
      await claimOne(other);
      await proxy.refuse();
      await member.membership.runOnce();
      await letRunOut(other);
      await proxy.accept();
      await member.membership.runOnce();
      expect(await executions('status')).toEqual([{ status: 'running' }]);
      member.clock.advance(TTL);
      await eventually(
        async () => {
          await member.membership.runOnce();
          return (await executions('status'))[0];
        },
        (row) => (row as { status: string }).status === 'lost',
      );
    });

    it('joins again by itself, as somebody else', async () => {
      const identity = member.identity.id;
      await proxy.refuse();
      member.clock.advance(TTL);
      expect(member.membership.isTrusted()).toBe(false);
      await proxy.accept();
      await eventually(async () => {
        member.clock.advance(TTL / 3);
        return member.membership.isTrusted();
      });
      expect(member.identity.id).not.toBe(identity);
      expect(member.engine.aborted[0]).toBeInstanceOf(LeaseLostError);
    });
  });
});

const triggerOf = (job: RegisteredJob, here: boolean): TriggerRequest => ({
  job,
  here,
  parameters: undefined,
  triggeredBy: 'ann',
  reason: null,
  idempotencyKey: null,
});
