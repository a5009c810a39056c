import { jest } from '@jest/globals';
import { ExecutionRows, type RowColumns } from '../../../../test/support/execution-rows.js';
import { ExecutionHistoryRepository } from './execution-history.repository.js';
import type { EndedStatus } from './execution-status.js';
import type { HistoryQuery } from './history-query.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('a history filter', () => {
  let rows: ExecutionRows;
  let history: ExecutionHistoryRepository;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    history = new ExecutionHistoryRepository(rows.database, rows.scope);
  });
  afterAll(() => rows.close());
  beforeEach(async () => {
    await rows.clear();
    await rows.job('mail.send', { job_group: 'mail', owner: 'ann', tags: ['fast', 'out'] });
    await rows.job('mail.fetch', { job_group: 'mail', owner: 'bob', tags: ['fast'] });
    await rows.job('Report_100%.daily', { job_group: 'reports', owner: 'bob' });
  });

  const ended = (job: string, at = NOW, status: EndedStatus = 'completed', columns: RowColumns = {}) =>
    rows.ended(job, at, status, columns);
  const found = async (query: HistoryQuery) => (await history.page(query)).items.map(({ id }) => id);

  it('by job, group, owner and tag gives the executions of those jobs', async () => {
    const sent = await ended('mail.send', NOW + 3);
    const fetched = await ended('mail.fetch', NOW + 2);
    const reported = await rows.live('Report_100%.daily', NOW + 1);
    expect(await found({ jobName: 'mail.send' })).toEqual([sent]);
    expect(await found({ group: 'mail' })).toEqual([sent, fetched]);
    expect(await found({ owner: 'bob' })).toEqual([fetched, reported]);
    expect(await found({ tag: 'fast' })).toEqual([sent, fetched]);
    expect(await found({ tag: 'fast', owner: 'bob' })).toEqual([fetched]);
    expect(await found({ group: 'mail', jobName: 'Report_100%.daily' })).toEqual([]);
  });

  it.each<[string, HistoryQuery, number]>([
    ['a job, completed: near the newest first', { status: ['completed'] }, 2],
    ['a job, failed', { status: ['failed'] }, 1],
    ['a job, failed or lost', { status: ['failed', 'lost'] }, 1],
    ['a job, failed or completed: near the newest first', { status: ['failed', 'completed'] }, 2],
    ['a job, in flight within an hour', { overlaps: [new Date(NOW - HOUR), new Date(NOW)] }, 1],
  ])('looks everywhere at once for what is rare: %s', async (_, query, looks) => {
    const asked = jest.spyOn(rows.database.dataSource, 'query');
    await history.page({ jobName: 'mail.send', ...query });
    const statements = asked.mock.calls.filter(([sql]) => sql.includes('cron_job_executions e'));
    asked.mockRestore();
    expect(statements).toHaveLength(looks);
  });

  it('by a name that nobody has gives an empty page and counts nothing', async () => {
    await ended('mail.send');
    for (const query of [
      { jobName: 'x' },
      { group: 'x' },
      { owner: 'x' },
      { tag: 'x' },
      { environment: 'x' },
    ]) {
      const { items, page, total } = await history.page({ ...query, count: 'capped' });
      expect([items, page.next, page.previous, total]).toEqual([
        [],
        null,
        null,
        { value: 0, relation: 'eq' },
      ]);
    }
  });

  it('by status gives every status asked for, in flight and ended', async () => {
    const all: Record<string, string> = {};
    const statuses = ['completed', 'failed', 'timed_out', 'cancelled', 'lost', 'skipped', 'missed'] as const;
    for (const [i, status] of statuses.entries()) all[status] = await ended('mail.send', NOW - i, status);
    all.running = await rows.live('mail.send', NOW - 10);
    all.pending = await rows.live('mail.send', NOW - 11, { status: 'pending', started_at: null });
    for (const jobName of [undefined, 'mail.send']) {
      for (const status of Object.keys(all))
        expect(await found({ jobName, status: [status as EndedStatus] })).toEqual([all[status]]);
      expect(await found({ jobName, status: ['pending', 'completed', 'lost', 'failed'] })).toEqual([
        all.completed,
        all.failed,
        all.lost,
        all.pending,
      ]);
      expect(await found({ jobName, status: [] })).toHaveLength(9);
    }
  });

  it('by trigger, instance, release and fingerprint gives the rows that carry them', async () => {
    const instance = rows.newId();
    await rows.insert('cron_instances', [
      {
        id: instance,
        ...rows.scope,
        host: 'h',
        pid: 1,
        release: 'r1',
        executes: true,
        labels: '{}',
        library_version: '0',
        node_version: '20',
        started_at: new Date(NOW - HOUR),
        renewed_at: new Date(NOW),
        lease_until: new Date(NOW + MINUTE),
      },
    ]);
    const columns = { trigger: 'manual', instance_id: instance, release: 'r1' };
    const bad = await ended('mail.send', NOW - MINUTE, 'failed', { ...columns, fingerprint: 'f1' });
    const waited = await rows.live('mail.send', NOW - 2 * HOUR, columns);
    await ended('mail.send', NOW, 'failed', { instance_id: instance, release: 'r2', fingerprint: 'f2' });
    expect(await found({ trigger: 'manual' })).toEqual([bad, waited]);
    expect(await found({ instance, fingerprint: 'f1' })).toEqual([bad]);
    expect(await found({ release: 'r1' })).toEqual([bad, waited]);
    expect(await found({ fingerprint: 'f1' })).toEqual([bad]);
    expect(await found({ instance, release: 'r1' })).toEqual([bad, waited]);
    expect(await found({ instance: rows.newId() })).toEqual([]);
    // no instance that is on record has run it
    expect(await found({ release: 'r2' })).toEqual([]);
  });

  it('by birth takes the first instant and leaves out the last', async () => {
    const born: string[] = [];
    for (const at of [NOW - 2, NOW - 1, NOW, NOW + 1]) born.unshift(await ended('mail.send', at));
    expect(await found({ from: new Date(NOW - 1), to: new Date(NOW + 1) })).toEqual([born[1], born[2]]);
    expect(await found({ from: new Date(NOW) })).toEqual(born.slice(0, 2));
    expect(await found({ to: new Date(NOW) })).toEqual(born.slice(2));
  });

  it('by what was in flight within a window leaves out slots that nothing ran', async () => {
    const until = (at: number) => ({ completed_at: new Date(at) });
    await ended('mail.send', NOW - HOUR, 'completed', until(NOW - 1));
    const across = await ended('mail.send', NOW - HOUR, 'completed', until(NOW + 1));
    const lost = await ended('mail.send', NOW - 10 * HOUR, 'lost', until(NOW + HOUR));
    const within = await ended('mail.send', NOW + 1, 'failed', until(NOW + 2));
    await ended('mail.send', NOW + MINUTE);
    await ended('mail.send', NOW, 'skipped');
    await ended('mail.send', NOW, 'missed');
    const running = await rows.live('mail.send', NOW - 100 * HOUR);
    await rows.live('mail.send', NOW + MINUTE);
    const overlaps = [new Date(NOW), new Date(NOW + MINUTE)] as const;
    expect(await found({ overlaps })).toEqual([within, across, lost, running]);
    expect(await found({ overlaps, status: ['skipped', 'lost'] })).toEqual([lost]);
  });

  it('by text finds job names, classes and messages of distinct errors as they are written, in any case', async () => {
    const report = await ended('Report_100%.daily', NOW + 2);
    const refused = await ended('mail.send', NOW + 1, 'failed', {
      error_class: 'MailError',
      error_message: 'REPORT refused (50%)',
    });
    await ended('mail.send', NOW, 'failed', { error_class: 'E', error_message: 'nothing' });
    const both = await ended('Report_100%.daily', NOW - 1, 'failed', {
      error_class: 'E',
      error_message: 'no report',
    });
    await rows.noteErrors();
    expect(await found({ search: 'rePort' })).toEqual([report, refused, both]);
    expect(await found({ search: '0%' })).toEqual([report, refused, both]);
    expect(await found({ search: '_100' })).toEqual([report, both]);
    expect(await found({ search: 'mailerr' })).toEqual([refused]);
    expect(await found({ search: 'l.s_nd' })).toEqual([]);
    expect(await found({ search: 'refused', status: ['completed'] })).toEqual([]);
    expect(await found({ search: 'report', group: 'mail' })).toEqual([refused]);
    expect(await found({ search: 'report', jobName: 'Report_100%.daily', status: ['failed'] })).toEqual([
      both,
    ]);
  });

  it('reads the own environment unless another is named, and never another application', async () => {
    await rows.job('x', { environment: 'staging' });
    await rows.job('y', { application: 'other' });
    const own = await ended('mail.send');
    const staged = await ended('x');
    await ended('y');
    expect(await found({})).toEqual([own]);
    expect(await found({ environment: 'staging' })).toEqual([staged]);
    expect(await found({ jobName: 'x' })).toEqual([]);
    expect(await found({ environment: 'staging', jobName: 'x', sort: 'scheduledAt' })).toEqual([staged]);
  });

  describe('count', () => {
    it('says how many match, whatever the page shows', async () => {
      for (let i = 0; i < 3; i++) await ended('mail.send', NOW + i, 'failed');
      await ended('mail.fetch');
      await rows.live('mail.send', NOW);
      const count = async (query: HistoryQuery) => (await history.page({ limit: 1, ...query })).total;
      expect(await count({ jobName: 'mail.send' })).toBeUndefined();
      expect(await count({ jobName: 'mail.send', count: 'exact' })).toEqual({ value: 4, relation: 'eq' });
      expect(await count({ count: 'capped' })).toEqual({ value: 5, relation: 'eq' });
      expect(await count({ count: 'capped', status: ['failed', 'running'] })).toEqual({
        value: 4,
        relation: 'eq',
      });
      const window = { from: new Date(NOW - HOUR), to: new Date(NOW + 23 * HOUR) };
      expect(await count({ ...window, count: 'exact' })).toEqual({ value: 5, relation: 'eq' });
    });

    it('stops at a thousand unless it has to be exact', async () => {
      await rows.insert(
        'cron_job_executions',
        Array.from({ length: 1_001 }, (_, i) => rows.endedRow('mail.send', NOW - i, 'completed')),
      );
      expect((await history.page({ count: 'capped' })).total).toEqual({ value: 1_000, relation: 'gte' });
      expect((await history.page({ count: 'exact', jobName: 'mail.send' })).total).toEqual({
        value: 1_001,
        relation: 'eq',
      });
    });
  });
});
