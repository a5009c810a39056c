import { Cluster, type Member } from '../../../../test/support/cluster.js';
import type { Assignment } from '../execution/assignment.js';
import { RetryWaitRepository, type RetriedEnd } from './retry-wait.repository.js';

describe('a wait for another attempt', () => {
  let cluster: Cluster;
  let member: Member;
  let waits: RetryWaitRepository;
  let execution: Assignment;

  beforeEach(async () => {
    cluster = await Cluster.open();
    member = await cluster.member();
    waits = new RetryWaitRepository(member.database);
    const job = await member.define('job', '* * * * *', { retryPolicy: {} });
    member.clock.advance(60_000);
    await member.claim(job);
    [execution] = member.engine.started;
  });
  afterEach(() => cluster.close());

  const failed = (overrides: Partial<RetriedEnd> = {}): RetriedEnd => ({
    id: execution.id,
    epoch: execution.epoch,
    status: 'failed',
    reason: null,
    attempt: 1,
    startedAt: member.clock.now(),
    completedAt: member.clock.now() + 5,
    durationMs: 5.25,
    error: { errorClass: 'TypeError', message: 'no', stack: null, causes: [], code: 'X1', fingerprint: 'f' },
    result: null,
    metadata: { seen: 3 },
    retry: { at: member.clock.now() + 10_000, failure: 'transient' },
    ...overrides,
  });
  const live = () =>
    cluster.query(
      'select status, attempt, epoch, instance_id, available_at, metadata from tracked_cron.cron_job_live',
    );
  const attempts = () => cluster.query('select * from tracked_cron.cron_job_attempts');

  it('is written together with the attempt that failed', async () => {
    expect(await waits.write([failed()])).toEqual([true]);
    const now = member.clock.now();
    expect(await live()).toEqual([
      {
        status: 'pending',
        attempt: 2,
        epoch: 1,
        instance_id: null,
        available_at: new Date(now + 10_000),
        metadata: { seen: 3 },
      },
    ]);
    expect(await attempts()).toEqual([
      {
        execution_id: execution.id,
        attempt: 1,
        failure: 'transient',
        instance_id: member.identity.id,
        epoch: 1,
        started_at: new Date(now),
        ended_at: new Date(now + 5),
        duration_ms: 5.25,
        error_class: 'TypeError',
        error_message: 'no',
        error_detail: { stack: null, causes: [], code: 'X1' },
        fingerprint: 'f',
        retry_at: new Date(now + 10_000),
      },
    ]);
  });

  it('is written once, however often it is sent, also when somebody has taken it meanwhile', async () => {
    await waits.write([failed()]);
    expect(await waits.write([failed()])).toEqual([true]);
    member.clock.advance(10_000);
    expect(await member.pending.runOnce()).toBe(1);
    expect(await waits.write([failed()])).toEqual([true]);
    expect(await live()).toMatchObject([{ status: 'running', attempt: 2, epoch: 2 }]);
    expect(await attempts()).toHaveLength(1);
  });

  it('is refused where the execution had changed hands', async () => {
    await cluster.query('update tracked_cron.cron_job_live set epoch = 2');
    expect(await waits.write([failed()])).toEqual([false]);
    expect(await live()).toMatchObject([{ status: 'running', attempt: 1, epoch: 2 }]);
    expect(await attempts()).toEqual([]);
  });

  it('is not due before its time', async () => {
    await waits.write([failed({ retry: { at: Date.now() + 3_600_000, failure: 'transient' } })]);
    member.clock.advance(9_999);
    expect(await member.pending.runOnce()).toBe(0);
  });

  it('ends nothing: the end of the next attempt is the execution’s, and keeps when the first began', async () => {
    const began = new Date(member.clock.now());
    await waits.write([failed()]);
    member.clock.advance(10_000);
    await member.pending.runOnce();
    member.clock.advance(1_000);
    await member.end({ ...execution, epoch: 2, attempt: 2 });
    expect(await cluster.query('select status, started_at from tracked_cron.cron_job_executions')).toEqual([
      { status: 'completed', started_at: began },
    ]);
  });
});
