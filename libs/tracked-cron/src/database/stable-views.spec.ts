import { ExecutionRows } from '../../../../test/support/execution-rows.js';

describe('the views for people and dashboards', () => {
  let rows: ExecutionRows;
  beforeAll(async () => {
    rows = await ExecutionRows.open();
    await rows.job('live-scores', { job_group: 'matches' });
    await rows.ended('live-scores', ExecutionRows.NOW - 60_000, 'failed', { error_message: 'no feed' });
    await rows.live('live-scores', ExecutionRows.NOW);
    await rows.live('live-scores', ExecutionRows.NOW, { status: 'zombie' });
  });
  afterAll(() => rows.close());

  const columns = async (view: string) => {
    const found = await rows.raw.query<{ name: string }>(
      `select column_name as name from information_schema.columns
       where table_schema = 'tracked_cron' and table_name = $1 order by ordinal_position`,
      [view],
    );
    return found.map(({ name }) => name).join(' ');
  };

  // dashboards rely on them: a column may be added at the end, none may go or change its name
  it('have the columns that they always had', async () => {
    expect(await columns('executions')).toBe(
      'id application environment job_name job_group owner status reason trigger triggered_by trigger_reason ' +
        'scheduled_at started_at completed_at duration_ms next_slot_at attempt max_attempts heartbeat_at progress ' +
        'progress_message parameters metadata result error_class error_message error_detail fingerprint instance_id ' +
        'release trace_id created_at updated_at',
    );
    expect(await columns('T_CronJobExecutions')).toBe(
      'id jobName jobGroup status scheduledTime startTime endTime duration error metadata nextRun lastHeartbeat ' +
        'attempt maxAttempts createdAt updatedAt application environment owner release trigger instanceId epoch reason ' +
        'traceId progress result',
    );
  });

  it('hold what is in flight and what has ended', async () => {
    expect(
      await rows.raw.query('select status, duration_ms from tracked_cron.executions order by id'),
    ).toEqual([
      { status: 'failed', duration_ms: 1_000 },
      { status: 'running', duration_ms: null },
    ]);
    expect(
      await rows.raw.query(
        `select "jobName", "jobGroup", status, "scheduledTime", "startTime", "endTime", duration, error
         from tracked_cron."T_CronJobExecutions" order by id limit 1`,
      ),
    ).toEqual([
      {
        jobName: 'live-scores',
        jobGroup: 'matches',
        status: 'failed',
        scheduledTime: new Date(ExecutionRows.NOW - 60_000),
        startTime: new Date(ExecutionRows.NOW - 59_995),
        endTime: new Date(ExecutionRows.NOW - 58_995),
        duration: 1_000,
        error: 'no feed',
      },
    ]);
  });

  it('take nothing', async () => {
    await expect(rows.raw.query('delete from tracked_cron.executions')).rejects.toThrow(/cannot delete/);
    await expect(rows.raw.query('delete from tracked_cron."T_CronJobExecutions"')).rejects.toThrow(
      /cannot delete/,
    );
  });
});
