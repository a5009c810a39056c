import { jest } from '@jest/globals';
import type { RegisteredJob } from '../definition/job-registry.js';
import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import { TURN_LOCK } from './quick-claim.repository.js';

const MINUTE = 60_000;

describe('claiming slots', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  const outcomes = (jobId: string) =>
    cluster.query<{ slot: Date; status: string; reason: string | null }>(
      `select scheduled_at as slot, status, reason from tracked_cron.cron_job_executions_all
       where job_id = $1 order by scheduled_at`,
      [jobId],
    );
  const pass = (members: Member[], milliseconds: number) =>
    members.forEach((member) => member.clock.advance(milliseconds));
  const started = (members: Member[]) => members.flatMap((member) => member.engine.started);

  it.each([2, 3])('gives each slot to one of %i instances', async (count) => {
    const members = await cluster.members(count);
    const jobs = await Promise.all(
      members.map((member) =>
        Promise.all(
          Array.from({ length: 20 }, (_, n) => member.define(`job-${n}`, '* * * * *', { overlap: 'allow' })),
        ),
      ),
    );
    for (let minute = 0; minute < 5; minute++) {
      pass(members, MINUTE);
      const rounds = await Promise.all(members.map((member, nth) => member.claim(...jobs[nth])));
      expect(rounds.flatMap(({ failed }) => failed)).toEqual([]);
    }
    const slots = started(members).map(({ job, scheduledAt }) => `${job.id} ${scheduledAt}`);
    expect(slots).toHaveLength(20 * 5);
    expect(new Set(slots).size).toBe(20 * 5);
  });

  it('tells an instance that came too late where the watermark is', async () => {
    const [first, second] = await cluster.members(2);
    const job = await first.define('job', '* * * * *');
    await second.define('job', '* * * * *');
    pass([first, second], MINUTE);
    await first.claim(job);
    const { claimed } = await second.claim(job);
    expect(claimed).toEqual([{ jobId: job.id, watermark: START + MINUTE, next: START + 2 * MINUTE }]);
    expect(second.engine.started).toEqual([]);
  });

  it('looks, instead of claiming, once another instance has been faster', async () => {
    const [first, second] = await cluster.members(2);
    const names = Array.from({ length: 2_000 }, (_, n) => `job-${n}`);
    const jobs = [
      await first.defineAll(names, '* * * * *'),
      await second.defineAll(names, '* * * * *'),
    ] as const;
    pass([first, second], MINUTE);
    await first.claim(...jobs[0]);
    const transactions = countTransactions(second);
    const { claimed, failed } = await second.claim(...jobs[1]);
    expect(failed).toEqual([]);
    expect(new Set(claimed.map(({ watermark }) => watermark))).toEqual(new Set([START + MINUTE]));
    expect(claimed).toHaveLength(2_000);
    expect(second.engine.started).toEqual([]);
    expect(transactions()).toBeLessThan(4);
  });

  describe('while another instance is claiming the same chunk', () => {
    /** Two instances with two jobs due, of which the second finds the first at it, and waits. */
    async function contest() {
      const [first, second] = await cluster.members(2);
      const jobs = await first.defineAll(['one', 'two'], '* * * * *');
      await second.defineAll(['one', 'two'], '* * * * *');
      pass([first, second], MINUTE);
      const client = await first.database.writes.connect();
      await client.query('begin');
      await client.query('select pg_try_advisory_xact_lock($1, hashtext($2))', [
        TURN_LOCK,
        jobs.map(({ id }) => id).sort()[0],
      ]);
      const round = second.claim(...jobs);
      const waiting = () => cluster.query("select from pg_locks where not granted and locktype = 'advisory'");
      await eventually(waiting, ({ length }) => length > 0);
      return { client, jobs, second, round };
    }

    it('takes what that one has decided, and waits for none of its locks', async () => {
      const { client, jobs, second, round } = await contest();
      await client.query('update tracked_cron.cron_jobs set last_slot_at = $1', [new Date(START + MINUTE)]);
      await client.query('commit');
      client.release();
      expect(byJob((await round).claimed)).toEqual(
        byJob(jobs.map(({ id: jobId }) => ({ jobId, watermark: START + MINUTE, next: START + 2 * MINUTE }))),
      );
      expect(second.engine.started).toEqual([]);
    });

    it('claims what that one has left', async () => {
      const { client, jobs, second, round } = await contest();
      await client.query('update tracked_cron.cron_jobs set last_slot_at = $1 where id = $2', [
        new Date(START + MINUTE),
        jobs[0].id,
      ]);
      await client.query('commit');
      client.release();
      expect((await round).failed).toEqual([]);
      expect(second.engine.started.map(({ job }) => job.id)).toEqual([jobs[1].id]);
    });

    it('claims everything when that one dies', async () => {
      const { client, jobs, second, round } = await contest();
      await client.query('update tracked_cron.cron_jobs set last_slot_at = $1', [new Date(START + MINUTE)]);
      client.release(true);
      const { claimed, failed } = await round;
      expect(failed).toEqual([]);
      expect(claimed).toHaveLength(2);
      expect(second.engine.started.map(({ job }) => job.id).sort()).toEqual(jobs.map(({ id }) => id).sort());
    });

    const byJob = <Job extends { jobId: string }>(all: Job[]) =>
      all.sort((one, other) => (one.jobId < other.jobId ? -1 : 1));
  });

  function countTransactions({ database }: Member): () => number {
    const connect = jest.spyOn(database.writes, 'connect');
    // a look goes through the pool's own query, which connects with a callback
    return () => connect.mock.calls.filter(([callback]) => callback === undefined).length;
  }

  it('skips a slot while the job is in flight on another instance, and says so', async () => {
    const [first, second] = await cluster.members(2);
    const job = await first.define('job', '* * * * *');
    await second.define('job', '* * * * *');
    pass([first, second], MINUTE);
    await first.claim(job);
    pass([first, second], MINUTE);
    await second.claim(job);
    expect(second.engine.started).toEqual([]);
    expect(await outcomes(job.id)).toEqual([
      { slot: new Date(START + MINUTE), status: 'running', reason: null },
      { slot: new Date(START + 2 * MINUTE), status: 'skipped', reason: 'overlap' },
    ]);
  });

  it('lets a job run beside itself that may', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { overlap: 'allow' });
    for (let minute = 0; minute < 2; minute++) {
      pass([member], MINUTE);
      await member.claim(job);
    }
    expect((await outcomes(job.id)).map(({ status }) => status)).toEqual(['running', 'running']);
  });

  it('decides several slots of one job in one claim', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', {
      overlap: 'allow',
      misfire: 'all',
      catchUpWindow: '3m',
    });
    pass([member], 5 * MINUTE);
    await member.claim(job);
    expect((await outcomes(job.id)).map(({ status }) => status)).toEqual([
      'missed',
      'running',
      'running',
      'running',
      'running',
    ]);
    expect(member.engine.started.map(({ scheduledAt }) => scheduledAt)).toEqual(
      [2, 3, 4, 5].map((minute) => START + minute * MINUTE),
    );
  });

  it("counts a paused job's slots in one range that grows", async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *');
    await cluster.query('update tracked_cron.cron_jobs set paused_at = now()');
    for (let claim = 0; claim < 3; claim++) {
      pass([member], 2 * MINUTE);
      await member.claim(job);
    }
    expect(await outcomes(job.id)).toEqual([]);
    expect(
      await cluster.query(
        'select from_slot, to_slot, outcome, reason, count from tracked_cron.cron_job_slot_ranges',
      ),
    ).toEqual([
      {
        from_slot: new Date(START + MINUTE),
        to_slot: new Date(START + 6 * MINUTE),
        outcome: 'skipped',
        reason: 'paused',
        count: 6,
      },
    ]);
  });

  it('counts slots of an open breaker anew where missed ones lie between', async () => {
    const member = await cluster.member();
    const job = await member.define('resting', '* * * * *', { breaker: { failures: 1 } });
    await cluster.query('update tracked_cron.cron_jobs set breaker_until = to_timestamp($1::float8 / 1000)', [
      member.clock.now() + 3_600_000,
    ]);
    const later = async (minutes: number) => {
      member.clock.advance(minutes * 60_000);
      await member.claim(job);
    };
    await later(1);
    await later(1);
    await later(3); // an outage: two slots are missed, the third is held back
    const rows = await cluster.query<{ first: Date; last: Date; count: number }>(
      `select from_slot as first, to_slot as last, count from tracked_cron.cron_job_slot_ranges
       where reason = 'breaker' order by from_slot`,
    );
    const minutes = (at: Date) => (at.getTime() - START) / 60_000;
    expect(rows.map(({ first, last, count }) => [minutes(first), minutes(last), count])).toEqual([
      [1, 2, 2],
      [5, 5, 1],
    ]);
  });

  it('claims nothing with a lease that has run out, and nothing is lost by it', async () => {
    const [first, second] = await cluster.members(2);
    const job = await first.define('job', '* * * * *');
    await second.define('job', '* * * * *');
    pass([first, second], MINUTE);
    await cluster.query(
      "update tracked_cron.cron_instances set lease_until = now() - interval '1 s' where id = $1",
      [first.identity.id],
    );
    const { failed, error } = await first.claim(job);
    expect(failed).toEqual([job.id]);
    expect(error).toMatchObject({ code: 'LEASE_LOST' });
    await second.claim(job);
    expect(second.engine.started).toHaveLength(1);
  });

  it('makes a missing partition on the spot', async () => {
    const member = await cluster.member();
    const job = await member.define('job', '* * * * *', { misfire: 'skip' });
    // five weeks in which nobody made partitions
    pass([member], 5 * 7 * 24 * 60 * MINUTE + 30_000);
    let failed: string[] = [];
    for (let round = 0; round < 8; round++) failed = failed.concat((await member.claim(job)).failed);
    expect(failed).toEqual([]);
    expect((await outcomes(job.id)).filter(({ status }) => status === 'missed')).toHaveLength(100);
  });

  it('stays free of deadlocks when instances claim chunks in opposite orders while others boot', async () => {
    const members = await cluster.members(3);
    const names = Array.from({ length: 2_500 }, (_, n) => `job-${(n * 7919) % 2_500}`);
    const jobs: RegisteredJob[][] = [];
    for (const member of members) jobs.push(await member.defineAll(names, '* * * * *'));
    const { deadlocks: before } = await deadlocks();
    // another instance boots again and again, while all three claim
    const rush = { over: false };
    const booting = (async () => {
      while (!rush.over) await members[0].defineAll(names, '* * * * *');
    })();
    for (let minute = 0; minute < 6; minute++) {
      pass(members, MINUTE);
      const rounds = await Promise.all(members.map((member, nth) => member.claim(...jobs[nth])));
      expect(rounds.flatMap(({ failed }) => failed)).toEqual([]);
    }
    rush.over = true;
    await booting;
    expect((await deadlocks()).deadlocks).toBe(before);
  });

  const deadlocks = async () =>
    (
      await cluster.query<{ deadlocks: string }>(
        'select deadlocks from pg_stat_database where datname = current_database()',
      )
    )[0];
});
