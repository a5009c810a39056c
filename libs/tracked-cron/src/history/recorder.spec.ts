import { Logger } from '@nestjs/common';
import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { eventually } from '../../../../test/support/eventually.js';
import type { ExecutionBirth } from './execution-birth.js';
import type { ExecutionEnd } from './execution-end.js';
import { Journal } from './journal.js';
import { PartitionKeeper } from './partition-keeper.js';
import { Recorder } from './recorder.js';
import type { Spool } from './spool.js';

Logger.overrideLogger(false);

describe('the recorder', () => {
  let rows: ExecutionRows;
  let recorder: Recorder;
  let journal: Journal;
  let instance: { id: string };

  beforeAll(async () => {
    rows = await ExecutionRows.open();
  });
  afterAll(() => rows.close());
  beforeEach(async () => {
    await rows.clear();
    await rows.job('sync', { last_slot_at: new Date(ExecutionRows.NOW - 3_600_000) });
    const partitions = new PartitionKeeper(rows.database, rows.databaseClock);
    journal = new Journal(rows.database, rows.clock, partitions);
    instance = { id: rows.newId() };
    recorder = new Recorder(rows.database, rows.scope, rows.clock, partitions, journal, instance);
  });

  const birth = (id: string, more: Partial<ExecutionBirth> = {}): ExecutionBirth => ({
    id,
    jobName: 'sync',
    trigger: 'schedule',
    triggeredBy: null,
    scheduledAt: ExecutionRows.NOW,
    startedAt: ExecutionRows.NOW + 5,
    nextSlotAt: null,
    decidedUntil: ExecutionRows.NOW,
    instanceId: rows.newId(),
    release: null,
    metadata: null,
    ...more,
  });
  const end = (id: string, more: Partial<ExecutionEnd> = {}): ExecutionEnd => ({
    id,
    epoch: 1,
    status: 'completed',
    reason: null,
    attempt: 1,
    startedAt: ExecutionRows.NOW + 5,
    completedAt: ExecutionRows.NOW + 10,
    durationMs: 5,
    error: null,
    result: null,
    metadata: null,
    ...more,
  });
  const endIn = (given: ExecutionEnd) =>
    new Promise<boolean>((resolve, reject) =>
      recorder.take(given, {
        written: (_, accepted) => resolve(accepted),
        refused: (_, error) => reject(error as Error),
      }),
    );
  const statuses = async () => {
    const found = await rows.raw.query<{ status: string }>(
      'select status from tracked_cron.cron_job_executions_all order by id',
    );
    return found.map(({ status }) => status);
  };
  const watermark = async () => {
    const [{ at }] = await rows.raw.query<{ at: Date }>(
      'select last_slot_at as at from tracked_cron.cron_jobs',
    );
    return at.getTime();
  };

  it('writes nothing before the database was reached, then everything', async () => {
    const [a, b] = [rows.newId(), rows.newId()];
    recorder.begin(birth(a));
    recorder.begin(birth(b));
    const ended = endIn(end(a));
    expect(recorder.backlog).toBe(2);
    recorder.open();
    expect(await ended).toBe(true);
    await recorder.flush();
    expect((await statuses()).sort()).toEqual(['completed', 'running']);
    expect(await watermark()).toBe(ExecutionRows.NOW);
  });

  it('ends through the journal what was born before, also when that happens while the birth is on its way', async () => {
    recorder.open();
    const [a, b] = [rows.newId(), rows.newId()];
    recorder.begin(birth(a));
    await recorder.flush();
    expect(await statuses()).toEqual(['running']);
    recorder.begin(birth(b));
    await Promise.resolve(); // its statement is being prepared
    const both = [endIn(end(a)), endIn(end(b))];
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(await statuses()).toEqual(['completed', 'completed']);
  });

  it('gives a birth that comes late to who the process is by then, whom nobody takes for dead', async () => {
    const [before, id] = [instance.id, rows.newId()];
    recorder.begin(birth(id, { instanceId: before }));
    instance.id = rows.newId();
    recorder.open();
    await recorder.flush();
    const [{ owner }] = await rows.raw.query<{ owner: string }>(
      'select instance_id as owner from tracked_cron.cron_job_live',
    );
    expect(owner).toBe(instance.id);
  });

  it('never moves a watermark back', async () => {
    recorder.open();
    recorder.begin(birth(rows.newId(), { decidedUntil: ExecutionRows.NOW - 7_200_000 }));
    await recorder.flush();
    expect(await watermark()).toBe(ExecutionRows.NOW - 3_600_000);
  });

  it('writes a whole execution once, although the birth had been committed and its answer was lost', async () => {
    const id = rows.newId();
    await rows.live('sync', ExecutionRows.NOW, { id });
    recorder.begin(birth(id));
    const ended = endIn(end(id));
    recorder.open();
    expect(await ended).toBe(true);
    expect(await statuses()).toEqual(['completed']);
  });

  it('loses no record to another one that the database refuses', async () => {
    const ids = Array.from({ length: 5 }, () => rows.newId());
    for (const id of ids) recorder.begin(birth(id));
    const error = {
      errorClass: 'Error',
      message: 'broken \0 text',
      stack: null,
      causes: [],
      code: null,
      fingerprint: '1',
    };
    const ends = ids.map((id, index) => endIn(end(id, index === 2 ? { status: 'failed', error } : {})));
    recorder.open();
    expect(await Promise.all(ends)).toEqual([true, true, true, true, true]);
    expect((await statuses()).sort()).toEqual(['completed', 'completed', 'completed', 'completed', 'failed']);
    const [{ class: errorClass }] = await rows.raw.query<{ class: string }>(
      "select error_class as class from tracked_cron.cron_job_executions where status = 'failed'",
    );
    expect(errorClass).toBe('UnstorableError');
  });

  it('gives up what is too much while the database is away, and counts it', async () => {
    let away = true;
    recorder.prepareWith(() => (away ? Promise.reject(new Error('away')) : Promise.resolve()), 'first');
    recorder.open();
    let rejected = 0;
    for (let n = 0; n < 20_000; n++) {
      const id = rows.newId();
      recorder.begin(birth(id));
      endIn(end(id)).catch(() => (rejected += 1));
    }
    expect(recorder.dropped).toBeGreaterThan(1_000);
    const kept = 20_000 - recorder.dropped;
    expect(recorder.backlog).toBe(kept);
    away = false;
    await eventually(() => {
      rows.clock.advance(1_000);
      return recorder.backlog === 0;
    });
    expect(rejected).toBe(recorder.dropped);
    expect(await statuses()).toHaveLength(kept);
  });

  it('has what waits kept on disk when the database turns out to be away, without whoever waits for it', () => {
    const kept: unknown[] = [];
    const spool = { keep: (records: Iterable<unknown>) => void kept.push(...records) } as unknown as Spool;
    const { database, clock, scope } = rows;
    const partitions = new PartitionKeeper(database, rows.databaseClock);
    const own = new Recorder(database, scope, clock, partitions, journal, instance, spool);
    const born = birth(rows.newId());
    own.begin(born);
    own.take(end(born.id), { written: () => {}, refused: () => {} });
    own.databaseIsAway();
    expect(kept).toEqual([{ birth: born, end: end(born.id) }]);
  });

  it('answers at once when it is flushed while the database is away', async () => {
    recorder.prepareWith(() => Promise.reject(new Error('away')), 'first');
    recorder.open();
    recorder.begin(birth(rows.newId()));
    await recorder.flush();
    expect(recorder.backlog).toBe(1);
    recorder.stop();
  });

  it('knows what it has not finished, so that nobody takes it for an orphan', async () => {
    recorder.open();
    const [a, b] = [rows.newId(), rows.newId()];
    recorder.begin(birth(a));
    await recorder.flush();
    recorder.begin(birth(b));
    const ended = [endIn(end(a)), endIn(end(b))];
    expect(recorder.owned()).toEqual(expect.arrayContaining([a]));
    await Promise.all(ended);
    expect(recorder.owned()).toEqual([]);
  });

  it('hands on what did not begin here', async () => {
    const id = await rows.live('sync', ExecutionRows.NOW);
    expect(await endIn(end(id))).toBe(true);
    expect(await endIn(end(rows.newId()))).toBe(false);
  });
});
