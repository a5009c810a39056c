import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { CronContext, CronJobManager, TrackedCron, type JobName } from 'nestjs-tracked-cron';
import { TrackedCronTester, TrackedCronTestingModule } from 'nestjs-tracked-cron/testing';

const MINUTE = 60_000;

@Injectable()
class Jobs {
  readonly slots: number[] = [];
  hold: Promise<void> | undefined;

  @TrackedCron('* * * * *', { name: 'import', group: 'feeds', tags: ['hourly'], owner: 'ada' })
  async import(): Promise<void> {
    this.slots.push(CronContext.current()!.slot?.getTime() ?? -1);
    await this.hold;
  }

  @TrackedCron('@never', { name: 'by-hand', group: 'feeds' })
  byHand(): void {}

  @TrackedCron('0 0 * * *', { name: 'nightly', owner: 'ada' })
  nightly(): void {}
}

describe('steering jobs in memory', () => {
  let app: TestingModule;
  let manager: CronJobManager;
  let tester: TrackedCronTester;
  const IMPORT = 'import' as JobName;

  beforeEach(async () => {
    app = await Test.createTestingModule({
      imports: [TrackedCronTestingModule.forRoot({ now: '2026-03-02T12:00:00Z', timeZone: 'UTC' })],
      providers: [Jobs],
    }).compile();
    await app.init();
    manager = app.get(CronJobManager);
    tester = TrackedCronTester.of(app);
  });
  afterEach(() => app.close());

  const minutes = () =>
    app.get(Jobs).slots.map((slot) => (slot - Date.parse('2026-03-02T12:00:00Z')) / MINUTE);

  it('overrides a schedule, for as long as somebody said', async () => {
    await tester.advanceBy('1m');
    const until = new Date('2026-03-02T12:11:00Z');
    const { version } = await manager.configure(IMPORT, { schedule: '*/5 * * * *' }, { until, by: 'ada' });
    await expect(manager.configure(IMPORT, { timeout: 1 }, { ifVersion: version - 1 })).rejects.toMatchObject(
      { code: 'VERSION_CONFLICT' },
    );
    await tester.advanceBy('9m');
    expect(minutes()).toEqual([1, 5, 10]);
    expect((await manager.getJob(IMPORT)).override?.fields.schedule).toMatchObject({ by: 'ada', until });
    await tester.advanceBy('3m');
    expect(minutes()).toEqual([1, 5, 10, 12, 13]);
    expect((await manager.getJob(IMPORT)).override).toBeNull();
  });

  it('switches a job off, whose slots are counted, and shown in its ledger', async () => {
    await manager.configure(IMPORT, { enabled: false });
    await tester.advanceBy('3m');
    await manager.configure(IMPORT, { enabled: null });
    await tester.advanceBy('1m');
    expect(minutes()).toEqual([4]);
    const { items } = await manager.getSlots(IMPORT, { to: new Date('2026-03-02T12:05:00Z') });
    expect(items).toMatchObject([
      { count: 3, outcome: 'skipped', reason: 'disabled' },
      { count: 1, outcome: 'completed' },
      { outcome: 'due', slot: new Date('2026-03-02T12:05:00Z') },
    ]);
  });

  it('does the same to many jobs, only to as many as are meant', async () => {
    const filter = { group: 'feeds' };
    await expect(manager.bulk({ action: 'pause', filter, expectedCount: 3 })).rejects.toMatchObject({
      code: 'COUNT_MISMATCH',
      details: { count: 2, jobNames: ['by-hand', 'import'] },
    });
    expect((await manager.getStatus(IMPORT)).paused).toBeNull();
    const paused = await manager.bulk({
      action: 'pause',
      filter,
      expectedCount: 2,
      by: 'ada',
      reason: 'move',
    });
    expect(paused).toMatchObject({ done: 2, refused: 0 });
    expect((await manager.getStatus(IMPORT)).paused).toMatchObject({ by: 'ada', reason: 'move' });
    const resumed = await manager.bulk({
      action: 'resume',
      filter: { owner: 'ada', health: 'paused' },
      expectedCount: 1,
    });
    expect(resumed.items.map(({ jobName }) => jobName)).toEqual(['import']);
    for (const wrong of [{ filter: {} }, {}, { filter, jobNames: [] }, { filter, action: 'delete' }]) {
      const order = { action: 'pause', expectedCount: 2, ...wrong } as never;
      await expect(manager.bulk(order)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    }
  });

  it('tells of each job what became of it', async () => {
    const jobNames = ['by-hand', 'import', 'nightly', 'unheard-of'];
    const skipped = await manager.bulk({
      action: 'skip-next',
      jobNames,
      expectedCount: 4,
      allows: (jobName) => jobName !== 'nightly',
    });
    expect(skipped.items).toMatchObject([
      { jobName: 'by-hand', outcome: 'refused', code: 'NO_SLOT' },
      { jobName: 'import', outcome: 'done', slot: new Date('2026-03-02T12:01:00Z') },
      { jobName: 'nightly', outcome: 'refused', code: 'FORBIDDEN' },
      { jobName: 'unheard-of', outcome: 'refused', code: 'UNKNOWN_JOB' },
    ]);
    const started = await manager.bulk({ action: 'trigger', jobNames: ['by-hand'], expectedCount: 1 });
    expect(await manager.getExecution(started.items[0].executionId!)).toMatchObject({ trigger: 'manual' });
  });

  it('means within some jobs no others, by filter or by name', async () => {
    const within = { owners: ['ada'] };
    const filter = { group: 'feeds' };
    await expect(manager.bulk({ action: 'pause', filter, expectedCount: 2, within })).rejects.toMatchObject({
      code: 'COUNT_MISMATCH',
      details: { count: 1, jobNames: ['import'] },
    });
    const jobNames = ['by-hand', 'by-hant', 'import'];
    const { items } = await manager.bulk({ action: 'pause', jobNames, expectedCount: 3, within });
    const unknown = { outcome: 'refused', code: 'UNKNOWN_JOB' };
    expect(items).toMatchObject([
      { ...unknown, detail: 'There is no job "by-hand".' },
      { ...unknown, detail: 'There is no job "by-hant".' },
      { jobName: 'import', outcome: 'done' },
    ]);
    expect((await manager.getStatus('by-hand' as JobName)).paused).toBeNull();
    await manager.resume(IMPORT);
  });

  it('starts a job beside what is in flight, where that is asked for', async () => {
    let finish = () => {};
    app.get(Jobs).hold = new Promise((resolve) => (finish = resolve));
    await manager.triggerManually(IMPORT);
    await expect(manager.triggerManually(IMPORT)).rejects.toMatchObject({ code: 'JOB_IN_FLIGHT' });
    expect(await manager.triggerManually(IMPORT, { overlap: 'allow' })).toMatchObject({ status: 'running' });
    finish();
  });
});
