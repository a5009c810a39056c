import type { ExecutionDetails, JobRecord } from 'nestjs-tracked-cron';
import { access, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { EXECUTION_ID, JOB } from '../testing/memory-manager.js';

const GOOD_ID = '019aa000-0000-7000-8000-000000000000';
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 2, minute));

const failed = {
  id: EXECUTION_ID,
  jobName: JOB,
  application: 'test',
  environment: 'test',
  status: 'failed',
  createdAt: at(10),
  startedAt: at(10),
  completedAt: at(12),
  parameters: { season: 2026 },
  error: {
    errorClass: 'FeedError',
    message: 'connect ECONNREFUSED 10.0.0.7:443',
    stack: null,
    causes: [],
    code: 'ECONNREFUSED',
    fingerprint: 'f',
  },
  failedAttempts: [],
} as unknown as ExecutionDetails;
const good: ExecutionDetails = {
  ...failed,
  id: GOOD_ID,
  status: 'completed',
  createdAt: at(5),
  startedAt: at(5),
  error: null,
};

describe('advice on an execution', () => {
  let host: HostedAdmin;
  const start = async (hidden: readonly ('logs' | 'error' | 'parameters')[] = []) => {
    const tokens = access();
    host = await hostAdmin({ access: Object.assign(tokens, { hides: () => hidden }) });
    const { manager } = host;
    manager.executions.clear();
    manager.executions.set(EXECUTION_ID, failed);
    manager.getHistory = async (query = {}) => {
      manager.queries.push(query);
      return { items: [failed, good], page: { next: null, previous: null, limit: 10 } };
    };
    const values = {
      rerun: 'safe',
      runbookUrl: 'https://wiki.example/feed',
      group: null,
      owner: null,
      tags: [],
    };
    const options = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
    manager.getJob = async () => ({ jobName: JOB, options }) as unknown as JobRecord;
    return host.ask(`/admin/cron-jobs/${EXECUTION_ID}/advice`, { token: TOKENS.viewer });
  };
  afterEach(() => host.app.close());

  it('says what usually helps, whether it may run again, and what it can be held against', async () => {
    const { status, body } = await start();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      executionId: EXECUTION_ID,
      hint: { kind: 'connection refused', text: expect.stringContaining('10.0.0.7:443') },
      rerun: 'safe',
      runbook: 'https://wiki.example/feed',
      lastSuccess: { id: GOOD_ID, parameters: { season: 2026 } },
    });
    expect(host.manager.queries).toEqual([
      { jobName: JOB, environment: 'test', status: ['completed'], to: failed.createdAt, limit: 10 },
    ]);
    expect(host.manager.logQueries).toEqual([{ last: 1 }, { last: 1 }]);
  });

  it('looks for changes from the last success to the end', async () => {
    await start();
    const to = new Date(failed.completedAt!.getTime() + 1);
    expect(host.manager.markQueries).toEqual([{ jobName: JOB, from: good.startedAt, to, limit: 20 }]);
  });

  it('quotes nothing that the sender is not shown', async () => {
    const { body } = await start(['error', 'logs', 'parameters']);
    expect(body).toMatchObject({
      hint: { kind: 'connection refused', text: expect.not.stringContaining('10.0.0.7') },
      lastSuccess: { parameters: { hidden: true } },
      logLines: { own: null, lastSuccess: null },
    });
    expect(host.manager.logQueries).toEqual([]);
  });

  it('knows nothing to say of what is not there', async () => {
    await start();
    const { problem } = await host.ask('/admin/cron-jobs/019aa000-0000-7000-8000-00000000dead/advice');
    expect(problem).toMatchObject({ status: 404, type: 'urn:nestjs-tracked-cron:problem:unknown-execution' });
  });
});
