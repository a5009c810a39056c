import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import { PostgresProxy } from '../../../../test/support/postgres-proxy.js';
import { DatabaseClock } from '../database/database-clock.js';
import { UuidV7Generator } from '../id-generator.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { EvidenceRepository } from './evidence.repository.js';
import { InstanceLease } from './instance-lease.js';
import type { LeaseKeeper } from './lease-keeper.js';

const SCOPE = { application: 'shop', environment: 'test' };
const MINUTE = 60_000;

describe('evidence', () => {
  let cluster: Cluster;

  beforeEach(async () => {
    cluster = await Cluster.open();
  });
  afterEach(() => cluster.close());

  const noted = () =>
    cluster.query<{ kind: string; from: number; to: number | null; detail: Record<string, unknown> }>(
      `select kind, extract(epoch from began_at)::float8 * 1000 as "from", extract(epoch from ended_at)::float8 * 1000 as "to",
         detail
       from tracked_cron.cron_job_evidence order by began_at`,
    );
  const presence = (member: Member, from: number, to: number) =>
    new EvidenceRepository(member.database, SCOPE).presence(from, to, (sql, values) =>
      member.database.dataSource.query(sql, values),
    );

  describe('of an outage of the database', () => {
    let proxy: PostgresProxy;
    let member: Member;

    beforeEach(async () => {
      proxy = await PostgresProxy.before(cluster.raw.url);
      member = await cluster.member({ url: proxy.url });
    });
    afterEach(() => proxy.close());

    it('is written when it is over, from the last answer to the next', async () => {
      member.clock.advance(1_000);
      await member.membership.runOnce();
      member.clock.advance(1_000);
      await proxy.refuse();
      await member.membership.runOnce();
      await proxy.accept();
      member.clock.advance(1_000);
      await member.membership.runOnce();
      const [outage] = await eventually(noted, ({ length }) => length > 0);
      expect(outage).toMatchObject({ kind: 'database_unreachable', from: START + 1_000, to: START + 3_000 });
      expect(outage.detail.error).toMatch(/ECONN|terminated/);
    });

    it('that comes again and again is one', async () => {
      for (let time = 0; time < 3; time++) {
        await member.membership.runOnce();
        await proxy.refuse();
        member.clock.advance(5_000);
        await member.membership.runOnce();
        await proxy.accept();
      }
      await member.membership.runOnce();
      const rows = await eventually(noted, ([outage]) => outage?.to === START + 15_000);
      expect(rows).toMatchObject([{ kind: 'database_unreachable', from: START }]);
    });

    it('is known to the claim that comes first, before it is written', async () => {
      const job = await member.define('often', '* * * * *', { catchUpWindow: '1s' });
      await proxy.refuse();
      member.clock.advance(3 * MINUTE + 2_000);
      expect((await member.claim(job)).failed).toEqual([job.id]);
      await proxy.accept();
      expect((await member.claim(job)).failed).toEqual([]);
      const missed = await cluster.query<{ reason: string }>(
        "select reason from tracked_cron.cron_job_executions where status = 'missed'",
      );
      expect(missed.map(({ reason }) => reason)).toEqual(Array(3).fill('database_unreachable'));
    });
  });

  it('of a step of the database clock covers what it jumped over', async () => {
    const member = await cluster.member();
    const clock = new VirtualClock(START);
    let databaseTime = START;
    const renewal = { renewed: true, deadInstances: false, pendingExecutions: false, cancellations: false };
    const keeper = {
      trustedUntil: Infinity,
      renew: async () => ({
        ...renewal,
        databaseTime,
        asked: clock.monotonic(),
        answered: clock.monotonic(),
      }),
    } as unknown as LeaseKeeper;
    const settings = { release: null, labels: [], execution: { any: true } };
    const ids = new UuidV7Generator();
    const { identity, evidence } = member;
    const lease = new InstanceLease(
      keeper,
      clock,
      new DatabaseClock(clock),
      ids,
      identity,
      settings,
      evidence,
    );
    const renewAfter = async (passed: number, step: number) => {
      clock.advance(passed);
      databaseTime += passed + step;
      await lease.renew();
    };
    await renewAfter(5_000, 0);
    await renewAfter(5_000, 900);
    await renewAfter(5_000, 90_000);
    await renewAfter(5_000, -30_000);
    const steps = await eventually(noted, ({ length }) => length === 2);
    expect(steps).toMatchObject([
      { kind: 'clock_stepped', from: START + 15_900, to: START + 105_900, detail: { stepMs: 90_000 } },
      { kind: 'clock_stepped', from: START + 80_900, to: START + 110_900, detail: { stepMs: -30_000 } },
    ]);
  });

  it('of a slow claim is only written where slots were missed for it', async () => {
    const { evidence, clock, database } = await cluster.member();
    const began = clock.now();
    clock.advance(999);
    evidence.claimed(began);
    clock.advance(1);
    evidence.claimed(began);
    await evidence.flush();
    expect(await noted()).toEqual([]);
    const causes = await evidence.causes(began, clock.now(), database.writes);
    expect(causes([]).at(began + 500)).toBe('claim_slow');
    await evidence.flush();
    expect(await noted()).toMatchObject([{ kind: 'claim_slow', from: START, detail: { tookMs: 1_000 } }]);
  });

  it('that could not be written is written later, once', async () => {
    const { evidence, database } = await cluster.member();
    const query = database.writes.query.bind(database.writes);
    database.writes.query = (() => Promise.reject(new Error('gone'))) as never;
    await evidence.note('event_loop_blocked', START, START + 3_000);
    database.writes.query = query as never;
    expect(await noted()).toEqual([]);
    await Promise.all([evidence.flush(), evidence.flush()]);
    await evidence.flush();
    expect(await noted()).toHaveLength(1);
  });

  it('tells until when instances were there: seen, gone, draining, or standing still', async () => {
    const member = await cluster.member();
    const at = (minutes: number) => new Date(START + minutes * MINUTE);
    const ids = new UuidV7Generator();
    const row = async (columns: Record<string, unknown>) => {
      const id = ids.next(START);
      const all = { id, started_at: at(-50), renewed_at: at(-1), lease_until: at(0), ...columns };
      await cluster.query(
        `insert into tracked_cron.cron_instances (application, environment, host, pid, executes, library_version, node_version, ${Object.keys(all).join(', ')})
         values ('shop', 'test', 'host', 1, true, '1', '20', ${Object.keys(all).map((_, nth) => `$${nth + 1}`)})`,
        Object.values(all),
      );
      return id;
    };
    const killed = await row({ stopped_at: at(0), renewed_at: at(-1) });
    const left = await row({ stopped_at: at(0), renewed_at: at(0), event_loop_blocked_since: at(-2) });
    const unswept = await row({ renewed_at: at(-3) });
    const before = await row({ stopped_at: at(-20), renewed_at: at(-20) });
    const longBefore = await row({ stopped_at: at(-30), renewed_at: at(-30) });
    await cluster.query(
      `insert into tracked_cron.cron_job_evidence (id, application, environment, instance_id, kind, began_at)
       values ($1, 'shop', 'test', $2, 'draining', $3)`,
      [ids.next(START), left, at(-0.5)],
    );
    const { lives, evidence } = await presence(member, START - 10 * MINUTE, START + 10 * MINUTE);
    const until = new Map(lives.map(({ id, to, leftByItself }) => [id, [to, leftByItself]]));
    expect(until.get(killed)).toEqual([START - MINUTE, false]);
    expect(until.get(left)).toEqual([START - 0.5 * MINUTE, true]);
    expect(until.get(unswept)).toEqual([START - 3 * MINUTE, false]);
    expect(until.get(member.identity.id)).toEqual([Infinity, false]);
    expect(until.get(before)).toEqual([START - 20 * MINUTE, true]);
    expect(until.has(longBefore)).toBe(false);
    expect(evidence.map(({ kind, instanceId, from, to }) => [kind, instanceId, from, to])).toEqual([
      ['draining', left, START - 0.5 * MINUTE, START],
      ['event_loop_blocked', left, START - 2 * MINUTE, START],
    ]);
    const elsewhere = await cluster.member({ scope: { ...SCOPE, environment: 'other' } });
    const theirs = await new EvidenceRepository(elsewhere.database, {
      ...SCOPE,
      environment: 'other',
    }).presence(START, START + MINUTE, (sql, values) => elsewhere.database.dataSource.query(sql, values));
    expect(theirs).toMatchObject({ lives: [{ id: elsewhere.identity.id }], evidence: [] });
  });

  it('draining is noted as soon as an instance claims nothing any more, and leaving ends it', async () => {
    const member = await cluster.member();
    await member.membership.join();
    await member.membership.drain();
    const [drain] = await eventually(noted, ({ length }) => length > 0);
    expect(drain).toMatchObject({ kind: 'draining', from: START, to: null });
    await member.membership.leave();
    const { lives } = await presence(member, START - MINUTE, Date.now());
    expect(lives[0]).toMatchObject({ to: START, leftByItself: true });
  });
});
