import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { recordError } from '../execution/error-record.js';
import { DistinctErrorRepository } from './distinct-error.repository.js';
import { DistinctErrorEntity } from './distinct-error.entity.js';
import { ExecutionEndRepository } from './execution-end.repository.js';
import type { ExecutionEnd } from './execution-end.js';
import { UnclaimedExecutionRepository } from './unclaimed-execution.repository.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;

describe('what went wrong', () => {
  let rows: ExecutionRows;
  let ends: ExecutionEndRepository;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    ends = new ExecutionEndRepository(rows.database);
  });
  afterAll(() => rows.close());
  beforeEach(async () => {
    await rows.clear();
    await rows.job('a');
  });

  const known = () =>
    rows.database.dataSource.getRepository(DistinctErrorEntity).find({ order: { sample: 'asc' } });
  const down = (feed: number) => recordError(Object.assign(new Error(`Feed ${feed} is down`), { stack: '' }));
  const end = (id: string, at: number, error: ExecutionEnd['error'], more: Partial<ExecutionEnd> = {}) => ({
    id,
    epoch: 1,
    status: error ? ('failed' as const) : ('completed' as const),
    reason: null,
    attempt: 1,
    startedAt: at - 1_000,
    completedAt: at,
    durationMs: 1_000,
    error,
    result: null,
    metadata: null,
    ...more,
  });
  const ended = async (at: number, error: ExecutionEnd['error'], release = 'r1') => {
    const written = end(await rows.live('a', at - 1_000, { release }), at, error);
    await ends.write([written]);
    return written;
  };

  it('is noted by the statement that writes it, once for each fault, and not for what went well', async () => {
    const batch = [
      end(await rows.live('a', NOW), NOW + 1_000, down(1), { keepsLane: true }),
      end(await rows.live('a', NOW + 1), NOW + 5_000, down(2)),
      end(await rows.live('a', NOW + 2), NOW + 2_000, recordError(new TypeError('x is no function'))),
      end(await rows.live('a', NOW + 3), NOW + 9_000, null),
    ];
    expect(await ends.write(batch)).toEqual([true, true, true, true]);
    expect(await ends.write(batch)).toEqual([true, true, true, true]);
    const [feed, type, ...more] = await known();
    expect(more).toEqual([]);
    expect(feed).toMatchObject({
      ...rows.scope,
      fingerprint: down(3).fingerprint,
      errorClass: 'Error',
      pattern: 'Feed <n> is down',
      sample: 'Feed 1 is down',
      searched: 'error\nfeed 1 is down',
      firstSeenAt: new Date(NOW + 1_000),
      lastSeenAt: new Date(NOW + 5_000),
      state: 'open',
    });
    expect(type).toMatchObject({ errorClass: 'TypeError', frame: expect.stringContaining('noting-errors') });
  });

  it('keeps first and last time whatever the order in which the news comes', async () => {
    await ended(NOW, down(1));
    await ended(NOW - MINUTE, down(2), 'r0');
    await ended(NOW + MINUTE, down(3), 'r2');
    expect(await known()).toMatchObject([
      {
        sample: 'Feed 1 is down',
        firstSeenAt: new Date(NOW - MINUTE),
        lastSeenAt: new Date(NOW + MINUTE),
        lastRelease: 'r2',
      },
    ]);
  });

  it('is not noted of an execution that is somebody else’s by now', async () => {
    const id = await rows.live('a', NOW, { epoch: 2 });
    expect(await ends.write([end(id, NOW, down(1))])).toEqual([false]);
    expect(await known()).toEqual([]);
  });

  it('that shows many times a second is one update, and holds nobody up who writes it too', async () => {
    await ended(NOW, down(1));
    await rows.raw.query('begin');
    try {
      await rows.raw.query('select 1 from tracked_cron.cron_job_errors for update');
      await ended(NOW + 900, down(2)); // would wait for the lock
    } finally {
      await rows.raw.query('rollback');
    }
    expect(await known()).toMatchObject([{ lastSeenAt: new Date(NOW) }]);
  });

  it('in batches of many at once, in any order, ends without a deadlock', async () => {
    const errors = Array.from({ length: 8 }, (_, n) => recordError(new Error('abcdefgh'.slice(0, n + 1))));
    const batches = await Promise.all(
      Array.from({ length: 12 }, async (_, batch) => {
        const mixed = batch % 2 === 0 ? errors : [...errors].reverse();
        const at = NOW + batch * 10_000;
        return Promise.all(mixed.map(async (error) => end(await rows.live('a', at), at, error)));
      }),
    );
    const answers = await Promise.all(batches.map((batch) => ends.write(batch)));
    expect(answers.flat().every(Boolean)).toBe(true);
    expect((await known()).map(({ lastSeenAt }) => lastSeenAt.getTime())).toEqual(
      errors.map(() => NOW + 110_000),
    );
  });

  it('is noted of what nobody claimed, however often that is replayed', async () => {
    const wholes = new UnclaimedExecutionRepository(rows.database, rows.scope);
    const id = rows.newId(NOW);
    const birth = {
      id,
      jobName: 'a',
      trigger: 'schedule' as const,
      triggeredBy: null,
      scheduledAt: NOW,
      startedAt: NOW,
      nextSlotAt: null,
      decidedUntil: null,
      instanceId: rows.newId(),
      release: 'r1',
      metadata: null,
    };
    const whole = { birth, end: end(id, NOW + 1, down(1)) };
    for (let time = 0; time < 2; time += 1) expect(await wholes.writeWholes([whole])).toEqual([]);
    expect(await known()).toMatchObject([
      { ...rows.scope, sample: 'Feed 1 is down', firstSeenAt: new Date(NOW + 1), lastRelease: 'r1' },
    ]);
  });

  it('is taken in where a release recorded it that did not know how, and completed when it shows again', async () => {
    const { fingerprint } = down(0);
    const columns = { fingerprint, error_class: 'Error', release: 'r0' };
    await rows.ended('a', NOW - MINUTE, 'failed', { ...columns, error_message: 'Feed 7 is down' });
    await rows.ended('a', NOW - 2 * MINUTE, 'failed', { ...columns, error_message: 'Feed 8 is down' });
    const errors = new DistinctErrorRepository(rows.database);
    await errors.heal(NOW);
    expect(await known()).toEqual([]);
    for (let time = 0; time < 2; time += 1) await errors.heal(NOW - 60 * MINUTE);
    expect(await known()).toMatchObject([
      {
        pattern: null,
        sample: 'Feed 7 is down',
        searched: 'error\nfeed 7 is down',
        firstSeenAt: new Date(NOW - 2 * MINUTE + 1_005),
        lastSeenAt: new Date(NOW - MINUTE + 1_005),
        lastRelease: 'r0',
      },
    ]);
    await ended(NOW, down(1));
    expect(await known()).toMatchObject([{ pattern: 'Feed <n> is down', lastRelease: 'r1' }]);
  });
});
