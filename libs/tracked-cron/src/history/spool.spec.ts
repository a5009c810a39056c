import { chmod, mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import { PostgresProxy } from '../../../../test/support/postgres-proxy.js';
import { resolveDatabaseOptions } from '../database/database.options.js';
import { UuidV7Generator } from '../id-generator.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import type { ExecutionEnd } from './execution-end.js';
import { Journal } from './journal.js';
import { readSpool } from './read-spool.js';
import { Recorder } from './recorder.js';
import { Spool } from './spool.js';
import { SpoolAdoption } from './spool-adoption.js';
import type { OpenFile } from './spool-file.js';
import type { SpoolRecord } from './spool-line.js';
import { UnclaimedExecutionRepository } from './unclaimed-execution.repository.js';

const clock = new VirtualClock();
const end = (id: string, status: 'completed' | 'failed' = 'completed', epoch = 1): ExecutionEnd => ({
  id,
  epoch,
  status,
  reason: null,
  attempt: 1,
  startedAt: 1_000,
  completedAt: 2_000,
  durationMs: 1_000,
  error: null,
  result: null,
  metadata: null,
});

let folder: string;
beforeEach(async () => void (folder = join(await mkdtemp(join(tmpdir(), 'spool-')), 'own')));
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const settings = (url = 'postgres://localhost/shop', maxBytes = 2 ** 20) => ({
  spool: { folder, maxBytes },
  application: 'shop',
  environment: 'test',
  database: resolveDatabaseOptions({ url }),
});
const spool = (maxBytes?: number, openFile?: OpenFile, url?: string) =>
  new Spool(settings(url, maxBytes), clock, { id: '00000000-0000-7000-8000-000000000000' }, openFile);
const files = () => readdir(folder).catch(() => [] as string[]);

async function onDisk(): Promise<string[]> {
  const ids: string[] = [];
  for (const file of await files()) {
    for await (const one of readSpool(join(folder, file))) if ('record' in one) ids.push(one.record.end.id);
  }
  return ids;
}

describe('Spool', () => {
  const keep = async (one: Spool, ...records: SpoolRecord[]) => {
    one.keep(records);
    await one.idle();
  };

  it('keeps what it is given once, for this user alone, until it is settled, and then leaves nothing', async () => {
    const one = spool();
    expect(await files()).toEqual([]);
    await keep(one, { end: end('a') }, { end: end('b') });
    await keep(one, { end: end('b') }, { end: end('c') });
    expect(await onDisk()).toEqual(['a', 'b', 'c']);
    const [file] = await files();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
    one.settled([end('a'), end('b')]);
    await one.idle();
    expect(one.size).toBe(1);
    one.settled([end('c')]);
    await one.idle();
    expect(await files()).toEqual([]);
    await keep(one, { end: end('d') });
    expect(await onDisk()).toEqual(['d']);
  });

  it('gives up the oldest successes first when it is full, stays within its bound, and counts them', async () => {
    const one = spool(64 * 1_024);
    const all = Array.from({ length: 600 }, (_, n) => ({
      end: end(`e${n}`, n % 3 === 0 ? 'failed' : 'completed'),
    }));
    for (const record of all) await keep(one, record);
    const left = await onDisk();
    const [file] = await files();
    expect((await stat(join(folder, file))).size).toBeLessThanOrEqual(64 * 1_024);
    expect(all.filter(({ end }) => end.status === 'failed' && !left.includes(end.id))).toEqual([]);
    expect(left).toContain('e599');
    expect(left).not.toContain('e1');
    expect(one.unsafe).toBe(600 - left.length);
    expect(one.size).toBe(left.length);
  });

  it('goes on in memory when the disk is full, and has everything on disk once there is room', async () => {
    let full = true;
    const one = spool(undefined, (path, flags, mode) =>
      full ? open('/dev/full', 'a') : open(path, flags, mode),
    );
    await keep(one, { end: end('a') }, { end: end('b') });
    expect(one.unsafe).toBe(2);
    expect(one.size).toBe(0);
    full = false;
    await keep(one, { end: end('a') }, { end: end('b') });
    expect(one.unsafe).toBe(0);
    expect(await onDisk()).toEqual(['a', 'b']);
  });

  it('goes on in memory where nothing can be written, or where others could write too', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const one = spool();
    await keep(one, { end: end('a') });
    expect(one.unsafe).toBe(1);
    await rm(folder);
    await keep(one, { end: end('a') });
    expect(one.unsafe).toBe(0);
    await chmod(folder, 0o777);
    const other = spool();
    await keep(other, { end: end('b') });
    expect(other.unsafe).toBe(1);
  });

  it('writes on in a new file when another process has taken its file away', async () => {
    const one = spool();
    await keep(one, { end: end('a') });
    const [file] = await files();
    await rename(join(folder, file), join(folder, '..', 'taken'));
    await keep(one, { end: end('b') });
    expect(await onDisk()).toEqual(['b']);
  });

  it('hands on what memory had no room for', async () => {
    const one = spool();
    await keep(one, { end: end('a') }, { end: end('b') });
    expect(one.spill(end('a'))).toBe(true);
    expect(one.spill(end('never seen'))).toBe(false);
    const written: string[] = [];
    await one.unspill(async (records) => void written.push(...records.map(({ end }) => end.id)));
    expect(written).toEqual(['a']);
    expect(one.size).toBe(1);
  });
});

describe('ends that the database did not take', () => {
  let cluster: Cluster;
  let proxy: PostgresProxy;
  let member: Member;

  beforeEach(async () => {
    cluster = await Cluster.open();
    proxy = await PostgresProxy.before(cluster.raw.url);
    member = await cluster.member({ url: proxy.url });
  });
  afterEach(async () => {
    await cluster.close();
    await proxy.close();
  });

  const running = async (count: number) => {
    const job = await member.define('job', '* * * * * *', { overlap: 'allow', misfire: 'all' });
    member.clock.advance(count * 1_000);
    await member.claim(job);
    return member.engine.started.splice(0);
  };
  const history = () =>
    cluster.query<{ id: string; status: string }>(
      'select id, status from tracked_cron.cron_job_executions order by id',
    );
  const adoption = (url = proxy.url) => {
    const { database, clock, partitions, instances } = member;
    const journal = new Journal(database, clock, partitions);
    const scope = { application: 'shop', environment: 'test' };
    const recorder = new Recorder(database, scope, clock, partitions, journal, member.identity);
    return new SpoolAdoption(settings(url), database, clock, partitions, recorder, instances);
  };
  /** As if the process that wrote it had died. */
  const orphan = async () => {
    for (const file of await files()) {
      await rename(join(folder, file), join(folder, file.replace(/~\d+~[^~]+~/, '~4194304~1~')));
    }
  };

  it('are on disk while it is away, and no longer when it is back', async () => {
    const own = spool(undefined, undefined, proxy.url);
    const journal = new Journal(member.database, member.clock, member.partitions, own);
    const [first, ...all] = await running(20);
    expect(await journal.end(end(first.id))).toBe(true);
    expect(await files()).toEqual([]);
    await proxy.refuse();
    const ends = all.map(({ id }) => journal.end(end(id)));
    await eventually(async () => (await onDisk()).length === 19);
    await proxy.accept();
    await eventually(() => (member.clock.advance(5_000), journal.backlog === 0));
    await Promise.all(ends);
    await own.idle();
    expect(await files()).toEqual([]);
    expect(await history()).toHaveLength(20);
  });

  it('are on disk when it only hangs', async () => {
    const own = spool(undefined, undefined, proxy.url);
    const journal = new Journal(member.database, member.clock, member.partitions, own);
    const all = await running(3);
    proxy.swallow();
    for (const { id } of all) journal.end(end(id)).catch(() => {});
    await eventually(async () => (member.clock.advance(1_000), (await onDisk()).length === 3));
    journal.stop();
    proxy.cut();
  });

  it('are adopted once the process is gone: each is recorded once, what was swept is refused, torn lines are none', async () => {
    const all = await running(10);
    const own = spool(undefined, undefined, proxy.url);
    own.keep(all.map(({ id }) => ({ end: end(id) })));
    await own.close();
    await cluster.query('update tracked_cron.cron_job_live set epoch = 2 where id = $1', [all[0].id]);
    await adoption().runOnce();
    expect(await history()).toEqual([]); // its process lives

    await orphan();
    const [file] = await files();
    await writeFile(join(folder, file), 'deadbeef {"end":{"id"', { flag: 'a' });
    await Promise.all([adoption().runOnce(), adoption().runOnce()]);
    expect((await history()).map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id));
    expect(await files()).toEqual([]);
  });

  it('are left to others that they belong to, and to a process of another machine that lives', async () => {
    const [one] = await running(1);
    const foreign = spool(undefined, undefined, 'postgres://localhost/elsewhere');
    foreign.keep([{ end: end(one.id) }]);
    await foreign.close();
    await orphan();
    const living = new Spool(settings(proxy.url), clock, member.identity);
    living.keep([{ end: end(one.id) }]);
    await living.close();
    const [away] = (await files()).filter((file) => !file.includes('~4194304~'));
    const path = join(folder, `elsewhere${away.slice(away.indexOf('~'))}`);
    await rename(join(folder, away), path);
    expect(await adoption().runOnce()).toBe(true);
    expect(await history()).toEqual([]);
    await cluster.query(
      "update tracked_cron.cron_instances set lease_until = now() - interval '2 min' where id = $1",
      [member.identity.id],
    );
    await adoption().runOnce();
    expect(await history()).toMatchObject([{ id: one.id, status: 'completed' }]);
    expect(await files()).toHaveLength(1);
  });

  it('are adopted with their births where those could not be written either, each once, whoever had written a part', async () => {
    const job = await member.define('everywhere', '* * * * * *', { scope: 'instance', overlap: 'allow' });
    const ids = Array.from({ length: 3 }, () => new UuidV7Generator().next(START));
    const wholes = ids.map((id, nth) => ({
      birth: {
        id,
        jobName: 'everywhere',
        trigger: 'schedule' as const,
        triggeredBy: null,
        scheduledAt: START + nth * 1_000,
        startedAt: START + nth * 1_000,
        nextSlotAt: null,
        decidedUntil: START + nth * 1_000,
        instanceId: member.identity.id,
        release: null,
        metadata: null,
      },
      end: end(id),
    }));
    const own = spool(undefined, undefined, proxy.url);
    own.keep(wholes);
    await own.close();
    await orphan();
    // its process had come further than it knew: one birth, and one whole execution, stand there already
    const unclaimed = new UnclaimedExecutionRepository(member.database, {
      application: 'shop',
      environment: 'test',
    });
    await unclaimed.writeBirths([wholes[0].birth]);
    await unclaimed.writeWholes([wholes[1]]);

    const next = adoption();
    await next.writeEnds();
    // before its jobs are registered nobody can write them
    expect(await history()).toHaveLength(1);
    expect(await onDisk()).toHaveLength(3);
    await next.runOnce();
    expect((await history()).map(({ id }) => id)).toEqual(ids.toSorted());
    expect(await cluster.query('select id from tracked_cron.cron_job_live')).toEqual([]);
    expect(await files()).toEqual([]);
    const [{ at }] = await cluster.query<{ at: Date }>(
      'select last_slot_at as at from tracked_cron.cron_jobs where id = $1',
      [job.id],
    );
    expect(at.getTime()).toBe(START + 2_000);
  });

  it('are adopted as what they are where another attempt follows: it waits, also when they are adopted again', async () => {
    const [{ id }, other] = await running(2);
    const failed: ExecutionEnd = {
      ...end(id, 'failed'),
      retry: { at: member.clock.now() + 60_000, failure: 'transient' },
    };
    for (let time = 0; time < 2; time++) {
      const own = spool(undefined, undefined, proxy.url);
      own.keep([{ end: failed }, { end: end(other.id) }]);
      await own.close();
      await orphan();
      await adoption().runOnce();
      expect(await files()).toEqual([]);
    }
    expect(await history()).toEqual([{ id: other.id, status: 'completed' }]);
    expect(
      await cluster.query('select id, status, attempt, instance_id from tracked_cron.cron_job_live'),
    ).toEqual([{ id, status: 'pending', attempt: 2, instance_id: null }]);
    expect(
      await cluster.query('select execution_id, attempt, failure from tracked_cron.cron_job_attempts'),
    ).toEqual([{ execution_id: id, attempt: 1, failure: 'transient' }]);
  });

  it('stay on disk when the database goes away again while they are adopted', async () => {
    const all = await running(5);
    const own = spool(undefined, undefined, proxy.url);
    own.keep(all.map(({ id }) => ({ end: end(id) })));
    await own.close();
    await orphan();
    await proxy.refuse();
    const next = adoption();
    await expect(next.writeEnds()).rejects.toThrow();
    expect(await onDisk()).toHaveLength(5);
    await proxy.accept();
    await next.writeEnds();
    await next.runOnce();
    expect(await history()).toHaveLength(5);
    expect(await files()).toEqual([]);
  });
});
