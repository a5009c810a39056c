import { Cluster, type Member } from '../../../../test/support/cluster.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TriggerRequest } from './trigger-desk.js';

describe('executions that people ask for', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  const everywhere = (members: Member[], overlap: 'skip' | 'allow') =>
    Promise.all(members.map((member) => member.define('job', '* * * * *', { overlap })));
  const request = (job: RegisteredJob, rest: Partial<TriggerRequest> = {}): TriggerRequest => ({
    job,
    parameters: undefined,
    triggeredBy: 'ann',
    reason: null,
    idempotencyKey: null,
    here: true,
    ...rest,
  });
  const live = () =>
    cluster.query<{ id: string; status: string; epoch: number }>(
      'select id, status, epoch from tracked_cron.cron_job_live order by id',
    );

  it('are taken once by one of several instances, and their epoch grows', async () => {
    const members = await cluster.members(3);
    const [job] = await everywhere(members, 'allow');
    const ids = await Promise.all(
      Array.from({ length: 40 }, () =>
        members[0].desk.trigger(request(job, { here: false, parameters: { n: 1 } })),
      ),
    );
    const taken = await Promise.all(members.map((member) => member.pending.runOnce()));
    expect(taken.reduce((sum, n) => sum + n)).toBe(40);
    const started = members.flatMap((member) => member.engine.started);
    expect(started.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(
      started.every(({ epoch, parameters }) => epoch === 2 && (parameters as { n: number }).n === 1),
    ).toBe(true);
    expect((await live()).every(({ status, epoch }) => status === 'running' && epoch === 2)).toBe(true);
  });

  it('are not taken by an instance that drains', async () => {
    const member = await cluster.member();
    const [job] = await everywhere([member], 'skip');
    await member.membership.join();
    await member.desk.trigger(request(job, { here: false }));
    await member.membership.drain();
    await member.membership.runOnce();
    expect(member.engine.started).toEqual([]);
    await member.membership.leave();
  });

  it('are not taken with a lease that has run out, whoever still believes in it', async () => {
    const member = await cluster.member();
    const [job] = await everywhere([member], 'skip');
    await member.desk.trigger(request(job, { here: false }));
    const letItRun = (interval: string) =>
      cluster.query(`update tracked_cron.cron_instances set lease_until = now() + interval '${interval}'`);
    await letItRun('-1 s');
    expect(await member.pending.runOnce()).toBe(0);
    expect(await live()).toMatchObject([{ status: 'pending', epoch: 1 }]);
    await letItRun('1 h');
    expect(await member.pending.runOnce()).toBe(1);
  });

  it('are not started by who became somebody else while taking them', async () => {
    const member = await cluster.member();
    const [job] = await everywhere([member], 'skip');
    await member.desk.trigger(request(job, { here: false }));
    const taking = member.pending.runOnce();
    member.identity.renew('019cae6c-0000-7000-8000-000000000000');
    await taking;
    expect(member.engine.started).toEqual([]);
  });

  it('are born together when they are asked for together', async () => {
    const member = await cluster.member();
    const [job] = await everywhere([member], 'allow');
    const ids = await Promise.all(Array.from({ length: 100 }, () => member.desk.trigger(request(job))));
    expect(new Set(ids).size).toBe(100);
    const [{ statements }] = await cluster.query<{ statements: number }>(
      'select count(distinct xmin::text)::int as statements from tracked_cron.cron_job_live',
    );
    expect(statements).toBeLessThan(5);
  });

  it('start only once at a time where the job may not overlap, whoever asks', async () => {
    const members = await cluster.members(3);
    const jobs = await everywhere(members, 'skip');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => members[n % 3].desk.trigger(request(jobs[n % 3]))),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await live()).toHaveLength(1);
  });

  it('are one for one idempotency key, however often and wherever it is asked', async () => {
    const members = await cluster.members(3);
    const jobs = await everywhere(members, 'allow');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        members[n % 3].desk.trigger(request(jobs[n % 3], { idempotencyKey: 'click-1' })),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(await live()).toHaveLength(1);
    expect(members.flatMap((member) => member.engine.started)).toHaveLength(1);
  });

  it('and slots never overlap where they may not', async () => {
    const members = await cluster.members(2);
    const jobs = await everywhere(members, 'skip');
    for (let minute = 0; minute < 10; minute++) {
      for (const member of members) member.clock.advance(60_000);
      await Promise.all([members[0].desk.trigger(request(jobs[0])), members[1].claim(jobs[1])]);
      expect(await live()).toHaveLength(1);
      for (const member of members) await member.end(...member.engine.started.splice(0));
    }
  });
});
