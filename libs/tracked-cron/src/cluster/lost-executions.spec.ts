import type { TrackedCronEvent } from '../events.js';
import { Cluster, type Member } from '../../../../test/support/cluster.js';

describe('an execution whose instance died', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  const OPTIONS = { onLost: 'retry', retryPolicy: { maxAttempts: 2 } } as const;
  /** Two instances, of which the first has claimed a slot and is found dead. */
  async function afterDeath(options: object) {
    const [dead, alive] = await cluster.members(2);
    const retrying: TrackedCronEvent<'execution.retrying'>[] = [];
    alive.events.on('execution.retrying', (event) => retrying.push(event));
    const [job] = [
      await dead.define('job', '* * * * *', options),
      await alive.define('job', '* * * * *', options),
    ];
    for (const member of [dead, alive]) member.clock.advance(60_000);
    await dead.claim(job);
    await expire(dead);
    await alive.sweep.runOnce();
    return { dead, alive, job, retrying, execution: dead.engine.started[0] };
  }
  const expire = ({ identity }: Member) =>
    cluster.query(
      "update tracked_cron.cron_instances set lease_until = now() - interval '1 s' where id = $1",
      [identity.id],
    );
  const rows = () =>
    cluster.query(
      `select status, reason, attempt, max_attempts, epoch, instance_id is null as free
       from tracked_cron.cron_job_executions_all order by id`,
    );
  const attempts = () =>
    cluster.query(
      `select execution_id, attempt, failure, instance_id, epoch, error_class from tracked_cron.cron_job_attempts
       order by execution_id, attempt`,
    );

  it('waits for another attempt where its job says so, under a new epoch', async () => {
    const { dead, alive, execution, retrying } = await afterDeath(OPTIONS);
    expect(await rows()).toEqual([
      { status: 'pending', reason: null, attempt: 2, max_attempts: 2, epoch: 2, free: true },
    ]);
    expect(await attempts()).toEqual([
      {
        execution_id: execution.id,
        attempt: 1,
        failure: 'lost',
        instance_id: dead.identity.id,
        epoch: 1,
        error_class: null,
      },
    ]);
    expect(retrying).toMatchObject([
      { executionId: execution.id, jobName: 'job', attempt: 1, maxAttempts: 2, failure: 'lost', error: null },
    ]);
    expect(alive.lost).toEqual([]);

    expect(await alive.pending.runOnce()).toBe(1);
    expect(alive.engine.started).toMatchObject([
      { id: execution.id, attempt: 2, maxAttempts: 2, epoch: 3, scheduledAt: execution.scheduledAt },
    ]);
  });

  it('can’t be ended any more by the instance that came back from the dead', async () => {
    const { dead, alive, execution } = await afterDeath(OPTIONS);
    expect(await dead.end(execution)).toEqual([false]);
    await alive.pending.runOnce();
    expect(await dead.end(execution)).toEqual([false]);
    expect(await alive.end(alive.engine.started[0])).toEqual([true]);
    expect(await rows()).toMatchObject([{ status: 'completed', epoch: 3 }]);
  });

  it('keeps its lane while it waits', async () => {
    const { alive, job } = await afterDeath(OPTIONS);
    alive.clock.advance(60_000);
    await alive.claim(job);
    expect(await rows()).toMatchObject([{ status: 'pending' }, { status: 'skipped', reason: 'overlap' }]);
  });

  it('is lost where somebody had cancelled it, which its instance never heard', async () => {
    const [dead, alive] = await cluster.members(2);
    const [job] = [
      await dead.define('job', '* * * * *', OPTIONS),
      await alive.define('job', '* * * * *', OPTIONS),
    ];
    for (const member of [dead, alive]) member.clock.advance(60_000);
    await dead.claim(job);
    await cluster.query(`update tracked_cron.cron_job_live set cancellation = '{"kind":"person"}'`);
    await expire(dead);
    await alive.sweep.runOnce();
    expect(await rows()).toMatchObject([{ status: 'lost', attempt: 1 }]);
    expect(await attempts()).toEqual([]);
  });

  it('is lost when it has no attempt left', async () => {
    const { alive } = await afterDeath(OPTIONS);
    await alive.pending.runOnce();
    await expire(alive);
    const third = await cluster.member();
    await third.sweep.runOnce();
    expect(await rows()).toMatchObject([{ status: 'lost', reason: 'instance_died', attempt: 2, epoch: 4 }]);
    expect(third.lost).toHaveLength(1);
  });

  it.each([
    ['nothing else is said', {}],
    ['only failed ones are to be retried', { retryPolicy: { maxAttempts: 5 } }],
  ])('is lost where %s', async (_, options) => {
    const { alive } = await afterDeath(options);
    expect(await rows()).toMatchObject([{ status: 'lost', reason: 'instance_died', attempt: 1 }]);
    expect(await attempts()).toEqual([]);
    expect(alive.lost).toHaveLength(1);
  });

  it('is swept once by many instances', async () => {
    const members = await cluster.members(4);
    const [doomed, ...others] = members;
    const jobs = await doomed.defineAll(
      Array.from({ length: 50 }, (_, n) => `job-${n}`),
      '* * * * *',
      OPTIONS,
    );
    doomed.clock.advance(60_000);
    await doomed.claim(...jobs);
    await expire(doomed);
    await Promise.all(others.map((member) => member.sweep.runOnce()));
    expect(await attempts()).toHaveLength(50);
    expect(await rows()).toEqual(
      Array.from({ length: 50 }, () => expect.objectContaining({ status: 'pending', attempt: 2, epoch: 2 })),
    );
  });

  it('is tried again too where the answer to its claim was lost', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', OPTIONS);
    member.clock.advance(60_000);
    await member.claim(job);
    member.engine.started.splice(0); // it never heard of it
    await cluster.query("update tracked_cron.cron_job_live set updated_at = updated_at - interval '2 min'");
    await member.sweep.runOnce();
    expect(await rows()).toMatchObject([{ status: 'pending', attempt: 2, epoch: 2 }]);
  });

  it('is left alone while it waits for its retry, however long its first instance has been dead', async () => {
    const { alive } = await afterDeath(OPTIONS);
    await cluster.query(
      "update tracked_cron.cron_job_live set updated_at = now() - interval '1 day', available_at = now() + interval '1 h'",
    );
    await alive.sweep.runOnce();
    expect(await rows()).toMatchObject([{ status: 'pending', attempt: 2, epoch: 2 }]);
    expect(await alive.pending.runOnce()).toBe(0);
  });
});
