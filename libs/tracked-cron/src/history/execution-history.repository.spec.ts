import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { ExecutionHistoryRepository } from './execution-history.repository.js';
import type { HistoryPage, HistoryQuery } from './history-query.js';

const { NOW } = ExecutionRows;
const SECOND = 1_000;
const HOUR = 3_600_000;

describe('the history', () => {
  let rows: ExecutionRows;
  let history: ExecutionHistoryRepository;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    history = new ExecutionHistoryRepository(rows.database, rows.scope);
  });
  afterAll(() => rows.close());
  beforeEach(() => rows.clear());

  const ids = (page: HistoryPage) => page.items.map(({ id }) => id);
  const found = async (query: HistoryQuery) => ids(await history.page(query));

  describe('pages', () => {
    const bornInOrder = async (count: number) => {
      const born: string[] = [];
      for (let i = 0; i < count; i++)
        born.unshift(await rows.ended('a', NOW - HOUR + i * SECOND, 'completed'));
      return born;
    };

    it('show what is in flight and what ended together, newest first', async () => {
      await rows.job('a');
      const old = await rows.ended('a', NOW - 3 * SECOND, 'completed');
      const running = await rows.live('a', NOW - 2 * SECOND);
      const failed = await rows.ended('a', NOW - SECOND, 'failed');
      expect(await found({})).toEqual([failed, running, old]);
      expect(await found({ sort: 'createdAt' })).toEqual([old, running, failed]);
    });

    it('lead on to the end, and back to the beginning', async () => {
      await rows.job('a');
      const born = await bornInOrder(5);
      const first = await history.page({ limit: 2 });
      const second = await history.page({ limit: 2, cursor: first.page.next! });
      const third = await history.page({ limit: 2, cursor: second.page.next! });
      expect([first, second, third].map(ids)).toEqual([born.slice(0, 2), born.slice(2, 4), born.slice(4)]);
      expect([first.page.previous, third.page.next]).toEqual([null, null]);
      const back = await history.page({ limit: 2, cursor: third.page.previous! });
      const start = await history.page({ limit: 2, cursor: back.page.previous! });
      expect([back, start].map(ids)).toEqual([born.slice(2, 4), born.slice(0, 2)]);
      expect(start.page.previous).toBeNull();
      expect(await found({ limit: 2, cursor: start.page.next! })).toEqual(born.slice(2, 4));
    });

    it('go on on another instance, however that is set up', async () => {
      await rows.job('a');
      await bornInOrder(2);
      const { page } = await history.page({ limit: 1 });
      const other = new ExecutionHistoryRepository(
        rows.database,
        Object.assign({ release: '2' }, rows.scope),
      );
      expect(ids(await other.page({ limit: 1, cursor: page.next! }))).toHaveLength(1);
    });

    it('neither repeat nor leave out a row while others arrive and go', async () => {
      await rows.job('a');
      const born = await bornInOrder(6);
      const first = await history.page({ limit: 2 });
      await rows.ended('a', NOW, 'completed');
      await rows.raw.query('delete from tracked_cron.cron_job_executions where id = $1', [born[0]]);
      const second = await history.page({ limit: 2, cursor: first.page.next! });
      expect(ids(second)).toEqual(born.slice(2, 4));
      await rows.live('a', NOW + 1);
      expect(await found({ limit: 2, cursor: second.page.next! })).toEqual(born.slice(4));
    });

    it('go on from a row that has been deleted since', async () => {
      await rows.job('a');
      const born = await bornInOrder(4);
      const first = await history.page({ limit: 2 });
      await rows.raw.query('delete from tracked_cron.cron_job_executions where id = $1', [born[1]]);
      expect(await found({ limit: 2, cursor: first.page.next! })).toEqual(born.slice(2));
    });

    it('turn round where everything further on is gone', async () => {
      await rows.job('a');
      const born = await bornInOrder(4);
      const first = await history.page({ limit: 2 });
      await rows.raw.query('delete from tracked_cron.cron_job_executions where id = any($1)', [
        born.slice(2),
      ]);
      const nothing = await history.page({ limit: 2, cursor: first.page.next! });
      expect([ids(nothing), nothing.page.next]).toEqual([[], null]);
      expect(await found({ limit: 2, cursor: nothing.page.previous! })).toEqual(born.slice(0, 2));
    });

    it('keep an execution in its place when it ends between two pages', async () => {
      await rows.job('a');
      const running = await rows.live('a', NOW - 3 * SECOND);
      const later = [
        await rows.ended('a', NOW - SECOND, 'completed'),
        await rows.ended('a', NOW - 2 * SECOND, 'failed'),
      ];
      const first = await history.page({ limit: 2 });
      expect(ids(first)).toEqual(later);
      await rows.raw.query('delete from tracked_cron.cron_job_live');
      await rows.ended('a', NOW - 3 * SECOND, 'completed', { id: running });
      expect(await found({ limit: 2, cursor: first.page.next! })).toEqual([running]);
    });
  });

  describe('orders', () => {
    const PROPERTIES = {
      scheduledAt: 'scheduledAt',
      startedAt: 'startedAt',
      duration: 'durationMs',
    } as const;

    it.each(['scheduledAt', 'startedAt', 'duration'] as const)(
      'by %s go both ways, put equals in the order of their ids, and leave out rows without a value',
      async (sort) => {
        await rows.job('a');
        await rows.job('b');
        const column = { scheduledAt: 'scheduled_at', startedAt: 'started_at', duration: 'duration_ms' }[
          sort
        ];
        const valueAt = (n: number) => (sort === 'duration' ? n + 0.1 : new Date(NOW + n));
        const values = [3, 1, 2, 2, 2, 1];
        for (const [i, n] of values.entries())
          await rows.ended('a', NOW - i, 'failed', { [column]: valueAt(n) });
        await rows.ended('a', NOW, 'completed', { [column]: null });
        await rows.ended('b', NOW, 'completed', { [column]: valueAt(2) });

        const walked: HistoryPage[] = [];
        const query: HistoryQuery = { jobName: 'a', sort, limit: 2 };
        for (let cursor: string | null | undefined; cursor !== null; cursor = walked.at(-1)!.page.next) {
          walked.push(await history.page({ ...query, cursor: cursor ?? undefined }));
        }
        const up = walked.flatMap((page) => page.items);
        expect(up.map((row) => Number(row[PROPERTIES[sort]]))).toEqual(
          [1, 1, 2, 2, 2, 3].map((n) => Number(valueAt(n))),
        );
        for (const [a, b] of [
          [0, 1],
          [2, 3],
          [3, 4],
        ])
          expect(up[a].id < up[b].id).toBe(true);
        const back = await history.page({ ...query, cursor: walked.at(-1)!.page.previous! });
        expect(ids(back)).toEqual(ids(walked.at(-2)!));
        expect(await found({ jobName: 'a', sort: `-${sort}` })).toEqual(up.map(({ id }) => id).reverse());
      },
    );

    it('that only one job has are refused for all of them', async () => {
      await expect(history.page({ sort: '-duration' })).rejects.toMatchObject({
        code: 'INVALID_QUERY',
        message: expect.stringContaining('needs a jobName'),
      });
    });
  });

  describe('one execution', () => {
    it('is found in flight and ended, with all that is known of it', async () => {
      await rows.job('a', { job_group: 'g', owner: 'o' });
      const running = await rows.live('a', NOW, { progress: 0.5, metadata: { sent: 3 } });
      const failed = await rows.ended('a', NOW, 'failed', {
        error_class: 'TypeError',
        error_message: 'no',
        error_detail: { stack: 'at x', causes: [{ errorClass: 'Error', message: 'why' }], code: 'E1' },
        fingerprint: 'f',
      });
      expect(await history.find(running)).toMatchObject({
        status: 'running',
        progress: 0.5,
        metadata: { sent: 3 },
        completedAt: null,
        error: null,
      });
      expect(await history.find(failed)).toMatchObject({
        jobName: 'a',
        group: 'g',
        owner: 'o',
        status: 'failed',
        durationMs: 1_000,
        scheduledAt: new Date(NOW),
        error: {
          errorClass: 'TypeError',
          message: 'no',
          stack: 'at x',
          causes: [{ errorClass: 'Error', message: 'why' }],
          code: 'E1',
          fingerprint: 'f',
        },
      });
      const { failedAttempts, ...record } = (await history.find(failed))!;
      expect(failedAttempts).toEqual([]);
      expect((await history.page({})).items).toContainEqual(record);
    });

    it('is not found under an id that nobody has, or nobody can have, or another application has', async () => {
      const foreign = await rows.ended('a', NOW, 'completed', { application: 'other' });
      expect(await Promise.all([rows.newId(), 'no-id', foreign].map((id) => history.find(id)))).toEqual([
        null,
        null,
        null,
      ]);
    });
  });
});
