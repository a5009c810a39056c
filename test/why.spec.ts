import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { EvidenceLog } from '../libs/tracked-cron/src/cluster/evidence-log.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { PostgresProxy } from './support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

let release: (() => void) | undefined;

@Injectable()
class Jobs {
  @TrackedCron('* * * * *', { name: 'sync', group: 'stock', owner: 'shop', catchUpWindow: '1s' })
  async sync(@Execution() { signal }: CronContext): Promise<void> {
    if (!release) return;
    await new Promise<void>((resolve) => {
      release = resolve;
      signal.addEventListener('abort', () => resolve());
    });
  }

  @TrackedCron('30 3 * * *', { name: 'nightly', timeZone: 'Europe/Riga' })
  nightly(): void {}

  @TrackedCron('* * * * *', { name: 'render', runsOn: ['gpu'] })
  render(): void {}
}

describe('asking why', () => {
  let raw: TestDatabase;
  let proxy: PostgresProxy;
  let clock: VirtualClock;
  let instance: TestInstance;
  let start: number;

  beforeEach(async () => {
    release = undefined;
    raw = await createTestDatabase();
    proxy = await PostgresProxy.before(raw.url);
    start = aQuietMinute();
    clock = new VirtualClock(start);
    instance = await startInstance({ url: proxy.url, clock, providers: [Jobs] });
    await liveInVirtualTime();
  });
  afterEach(async () => {
    release?.();
    await instance.close();
    await proxy.close();
    await raw.drop();
  });

  const at = (minutes: number) => new Date(start + minutes * MINUTE);
  const why = (minutes: number, jobName = 'sync') => instance.manager.explain(jobName, at(minutes));
  /** The database's time stands nearly still beside the virtual one. */
  const liveInVirtualTime = () =>
    raw.query('update tracked_cron.cron_instances set started_at = $1 where stopped_at is null', [at(-60)]);
  /** Moves on by minutes, each of which is decided before the next one comes. */
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      const decided = instance.next('slots.claimed');
      clock.advance(MINUTE);
      await decided;
    }
  };
  const settled = (minutes: number) =>
    eventually(
      () => why(minutes),
      ({ outcome }) => outcome !== 'running',
    );

  it('of a slot that ran names its execution, when it started and how it ended', async () => {
    await pass(1);
    const answer = await settled(1);
    expect(answer).toMatchObject({ outcome: 'completed', cause: 'completed', slot: at(1) });
    const { items } = await instance.manager.getHistory({ jobName: 'sync' });
    expect(answer.evidence).toMatchObject([{ kind: 'execution', executionId: items[0].id }]);
    expect(answer.next.at).toEqual(at(2));
  });

  it('of a slot that was skipped names the execution that was in flight', async () => {
    release = () => {};
    await pass(2);
    const { items } = await instance.manager.getHistory({ jobName: 'sync', status: ['running'] });
    const answer = await why(2);
    expect(answer).toMatchObject({ outcome: 'skipped', cause: 'overlap' });
    expect(answer.sentence).toContain(items[0].id);
    expect(answer.evidence[0]).toMatchObject({ kind: 'execution', executionId: items[0].id });
  });

  it('of a pause and a freeze says who made them and why, also when they are over', async () => {
    await instance.manager.pause('sync', { by: 'Ann', reason: 'feed moves' });
    await pass(1);
    expect(await why(2)).toMatchObject({ outcome: 'upcoming', cause: 'paused' });
    await instance.manager.resume('sync');
    await instance.manager.freeze({ owner: 'somebody else', by: 'Eve' });
    await instance.manager.freeze({ owner: 'shop', by: 'Bob', reason: 'stocktaking' });
    await pass(1);
    await instance.manager.unfreeze({ owner: 'shop' });
    await pass(1);
    // holds are by the database's own clock
    await raw.query(
      `update tracked_cron.cron_holds set
         held_at = case kind when 'pause' then $1::timestamptz else $2 end - interval '10 s',
         ended_at = case kind when 'pause' then $1::timestamptz else $2 end + interval '10 s'`,
      [at(1), at(2)],
    );
    const [paused, frozen] = [await why(1), await why(2)];
    expect(paused).toMatchObject({ outcome: 'skipped', cause: 'paused' });
    expect(paused.sentence).toMatch(/paused by Ann \("feed moves"\)\.$/);
    expect(paused.evidence.map(({ kind }) => kind)).toEqual(['paused', 'slot_range']);
    expect(frozen).toMatchObject({ outcome: 'skipped', cause: 'frozen' });
    expect(frozen.sentence).toMatch(/by Bob \("stocktaking"\)\.$/);
    expect((await settled(3)).outcome).toBe('completed');
  });

  it('of a slot that somebody had asked to skip says who', async () => {
    await instance.manager.skipNext('sync', { by: 'Ann', reason: 'derby' });
    expect(await why(1)).toMatchObject({ outcome: 'upcoming', cause: 'skip_next' });
    await pass(1);
    const answer = await why(1);
    expect(answer).toMatchObject({ outcome: 'skipped', cause: 'skip_next' });
    expect(answer.sentence).toMatch(/by Ann \("derby"\)/);
  });

  it('of slots that came due while the database was away says so, once it is back', async () => {
    await pass(1);
    await proxy.refuse();
    const failed = instance.next('slots.claimed');
    clock.advance(MINUTE);
    expect(await failed).toMatchObject([{ failed: 1 }]);
    clock.advance(2 * MINUTE + 10_000);
    await proxy.accept();
    await eventually(
      () => {
        if (clock.now() < start + 4 * MINUTE + 50_000) clock.advance(250);
        return raw.query(
          "select 1 from tracked_cron.cron_job_executions where status = 'missed' and job_name = 'sync'",
        );
      },
      ({ length }) => length === 3,
    );
    for (const minute of [2, 3, 4]) {
      const answer = await why(minute);
      expect(answer).toMatchObject({ outcome: 'missed', cause: 'database_unreachable' });
      expect(answer.sentence).toBe(
        'It was missed: the database could not be reached, so that nobody could claim it.',
      );
    }
    const noted = await eventually(
      () =>
        raw.query("select detail from tracked_cron.cron_job_evidence where kind = 'database_unreachable'"),
      ({ length }) => length > 0,
    );
    expect(noted[0].detail).toMatchObject({
      error: expect.stringMatching(/ECONN|EPIPE|terminated/) as unknown,
    });
    expect((await why(3)).evidence[0].kind).toBe('database_unreachable');
  });

  it('of slots that passed while its event loop was blocked says so', async () => {
    await pass(1);
    const decided = instance.next('slots.missed');
    clock.advance(3.2 * MINUTE);
    // as the watch of the loop tells it, before anything else can happen
    instance.manager.events.emit('instance.loop-blocked', () => ({
      instanceId: '',
      blockedMs: 3.2 * MINUTE,
    }));
    await decided;
    const answer = await why(3);
    expect(answer).toMatchObject({ outcome: 'missed', cause: 'event_loop_blocked' });
    expect(answer.evidence[0]).toMatchObject({ kind: 'event_loop_blocked', from: at(1), to: at(4.2) });
  });

  it('of slots while nobody was there says who left, and who came: a deployment where the release is another', async () => {
    await pass(1);
    await settled(1);
    await instance.close();
    await raw.query(
      'update tracked_cron.cron_instances set stopped_at = $1, renewed_at = $1, lease_until = $1',
      [at(1.5)],
    );
    await raw.query("update tracked_cron.cron_instances set release = '1.0.0'");
    await raw.query("update tracked_cron.cron_job_evidence set began_at = $1 where kind = 'draining'", [
      at(1.4),
    ]);
    clock = new VirtualClock(start + 4.5 * MINUTE);
    instance = await startInstance({
      url: proxy.url,
      clock,
      providers: [Jobs],
      options: { release: '1.1.0' },
    });
    await raw.query('update tracked_cron.cron_instances set started_at = $1 where stopped_at is null', [
      at(4.4),
    ]);
    const decided = instance.next('slots.missed');
    clock.advance(1);
    await decided;
    const answer = await why(3);
    expect(answer).toMatchObject({ outcome: 'missed', cause: 'deployment' });
    expect(answer.sentence).toMatch(/release 1\.0\.0 had left and release 1\.1\.0 was not there yet/);
    expect(answer.evidence.filter(({ kind }) => kind === 'instance')).toHaveLength(2);
    expect(answer.next.text).toMatch(/^It is not caught up any more/);
  });

  it('of a job that no instance runs says what they lack', async () => {
    expect(await why(1, 'render')).toMatchObject({ outcome: 'upcoming', cause: 'no_capable_instance' });
    await pass(1);
    const answer = await why(1, 'render');
    expect(answer).toMatchObject({ outcome: 'undecided', cause: 'no_capable_instance' });
    expect(answer.evidence[0].text).toMatch(/runsOn asks for "gpu"/);
  });

  it('of an instant that is no slot names the nearest, and the change of the clocks near it', async () => {
    const answer = await instance.manager.explain('nightly', new Date('2026-03-29T01:30:00Z'));
    expect(answer).toMatchObject({ outcome: 'not_due', cause: 'clock_change', slot: null });
    expect(answer.nearest).toEqual({
      before: new Date('2026-03-29T01:00:00Z'),
      after: new Date('2026-03-30T00:30:00Z'),
    });
    expect((await why(0.5)).cause).toBe('not_due');
  });

  it('of a slot before its registration, and after its removal, says that nobody knew the job', async () => {
    expect((await why(-60)).cause).toBe('not_registered');
    await instance.manager.unregister('sync');
    await raw.query('update tracked_cron.cron_jobs set removed_at = $1 where removed_at is not null', [
      at(0.5),
    ]);
    expect(await why(1)).toMatchObject({ outcome: 'unrecorded', cause: 'removed' });
    await expect(why(1, 'nobody')).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
    await expect(instance.manager.explain('sync', new Date(NaN))).rejects.toMatchObject({
      code: 'INVALID_INSTANT',
    });
  });

  it('asks the database for evidence only where slots were missed', async () => {
    const log = instance.app.get(EvidenceLog);
    let asked = 0;
    const causes = log.causes.bind(log);
    log.causes = (...span) => {
      asked += 1;
      return causes(...span);
    };
    await pass(2);
    expect(asked).toBe(0);
    const decided = instance.next('slots.missed');
    clock.advance(3 * MINUTE);
    await decided;
    expect(asked).toBe(1);
  });
});
