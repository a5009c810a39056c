import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';
import { FreezeRepository } from '../definition/freeze.repository.js';
import { UuidV7Generator } from '../id-generator.js';
import { BackfillRepository } from './backfill.repository.js';

const MINUTE = 60_000;
const ids = new UuidV7Generator();

describe('slots that wait for their job', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  const everywhere = (members: Member[], options: TrackedCronJobOptions, name = 'job') =>
    Promise.all(members.map((member) => member.define(name, '* * * * *', options)));
  const pass = (members: Member[], minutes = 1) =>
    members.forEach((member) => member.clock.advance(minutes * MINUTE));
  const outcomes = () =>
    cluster.query<{ minute: number; status: string; reason: string | null }>(
      `select round((extract(epoch from scheduled_at) - $1) / 60)::integer as minute, status, reason
       from tracked_cron.cron_job_executions_all order by scheduled_at`,
      [START / 1_000],
    );
  const minutesOf = (member: Member) =>
    member.engine.started.map(({ scheduledAt }) =>
      scheduledAt === null ? null : (scheduledAt - START) / MINUTE,
    );
  const queued = (job: RegisteredJob, slots: number[]) => ({
    jobId: job.id,
    slots: slots.map((slot) => ({
      id: ids.next(START),
      slot: START + slot * MINUTE,
    })),
    by: 'ann',
    reason: 'outage',
    release: null,
    most: 1_000,
  });

  it('run one after the other, in their order and under their own due times, on whatever instance', async () => {
    const members = await cluster.members(2);
    const [first, second] = members;
    const jobs = await everywhere(members, { overlap: 'queue' });
    for (let minute = 0; minute < 4; minute++) {
      pass(members);
      await first.claim(jobs[0]);
    }
    expect((await outcomes()).map(({ status }) => status)).toEqual([
      'running',
      'pending',
      'pending',
      'pending',
    ]);
    expect(await second.queue.runOnce([jobs[1].id])).toBe(0);
    for (const [from, to] of [
      [first, second],
      [second, first],
      [first, second],
    ]) {
      await from.end(from.engine.started.at(-1)!);
      expect(await to.pending.runOnce()).toBe(1);
      expect(await to.pending.runOnce()).toBe(0);
    }
    expect([minutesOf(first), minutesOf(second)]).toEqual([
      [1, 3],
      [2, 4],
    ]);
    expect(second.engine.started.map(({ epoch }) => epoch)).toEqual([2, 2]);
  });

  it('are started where the lane becomes free as soon as it does', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'queue' });
    for (let minute = 0; minute < 2; minute++) {
      pass([member]);
      await member.claim(job);
    }
    const [running] = member.engine.started;
    await member.end(running);
    member.engine.free(running);
    await eventually(
      () => minutesOf(member),
      (minutes) => minutes.length === 2,
    );
    expect(minutesOf(member)).toEqual([1, 2]);
  });

  it('stay where they are when the instance they were born on dies', async () => {
    const [first, second] = await cluster.members(2);
    const [job] = await everywhere([first, second], { overlap: 'queue' });
    for (let minute = 0; minute < 2; minute++) {
      pass([first, second]);
      await first.claim(job);
    }
    await cluster.query(
      "update tracked_cron.cron_instances set lease_until = now() - interval '1 s' where id = $1",
      [first.identity.id],
    );
    await second.sweep.runOnce();
    expect(await second.pending.runOnce()).toBe(1);
    expect((await outcomes()).map(({ status }) => status)).toEqual(['lost', 'running']);
    expect(minutesOf(second)).toEqual([2]);
  });

  it('are skipped once so many wait', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'queue', maxQueued: 2 });
    for (let minute = 0; minute < 5; minute++) {
      pass([member]);
      await member.claim(job);
    }
    expect((await outcomes()).map(({ status, reason }) => reason ?? status)).toEqual([
      'running',
      'pending',
      'pending',
      'queue_full',
      'queue_full',
    ]);
  });

  it('wait on while their job is paused or frozen', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'queue', group: 'matches' });
    for (let minute = 0; minute < 2; minute++) {
      pass([member]);
      await member.claim(job);
    }
    await member.end(...member.engine.started);
    const freezes = new FreezeRepository(
      member.database,
      { application: 'shop', environment: 'test' },
      new UuidV7Generator(),
      { now: () => Date.now() },
    );
    await freezes.freeze({ group: 'matches', owner: null, until: null, by: 'ann', reason: 'final' });
    expect(await member.pending.runOnce()).toBe(0);
    await cluster.query('update tracked_cron.cron_jobs set paused_at = now()');
    expect(await freezes.unfreeze({ group: 'matches', owner: null, by: null, reason: null })).toBe(true);
    expect(await member.pending.runOnce()).toBe(0);
    await cluster.query('update tracked_cron.cron_jobs set paused_at = null');
    expect(await member.pending.runOnce()).toBe(1);
  });

  it('wait for room in their group, which other jobs make', async () => {
    const member = await cluster.member();
    const group = { key: 'feed', limit: 1 };
    const [one, other] = [
      await member.define('one', '* * * * *', { overlap: 'queue', concurrency: group }),
      await member.define('other', '* * * * *', { overlap: 'queue', concurrency: group }),
    ];
    pass([member]);
    await member.claim(one, other);
    expect(member.engine.started).toHaveLength(1);
    const [running] = member.engine.started;
    expect(await member.queue.runOnce([one.id, other.id])).toBe(0);
    await member.end(running);
    member.engine.free(running);
    await eventually(
      () => member.engine.started,
      (started) => started.length === 2,
    );
    expect(new Set(member.engine.started.map(({ job }) => job.id))).toEqual(new Set([one.id, other.id]));
  });

  it('come before backfills, which run one at a time even where the job may overlap itself', async () => {
    const member = await cluster.member();
    const backfills = new BackfillRepository(member.database);
    const busy = await member.define('busy', '* * * * *', { overlap: 'queue' });
    await backfills.birth(queued(busy, [-2, -1]));
    for (let minute = 0; minute < 2; minute++) {
      pass([member]);
      await member.claim(busy);
    }
    const order: (number | null)[] = [];
    for (let turn = 0; turn < 4; turn++) {
      expect(member.engine.started).toHaveLength(1);
      order.push(...minutesOf(member));
      await member.end(...member.engine.started.splice(0));
      await member.pending.runOnce();
    }
    expect(order).toEqual([1, 2, -2, -1]);

    await cluster.query('delete from tracked_cron.cron_job_executions');
    const free = await member.define('free', '* * * * *', { overlap: 'allow' });
    await backfills.birth(queued(free, [-2, -1]));
    expect(await member.pending.runOnce()).toBe(1);
    expect(await member.pending.runOnce()).toBe(0);
    pass([member]);
    await member.claim(free);
    expect(minutesOf(member)).toEqual([-2, 3]);
    await member.end(member.engine.started[0]);
    expect(await member.pending.runOnce()).toBe(1);
  });

  it('are refused as backfills beyond so many', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *');
    const backfills = new BackfillRepository(member.database);
    expect(await backfills.birth({ ...queued(job, [-3, -2, -1]), most: 2 })).toBe(false);
    expect(await backfills.birth({ ...queued(job, [-3, -2]), most: 2 })).toBe(true);
    expect(await backfills.birth({ ...queued(job, [-1]), most: 2 })).toBe(false);
  });

  it('leave to an instance whose lease has run out nothing to take', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'allow' });
    await new BackfillRepository(member.database).birth(queued(job, [-1]));
    await cluster.query("update tracked_cron.cron_instances set lease_until = now() - interval '1 s'");
    expect(await member.queue.runOnce([job.id])).toBe(0);
    expect((await outcomes()).map(({ status }) => status)).toEqual(['pending']);
  });
});

describe('a slot that takes the place of the one before', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  it('tells the owner of the other, wherever that is, once', async () => {
    const [first, second] = await cluster.members(2);
    const [job] = await Promise.all(
      [first, second].map((member) => member.define('job', '* * * * *', { overlap: 'cancelPrevious' })),
    );
    for (const member of [first, second]) member.clock.advance(MINUTE);
    await first.claim(job);
    for (const member of [first, second]) member.clock.advance(MINUTE);
    await second.claim(job);
    const [previous] = first.engine.started;
    expect(second.engine.started).toHaveLength(1);
    expect(second.engine.given).toEqual([]);
    await second.membership.join();
    await first.membership.join();
    await second.membership.runOnce();
    await first.membership.runOnce();
    expect(second.engine.given).toEqual([]);
    expect(first.engine.given).toEqual([
      { id: previous.id, reason: expect.objectContaining({ code: 'CANCELLED', by: 'replaced' }) },
    ]);
    await Promise.all([first.membership.leave(), second.membership.leave()]);
  });

  it('aborts the other at once where both are on one instance', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'cancelPrevious' });
    for (let minute = 0; minute < 2; minute++) {
      member.clock.advance(MINUTE);
      await member.claim(job);
    }
    const [previous, heir] = member.engine.started;
    expect(heir.scheduledAt).toBe(START + 2 * MINUTE);
    expect(member.engine.given.map(({ id }) => id)).toEqual([previous.id]);
  });

  it('ends at once what only waits', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'cancelPrevious' });
    const rest = { parameters: undefined, triggeredBy: null, reason: null, idempotencyKey: null };
    const waiting = await member.desk.trigger({ job, here: false, ...rest });
    member.clock.advance(MINUTE);
    await member.claim(job);
    expect(
      await cluster.query(
        'select id, status, reason, epoch from tracked_cron.cron_job_executions_all order by created_at',
      ),
    ).toEqual([
      { id: waiting, status: 'cancelled', reason: 'replaced', epoch: 2 },
      { id: member.engine.started[0].id, status: 'running', reason: null, epoch: 1 },
    ]);
  });
});
