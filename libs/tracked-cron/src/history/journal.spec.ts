import { Cluster, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import { PostgresProxy } from '../../../../test/support/postgres-proxy.js';
import type { Assignment } from '../execution/assignment.js';
import type { ExecutionEnd, ExecutionError } from './execution-end.js';
import { Journal } from './journal.js';

describe('Journal', () => {
  let cluster: Cluster;
  let proxy: PostgresProxy;
  let member: Member;
  let journal: Journal;

  beforeEach(async () => {
    cluster = await Cluster.open();
    proxy = await PostgresProxy.before(cluster.raw.url);
    member = await cluster.member({ url: proxy.url });
    journal = new Journal(member.database, member.clock, member.partitions);
  });
  afterEach(async () => {
    journal.stop();
    await cluster.close();
    await proxy.close();
  });

  const running = async (count = 1): Promise<Assignment[]> => {
    const job = await member.define('job', '* * * * * *', { overlap: 'allow', misfire: 'all' });
    member.clock.advance(count * 1_000);
    await member.claim(job);
    return member.engine.started.splice(0);
  };
  const end = (
    { id, epoch }: { id: string; epoch: number },
    rest: Partial<ExecutionEnd> = {},
  ): ExecutionEnd => ({
    id,
    epoch,
    status: 'completed',
    reason: null,
    attempt: 1,
    startedAt: member.clock.now(),
    completedAt: member.clock.now(),
    durationMs: 1,
    error: null,
    result: null,
    metadata: null,
    ...rest,
  });
  const history = () =>
    cluster.query<{ id: string; status: string; error_class: string | null; progress: number | null }>(
      'select id, status, error_class, progress from tracked_cron.cron_job_executions order by id',
    );
  const live = () => cluster.query('select id from tracked_cron.cron_job_live');
  const error = (message: string): ExecutionError => ({
    errorClass: 'Error',
    message,
    stack: null,
    causes: [],
    code: null,
    fingerprint: 'f',
  });

  it('moves executions from the live table into history, in few statements', async () => {
    const all = await running(100);
    expect(await Promise.all(all.map((one) => journal.end(end(one))))).toEqual(all.map(() => true));
    expect(await live()).toEqual([]);
    const [{ statements }] = await cluster.query<{ statements: number }>(
      'select count(distinct xmin::text)::int as statements from tracked_cron.cron_job_executions',
    );
    expect(statements).toBeLessThan(4);
  });

  it('refuses the end of an execution that has changed hands', async () => {
    const [one] = await running();
    await cluster.query('update tracked_cron.cron_job_live set epoch = 2');
    expect(await journal.end(end(one))).toBe(false);
    expect(journal.refused).toBe(1);
    expect(await live()).toHaveLength(1);
  });

  it('takes the same end twice, keeps the first, and answers the same', async () => {
    const [one] = await running();
    expect(await journal.end(end(one))).toBe(true);
    expect(await journal.end(end(one, { status: 'failed' }))).toBe(true);
    expect(await history()).toMatchObject([{ status: 'completed' }]);
    expect(journal.refused).toBe(0);
  });

  it('keeps of an end that the database refuses that it happened, and every other as it is', async () => {
    const all = await running(20);
    const poison = error('\u0000');
    const written = await Promise.all(
      all.map((one, nth) => journal.end(end(one, nth === 7 ? { status: 'failed', error: poison } : {}))),
    );
    expect(written.every(Boolean)).toBe(true);
    const rows = await history();
    expect(rows.filter(({ status }) => status === 'completed')).toHaveLength(19);
    expect(rows.find(({ status }) => status === 'failed')).toMatchObject({ error_class: 'UnstorableError' });
  });

  it('makes a missing partition instead of throwing ends away', async () => {
    const [one] = await running();
    await cluster.query('drop table tracked_cron.cron_job_executions_short_20260226');
    expect(await journal.end(end(one))).toBe(true);
    expect(await history()).toHaveLength(1);
  });

  it('keeps ends while the database is away and writes them when it is back, once', async () => {
    const all = await running(50);
    await proxy.refuse();
    const written = all.map((one) => journal.end(end(one)));
    await eventually(() => member.clock.pending > 0); // it waits to try again
    expect(journal.backlog).toBe(50);
    await proxy.accept();
    await eventually(() => {
      member.clock.advance(5_000);
      return journal.backlog === 0;
    });
    expect(await Promise.all(written)).toEqual(all.map(() => true));
    expect(await history()).toHaveLength(50);
  });

  it('writes an end whose answer was lost once, and says that it is written', async () => {
    const [one] = await running();
    const query = member.database.writes.query.bind(member.database.writes) as (
      ...args: unknown[]
    ) => Promise<unknown>;
    let lost = 0;
    member.database.writes.query = (async (...args: unknown[]) => {
      const answer = await query(...args);
      if (lost++ > 0) return answer;
      throw new Error('Connection terminated unexpectedly');
    }) as never;
    const written = journal.end(end(one));
    await eventually(() => member.clock.pending > 0);
    member.clock.advance(100);
    expect(await written).toBe(true);
    expect(await history()).toHaveLength(1);
  });

  it('writes what it holds when it is flushed', async () => {
    const [ending, beating] = await running(2);
    void journal.end(end(ending));
    journal.beat({ id: beating.id, epoch: 1, at: member.clock.now(), progress: 0.5, message: 'half' });
    await journal.flush();
    expect(await history()).toHaveLength(1);
    expect(await cluster.query('select progress, progress_message from tracked_cron.cron_job_live')).toEqual([
      { progress: 0.5, progress_message: 'half' },
    ]);
  });

  it('lets nothing keep the process alive once it is stopped while the database is away', async () => {
    const [one] = await running();
    await proxy.refuse();
    void journal.end(end(one));
    await eventually(() => member.clock.pending > 0);
    journal.stop();
    expect(member.clock.pending).toBe(0);
    expect(journal.backlog).toBe(1);
    await proxy.accept();
  });
});
