import { jest } from '@jest/globals';
import { Injectable, Logger } from '@nestjs/common';
import { SchedulerRegistry, ScheduleModule } from '@nestjs/schedule';
import { TrackedCron, type AuditPage } from 'nestjs-tracked-cron';
import { eventually } from '../../../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../../test/support/test-instance.js';
import { RetentionRepository } from '../../history/retention.repository.js';
import { DEFAULT_RETENTION } from '../../history/resolve-retention.js';
import { CronDatabase } from '../../database/cron-database.js';

const ANN = { by: 'ann', reason: 'feed moves', requestId: 'r-1' };
const DAY = 24 * 3_600_000;

@Injectable()
class Jobs {
  readonly held: (() => void)[] = [];

  @TrackedCron('* * * * *', { name: 'plain' })
  plain(): void {}

  @TrackedCron('@never', { name: 'long', overlap: 'skip' })
  long(): Promise<void> {
    return new Promise((resolve) => this.held.push(resolve));
  }
}

describe('the audit log', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      imports: [ScheduleModule.forRoot()],
      providers: [Jobs],
    });
  });
  afterAll(async () => {
    for (const finish of instance.app.get(Jobs).held) finish();
    await instance.close();
    await database.drop();
  });

  const entries = async (query = {}): Promise<AuditPage['items']> =>
    (await instance.manager.getAudit(query)).items;
  const newest = async () => (await entries({ limit: 1 }))[0];
  const rows = (more = '') =>
    database.query<Record<string, unknown>>(`select * from tracked_cron.cron_audit ${more} order by id`);

  it('has a pause with who, when, why, and what held before and after', async () => {
    const { manager } = instance;
    const until = new Date(instance.clock.now() + 3_600_000);
    await manager.pause('plain', { ...ANN, until });
    expect(await newest()).toEqual({
      id: expect.any(String),
      at: expect.any(Date),
      action: 'pause',
      outcome: 'done',
      code: null,
      jobName: 'plain',
      executionId: null,
      target: null,
      ...ANN,
      before: null,
      after: { until: until.toISOString() },
      application: 'test',
      environment: 'test',
    });
    await manager.pause('plain', { by: 'bob' });
    expect(await newest()).toMatchObject({
      by: 'bob',
      before: { until: until.toISOString(), by: 'ann', reason: 'feed moves' },
      after: { until: null },
    });
    await manager.resume('plain', ANN);
    expect(await newest()).toMatchObject({ action: 'resume', before: { by: 'bob', until: null } });
    await manager.resume('plain');
    expect(await newest()).toMatchObject({ action: 'resume', by: null, before: null });
  });

  it('has every other thing that people decide, with what it was done to', async () => {
    const { manager, clock } = instance;
    const { executionId } = await manager.triggerManually('long', ANN);
    expect(await newest()).toMatchObject({ action: 'trigger', jobName: 'long', executionId, ...ANN });
    await manager.cancel(executionId, ANN);
    expect(await newest()).toMatchObject({
      action: 'cancel',
      jobName: 'long',
      executionId,
      after: { status: 'cancelling' },
      ...ANN,
    });
    const slot = await manager.skipNext('plain', ANN);
    expect(await newest()).toMatchObject({ action: 'skip-next', after: { slot: slot.toISOString() } });
    await manager.freeze({ group: 'matches', ...ANN });
    expect(await newest()).toMatchObject({ action: 'freeze', target: 'matches', before: null });
    await manager.freeze({ group: 'matches', by: 'bob' });
    expect(await newest()).toMatchObject({ before: { group: 'matches', by: 'ann' } });
    await manager.unfreeze({ group: 'matches', ...ANN });
    expect(await newest()).toMatchObject({ action: 'unfreeze', target: 'matches', before: { by: 'bob' } });
    const to = new Date(clock.now() - 60_000);
    await manager.backfill('plain', to, to, ANN);
    const at = to.toISOString();
    expect(await newest()).toMatchObject({ action: 'backfill', after: { from: at, to: at, count: 1 } });
  });

  it('has what the host does by its SchedulerRegistry', async () => {
    const handle = instance.app.get(SchedulerRegistry).getCronJob('plain');
    await handle.fireOnTick();
    expect(await newest()).toMatchObject({ action: 'trigger', by: 'SchedulerRegistry' });
    void handle.stop();
    await eventually(newest, ({ action }) => action === 'hold');
    handle.start();
    await eventually(newest, ({ action }) => action === 'release');
  });

  it('has what was refused, with the code of the refusal', async () => {
    const { manager } = instance;
    await expect(manager.pause('nobody', ANN)).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
    expect(await newest()).toMatchObject({ jobName: 'nobody', outcome: 'refused', code: 'UNKNOWN_JOB' });
    await expect(manager.cancel('no id at all\0', ANN)).rejects.toMatchObject({ code: 'UNKNOWN_EXECUTION' });
    expect(await newest()).toMatchObject({
      action: 'cancel',
      executionId: null,
      target: 'no id at all\uFFFD',
      outcome: 'refused',
    });
  });

  it('keeps of a request no secret that can be told by its looks', async () => {
    await instance.manager.pause('plain', { by: 'ann', reason: 'password=hunter22' });
    await instance.manager.resume('plain');
    expect(JSON.stringify(await rows())).not.toContain('hunter22');
  });

  it('is read page by page, and filtered', async () => {
    const all = await entries({ limit: 200 });
    const walked = [];
    let cursor: string | undefined;
    do {
      const { items, page } = await instance.manager.getAudit({ limit: 3, ...(cursor && { cursor }) });
      walked.push(...items);
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(walked).toEqual(all);
    const of = (query: object) =>
      all.filter((entry) => Object.entries(query).every(([k, v]) => (entry as never)[k] === v));
    for (const query of [{ jobName: 'long' }, { by: 'bob' }, { action: 'freeze' }, { requestId: 'r-1' }]) {
      expect(of(query).length).toBeGreaterThan(0);
      expect(await entries({ ...query, limit: 200 })).toEqual(of(query));
    }
    const now = instance.clock.now();
    expect(await entries({ from: new Date(now - DAY), to: new Date(now + DAY), limit: 200 })).toEqual(all);
    expect(await entries({ to: new Date(now - DAY) })).toEqual([]);
    expect(await entries({ jobNames: ['long'] })).toEqual(of({ jobName: 'long' }));
    const { page } = await instance.manager.getAudit({ limit: 1 });
    await expect(instance.manager.getAudit({ by: 'ann', cursor: page.next! })).rejects.toMatchObject({
      code: 'INVALID_CURSOR',
    });
    await expect(instance.manager.getAudit({ limit: 201 })).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  });

  it.each([
    "update tracked_cron.cron_audit set done_by = 'somebody else'",
    'delete from tracked_cron.cron_audit',
    'truncate tracked_cron.cron_audit',
  ])('only grows, whoever writes %s', async (sql) => {
    await expect(database.query(sql)).rejects.toThrow(/only grows/);
  });

  it('loses what has been kept for long enough, and nothing of the last 90 days', async () => {
    const repository = new RetentionRepository(instance.app.get(CronDatabase));
    const before = (await rows()).length;
    await database.query(
      `insert into tracked_cron.cron_audit (id, application, environment, at, action, outcome)
       values ('01900000-0000-7000-8000-000000000001', 'test', 'test', '2024-06-10', 'pause', 'done')`,
    );
    const far = instance.clock.now() + 1_000 * DAY;
    expect(await repository.deleteOld(far, { ...DEFAULT_RETENTION, audit: null })).not.toHaveProperty(
      'cron_audit',
    );
    expect(await repository.deleteOld(far, DEFAULT_RETENTION)).toMatchObject({ cron_audit: 1 });
    expect(await rows()).toHaveLength(before);
  });

  it('keeps what can not be written into it from being done', async () => {
    await database.query('alter table tracked_cron.cron_audit rename to gone');
    try {
      await expect(instance.manager.pause('plain', ANN)).rejects.toThrow(/cron_audit/);
      expect((await instance.manager.getStatus('plain')).paused).toBeNull();
    } finally {
      await database.query('alter table tracked_cron.gone rename to cron_audit');
    }
  });

  it('says "asked" of what was done when its end could not be written, and so does the log', async () => {
    const said: string[] = [];
    const error = jest
      .spyOn(Logger.prototype, 'error')
      .mockImplementation((text) => void said.push(String(text)));
    await database.query(
      `alter table tracked_cron.cron_audit add constraint no_ends check (outcome = 'asked') not valid`,
    );
    try {
      await instance.manager.pause('plain', ANN);
    } finally {
      await database.query('alter table tracked_cron.cron_audit drop constraint no_ends');
      error.mockRestore();
    }
    expect((await instance.manager.getStatus('plain')).paused).toMatchObject({ by: 'ann' });
    expect(await newest()).toMatchObject({ action: 'pause', outcome: 'asked', after: { until: null } });
    expect(said).toEqual([expect.stringMatching(/"pause" \(done\) could not be written into the audit log/)]);
  });
});
