import { ExecutionRows, type RowColumns } from '../../../../../test/support/execution-rows.js';
import { PartitionKeeper } from '../../history/partition-keeper.js';
import { RetentionKeeper } from '../../history/retention-keeper.js';
import { Insight } from './insight.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('what can be asked about the library itself', () => {
  let rows: ExecutionRows;
  let insight: Insight;
  // leases are judged by the database's own clock
  const now = Date.now();
  const clock = { now: () => now };
  const ago = (ms: number) => new Date(now - ms);

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    const { database, scope } = rows;
    const partitions = new PartitionKeeper(database, clock);
    await partitions.runOnce();
    await new RetentionKeeper(database, clock).runOnce();
    insight = new Insight(database, scope, clock, partitions, null, null);
  });
  afterAll(() => rows.close());
  beforeEach(async () => {
    await rows.clear();
    await rows.raw.query(
      'truncate tracked_cron.cron_generations, tracked_cron.cron_job_evidence, tracked_cron.cron_holds',
    );
  });

  const instance = async (columns: RowColumns = {}) => {
    const id = rows.newId();
    await rows.insert('cron_instances', [
      {
        id,
        ...rows.scope,
        host: 'web-1',
        pid: 7,
        release: '1.0.0',
        labels: '{}',
        executes: true,
        library_version: '0.1.0',
        node_version: 'v20',
        started_at: ago(60 * MINUTE),
        renewed_at: ago(0),
        lease_until: ago(-15 * MINUTE),
        ...columns,
      },
    ]);
    return id;
  };
  const stopped = (at: number) => ({ stopped_at: ago(at), renewed_at: ago(at), lease_until: ago(at) });
  const generation = async (release: string, beganAt: Date, jobIds: string[]) => {
    const id = rows.newId();
    await rows.insert('cron_generations', [
      {
        id,
        ...rows.scope,
        release,
        fingerprint: release,
        job_ids: `{${jobIds.join(',')}}`,
        began_at: beganAt,
        seen_at: beganAt,
      },
    ]);
    return id;
  };
  const draining = (instanceId: string, at: number) =>
    rows.insert('cron_job_evidence', [
      {
        id: rows.newId(),
        ...rows.scope,
        instance_id: instanceId,
        kind: 'draining',
        began_at: ago(at),
        ended_at: null,
        detail: '{}',
      },
    ]);

  describe('instances', () => {
    it('says of each how it is, those alive first, and leaves out who is long gone, and others', async () => {
      const alive = await instance({ clock_offset_ms: 12, event_loop_delay_ms: 30, labels: '{gpu}' });
      const drains = await instance({ started_at: ago(2 * DAY) });
      await draining(drains, MINUTE);
      const crashed = await instance({
        stopped_at: ago(5 * MINUTE),
        renewed_at: ago(6 * MINUTE),
        lease_until: ago(5 * MINUTE),
        started_at: ago(10 * MINUTE),
      });
      const unswept = await instance({ lease_until: ago(MINUTE), started_at: ago(11 * MINUTE) });
      const left = await instance({ ...stopped(MINUTE), started_at: ago(12 * MINUTE) });
      await instance(stopped(2 * DAY));
      await instance({ application: 'other' });
      await rows.job('sync');
      await rows.live('sync', now, { instance_id: alive });
      await rows.live('sync', now, { instance_id: alive, status: 'pending' });
      const { items } = await insight.getInstances();
      expect(items.map(({ id, state }) => [id, state])).toEqual([
        [alive, 'alive'],
        [drains, 'draining'],
        [crashed, 'dead'],
        [unswept, 'dead'],
        [left, 'stopped'],
      ]);
      expect(items[0]).toMatchObject({
        host: 'web-1',
        clockOffsetMs: 12,
        eventLoopDelayMs: 30,
        labels: ['gpu'],
        running: 1,
        endedAt: null,
      });
      expect(items[1].drainingSince).toEqual(ago(MINUTE));
      expect(items.slice(2).map(({ endedAt }) => endedAt)).toEqual([
        ago(5 * MINUTE),
        ago(MINUTE),
        ago(MINUTE),
      ]);
    });

    it('says which definitions living instances run, which jobs each lacks, and whose are in force', async () => {
      const [shared, added] = [await rows.job('shared'), await rows.job('added')];
      const before = await generation('1.0.0', ago(DAY), [shared]);
      const after = await generation('1.1.0', ago(MINUTE), [shared, added]);
      await generation('0.9.0', ago(9 * DAY), [shared]);
      await rows.raw.query('update tracked_cron.cron_jobs set generation_id = $1', [after]);
      await instance({ generation_id: before });
      await instance({ generation_id: after });
      await instance({ generation_id: after });
      expect((await insight.getInstances()).generations).toEqual([
        { id: after, release: '1.1.0', beganAt: ago(MINUTE), instances: 2, jobs: 2, decides: 2, lacks: [] },
        {
          id: before,
          release: '1.0.0',
          beganAt: ago(DAY),
          instances: 1,
          jobs: 1,
          decides: 0,
          lacks: ['added'],
        },
      ]);
    });
  });

  describe('a diagnosis', () => {
    const healthy = async () => {
      await instance();
      await rows.job('sync', { last_slot_at: ago(MINUTE) });
    };

    it('finds nothing wrong where all is well, on this server and with these rights', async () => {
      await healthy();
      const { items, passed } = await insight.getDiagnosis(null);
      expect(items).toEqual([]);
      expect(passed.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/^PostgreSQL 1\d\.\d+, schema "tracked_cron"\.$/),
      );
    });

    it('reads from the tables what the rules go by', async () => {
      await instance({ executes: false, clock_offset_ms: 4_000 });
      await rows.job('sync', { last_slot_at: ago(60 * MINUTE) });
      await rows.live('sync', now, { status: 'pending', available_at: ago(5 * MINUTE) });
      await rows.job('other', { last_slot_at: ago(60 * MINUTE) });
      const found = (await insight.getDiagnosis(null)).items;
      expect(found.map(({ code }) => code)).toEqual([
        'NOBODY_EXECUTES',
        'JOBS_LATE',
        'CLOCK_OFFSET',
        'EXECUTIONS_WAIT',
      ]);
      expect(found[1].message).toMatch(/: other\.$/);
    });

    it('misses a right that was taken from the role', async () => {
      await healthy();
      const { current_user: role } = (
        await rows.raw.query<{ current_user: string }>('select current_user')
      )[0];
      const reader = `r_${new URL(rows.raw.url).pathname.slice(3)}`;
      await rows.raw.query(`create role ${reader}; grant usage on schema tracked_cron to ${reader};
        grant select on all tables in schema tracked_cron to ${reader}`);
      const connection = rows.database.dataSource;
      try {
        await rows.raw.query(
          `alter role ${role} in database ${new URL(rows.raw.url).pathname.slice(1)} set role = ${reader}`,
        );
        await connection.destroy();
        await connection.initialize();
        const found = (await insight.getDiagnosis(null)).items.find(({ code }) => code === 'RIGHTS_MISSING');
        expect(found?.message).toMatch(/^This role lacks rights: insert on cron_jobs, .* more\.$/);
      } finally {
        await rows.raw.query(
          `alter role ${role} in database ${new URL(rows.raw.url).pathname.slice(1)} reset role`,
        );
        await connection.destroy();
        await connection.initialize();
        await rows.raw.query(`drop owned by ${reader}; drop role ${reader}`);
      }
    });

    it('says so where the database fails, instead of failing with it', async () => {
      const { items } = await insight.getDiagnosis('The database could not be reached yet.');
      expect(items).toMatchObject([
        {
          code: 'DATABASE_UNREACHABLE',
          message: "The database can't be asked (The database could not be reached yet.).",
        },
      ]);
      await rows.raw.query('alter table tracked_cron.cron_instances rename to hidden');
      const failed = (await insight.getDiagnosis(null)).items;
      await rows.raw.query('alter table tracked_cron.hidden rename to cron_instances');
      expect(failed).toMatchObject([
        { code: 'DATABASE_UNREACHABLE', message: expect.stringContaining('cron_instances') },
      ]);
    });
  });

  describe('storage', () => {
    it('adds partitions up by table, dates the oldest row, and says when what may go', async () => {
      await rows.job('sync');
      await rows.ended('sync', now - DAY, 'completed');
      await rows.raw.query('analyze tracked_cron.cron_jobs');
      const report = await insight.getStorage();
      const table = (name: string) => report.tables.find((one) => one.table === name)!;
      const short = table('cron_job_executions_short');
      expect(short.oldestAt).toEqual(ago(DAY));
      expect(short.keepMs).toBe(90 * DAY);
      expect(short.partitions.length).toBeGreaterThan(2);
      expect(short.bytes).toBe(short.partitions.reduce((sum, { bytes }) => sum + bytes, 0));
      expect(short.nextDropAt).toEqual(new Date(short.partitions[0].to.getTime() + 90 * DAY));
      expect(short.bytesADay).toBeGreaterThan(0);
      expect(table('cron_jobs')).toMatchObject({ estimatedRows: 1, partitions: [], nextDropAt: null });
      expect(table('cron_job_log_chunks')).toMatchObject({
        oldestAt: null,
        bytesADay: null,
        keepMs: 30 * DAY,
      });
      expect(report.bytes).toBe(report.tables.reduce((sum, { bytes }) => sum + bytes, 0));
      const [{ size }] = await rows.raw.query<{ size: number }>(
        `select sum(pg_total_relation_size(c.oid))::int as size from pg_class c
         where relnamespace = 'tracked_cron'::regnamespace and relkind = 'r'`,
      );
      expect(report.bytes).toBe(size);
    });

    it('goes by what every application that shares the tables wants kept', async () => {
      await rows.insert('cron_retention', [
        { ...rows.scope, kind: 'completed', keep_ms: 7 * DAY },
        { ...rows.scope, application: 'other', kind: 'completed', keep_ms: 200 * DAY },
      ]);
      expect((await insight.getStorage()).retention.completed).toBe(200 * DAY);
      await rows.raw.query('truncate tracked_cron.cron_retention');
    });
  });

  describe('the scaling signal', () => {
    it('counts what runs, what waits for somebody, and jobs about to come due', async () => {
      await instance();
      await instance({ executes: false });
      await rows.job('busy', { last_slot_at: ago(0) });
      await rows.live('busy', now);
      await rows.live('busy', now, { status: 'zombie' });
      await rows.live('busy', now, { status: 'pending', available_at: ago(MINUTE) });
      await rows.live('busy', now, { status: 'pending', available_at: ago(-60 * MINUTE) });
      await rows.live('busy', now, { status: 'pending', holds_lane: false, available_at: ago(MINUTE) });
      const soon = { last_slot_at: ago(0), schedule: '* * * * * *' };
      await rows.job('soon', soon);
      await rows.job('paused', { ...soon, paused_at: ago(MINUTE) });
      await rows.job('everywhere', { ...soon, options: { scope: 'instance' } });
      await rows.job('yearly', { last_slot_at: ago(0), schedule: '0 0 1 1 *' });
      const signal = await insight.getScaling({ perWorker: 2 });
      expect(signal).toMatchObject({ desiredWorkers: 2, running: 2, waiting: 1, dueSoon: 1, workers: 1 });
      expect((await insight.getScaling()).desiredWorkers).toBe(1);
    });

    it('counts within some jobs alone', async () => {
      await instance();
      const soon = { last_slot_at: ago(0), schedule: '* * * * * *' };
      await rows.job('own', { ...soon, job_group: 'feeds', tags: ['live'] });
      await rows.job('own-busy', { job_group: 'feeds', tags: ['live'] });
      await rows.job('other', { ...soon, job_group: 'money' });
      for (const name of ['own-busy', 'other', 'other']) await rows.live(name, now);
      const within = { groups: ['feeds'], tags: ['live'] };
      expect(await insight.getScaling({ within })).toMatchObject({ running: 1, dueSoon: 1, workers: 1 });
      expect(await insight.getScaling({ within: { jobs: [] } })).toMatchObject({ desiredWorkers: 0 });
    });

    it('wants somebody as long as a job is ever due, and nobody where none is', async () => {
      expect((await insight.getScaling()).desiredWorkers).toBe(0);
      await rows.job('yearly', { last_slot_at: ago(0), schedule: '0 0 1 1 *' });
      expect(await insight.getScaling()).toMatchObject({ desiredWorkers: 1, dueSoon: 0 });
      await expect(insight.getScaling({ perWorker: 0 })).rejects.toMatchObject({ code: 'INVALID_QUERY' });
    });
  });

  describe('marks', () => {
    it('tells deployments, instances, jobs, holds and edits of a stretch, the newest first', async () => {
      await instance({ ...stopped(50 * MINUTE), started_at: ago(2 * DAY), host: 'old' });
      const next = await instance({ release: '1.1.0', started_at: ago(52 * MINUTE) });
      await draining(next, 10 * MINUTE);
      const crashed = {
        stopped_at: ago(20 * MINUTE),
        renewed_at: ago(21 * MINUTE),
        lease_until: ago(20 * MINUTE),
      };
      await instance({ ...crashed, release: '1.1.0', started_at: ago(51 * MINUTE), host: 'second' });
      await rows.job('sync', {
        created_at: ago(40 * MINUTE),
        removed_at: ago(5 * MINUTE),
        job_group: 'feeds',
      });
      await rows.insert('cron_holds', [
        {
          id: rows.newId(),
          ...rows.scope,
          kind: 'freeze',
          job_name: null,
          job_group: 'feeds',
          held_at: ago(30 * MINUTE),
          held_by: 'ann',
          reason: 'stocktaking',
          ended_at: ago(25 * MINUTE),
          ended_by: 'bob',
        },
        {
          id: rows.newId(),
          ...rows.scope,
          kind: 'pause',
          job_name: 'other',
          job_group: null,
          held_at: ago(29 * MINUTE),
          held_until: ago(-DAY),
        },
      ]);
      const { items, completeFrom } = await insight.getMarks({
        from: ago(60 * MINUTE),
        to: ago(-60 * MINUTE),
      });
      expect(items.map(({ kind, jobName, group, by }) => [kind, jobName ?? group, by])).toEqual([
        ['job_removed', 'sync', null],
        ['instance_draining', null, null],
        ['instance_died', null, null],
        ['unfrozen', 'feeds', 'bob'],
        ['paused', 'other', null],
        ['frozen', 'feeds', 'ann'],
        ['job_added', 'sync', null],
        ['instance_stopped', null, null],
        ['instance_started', null, null],
        ['deployment', null, null],
        ['instance_started', null, null],
      ]);
      expect(items.at(-2)).toMatchObject({ release: '1.1.0', instanceId: next });
      expect(items.at(-2)!.text).toBe('Release 1.1.0 was deployed, after 1.0.0.');
      expect(completeFrom).toEqual(ago(60 * MINUTE));
      const ofJob = await insight.getMarks({ from: ago(60 * MINUTE), to: ago(0), jobName: 'sync' });
      expect(ofJob.items.map(({ kind }) => kind)).not.toContain('paused');
      expect(ofJob.items).toHaveLength(10);
      const stretch = { from: ago(60 * MINUTE), to: ago(0) };
      expect((await insight.getMarks({ ...stretch, within: { groups: ['feeds'] } })).items).toEqual(
        ofJob.items,
      );
      expect((await insight.getMarks({ ...stretch, within: { groups: ['none'] } })).items).toEqual([]);
    });

    it('answers the newest where there are too many, and from when on none is missing', async () => {
      for (let minute = 1; minute <= 4; minute++)
        await rows.job(`job${minute}`, { created_at: ago(minute * MINUTE) });
      const query = { from: ago(60 * MINUTE), to: ago(0), limit: 3 };
      const first = await insight.getMarks(query);
      expect(first.items.map(({ jobName }) => jobName)).toEqual(['job1', 'job2', 'job3']);
      const next = await insight.getMarks({ ...query, to: first.completeFrom });
      expect(next).toMatchObject({ items: [{ jobName: 'job4' }], completeFrom: query.from });
    });

    it.each([
      [{ from: ago(0), to: ago(MINUTE) }, /`to` must come after/],
      [{ from: ago(500 * DAY), to: ago(0) }, /at most 400 days/],
      [{ from: ago(DAY), to: ago(0), limit: 0 }, /from 1 to 1000/],
    ])('refuses %j', async (query, message) => {
      await expect(insight.getMarks(query)).rejects.toMatchObject({ code: 'INVALID_QUERY', message });
    });
  });

  it('never tells one application or environment of another', async () => {
    await rows.job('sync', { last_slot_at: ago(60 * MINUTE) });
    await instance();
    await rows.live('sync', now);
    const { database } = rows;
    const scope = { application: 'shop', environment: 'staging' };
    const partitions = new PartitionKeeper(database, clock);
    const staging = new Insight(database, scope, clock, partitions, null, null);
    expect((await staging.getInstances()).items).toEqual([]);
    expect((await staging.getDiagnosis(null)).items).toEqual([]);
    expect(await staging.getScaling()).toMatchObject({ desiredWorkers: 0, running: 0, workers: 0 });
    expect((await staging.getMarks({ from: ago(DAY), to: ago(0) })).items).toEqual([]);
  });
});
