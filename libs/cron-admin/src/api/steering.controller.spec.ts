import { TrackedCronError } from 'nestjs-tracked-cron';
import type { AccessAction, AccessTarget } from '../access/cron-admin-access.js';
import { access, ADAPTERS, hostAdmin, TOKENS, type Ask, type HostedAdmin } from '../testing/hosted-admin.js';
import { EXECUTION_ID, JOB, NEXT_SLOT } from '../testing/memory-manager.js';

const UNKNOWN = '019aa000-0000-7000-8000-00000000ffff';

describe.each(ADAPTERS)('steering over REST, on %s', (adapter) => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin(undefined, { adapter })));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.steered.splice(0));

  function post(path: string, body?: unknown, more: Ask = {}) {
    const headers: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
    return host.ask(`/admin/cron-jobs${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      ...more,
    });
  }

  it('cancels an execution, and says who and why', async () => {
    const { status, body } = await post(
      `/${EXECUTION_ID}/cancel`,
      { reason: 'wrong file' },
      {
        token: TOKENS.operator,
      },
    );
    expect([status, body]).toEqual([202, { executionId: EXECUTION_ID, jobName: JOB, status: 'cancelling' }]);
    expect(host.manager.steered).toEqual([
      ['cancel', EXECUTION_ID, { reason: 'wrong file', by: 'operator' }],
    ]);
  });

  it('cancels nothing that nobody knows, or that has ended', async () => {
    expect((await post(`/${UNKNOWN}/cancel`)).problem).toMatchObject({ status: 404 });
    expect((await post('/some-job/cancel')).problem).toMatchObject({ status: 404 });
    host.manager.failure = null;
    const ended = new TrackedCronError('NOT_IN_FLIGHT', 'It has ended (completed).', {});
    host.manager.cancel = () => Promise.reject(ended);
    const { problem } = await post(`/${EXECUTION_ID}/cancel`);
    expect(problem).toMatchObject({ status: 409, detail: 'It has ended (completed).' });
    delete (host.manager as { cancel?: unknown }).cancel;
  });

  it('asks the access object about the job of an execution, which the path does not name', async () => {
    const asked: [AccessAction, AccessTarget][] = [];
    const tokens = access();
    const guarded = await hostAdmin({
      access: {
        authenticate: (request) => tokens.authenticate(request),
        can: (_, action, target) => {
          asked.push([action, target]);
          return target.job === undefined;
        },
      },
    });
    const { problem } = await guarded.ask(`/admin/cron-jobs/${EXECUTION_ID}/cancel`, { method: 'POST' });
    expect(problem.status).toBe(403);
    expect(asked).toMatchObject([
      ['cancel', { job: JOB, group: 'matches', owner: 'sports', tags: ['live'] }],
    ]);
    expect(guarded.manager.steered).toEqual([]);
    await guarded.app.close();
  });

  it.each([`/${JOB}/skip-next`, `/jobs/${JOB}/skip-next`])('skips the next slot at %s', async (path) => {
    const { status, body } = await post(path, { reason: 'derby' });
    expect([status, body]).toEqual([200, { jobName: JOB, slot: NEXT_SLOT.toISOString() }]);
    expect(host.manager.steered).toEqual([['skipNext', JOB, { reason: 'derby', by: 'admin' }]]);
  });

  it.each([`/${JOB}/backfill`, `/jobs/${JOB}/backfill`])('makes up for past slots at %s', async (path) => {
    const [from, to] = ['2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'];
    const { status, body } = await post(path, { from, to, limit: 10 });
    expect([status, body]).toEqual([202, { jobName: JOB, count: 1, first: from, last: to }]);
    expect(host.manager.steered).toEqual([
      ['backfill', JOB, new Date(from), new Date(to), { reason: undefined, limit: 10, by: 'admin' }],
    ]);
  });

  it.each(['', '/jobs'])(
    'pauses and resumes a job under %s/:jobName, and says who, why and until when',
    async (under) => {
      const until = '2026-11-23T02:00:00.000Z';
      expect((await post(`${under}/${JOB}/pause`, { reason: 'derby', until })).body).toEqual({
        jobName: JOB,
        paused: true,
        until,
      });
      expect((await post(`${under}/${JOB}/resume`, { reason: 'over' })).body).toEqual({
        jobName: JOB,
        paused: false,
      });
      expect((await post(`${under}/${JOB}/pause`)).body).toEqual({ jobName: JOB, paused: true, until: null });
      expect(host.manager.steered).toEqual([
        ['pause', JOB, { reason: 'derby', until: new Date(until), by: 'admin' }],
        ['resume', JOB, { reason: 'over', by: 'admin' }],
        ['pause', JOB, { reason: undefined, by: 'admin' }],
      ]);
    },
  );

  it.each([
    [`/${EXECUTION_ID}/cancel`, 'viewer', 403],
    [`/${EXECUTION_ID}/cancel`, 'operator', 202],
    [`/${JOB}/skip-next`, 'viewer', 403],
    [`/${JOB}/skip-next`, 'operator', 200],
    [`/${JOB}/pause`, 'viewer', 403],
    [`/${JOB}/pause`, 'operator', 200],
    [`/${JOB}/resume`, 'viewer', 403],
    [`/${JOB}/resume`, 'operator', 200],
    [`/${JOB}/backfill`, 'operator', 403],
  ] as const)('answers POST %s of a %s with %i', async (path, role, expected) => {
    expect((await post(path, undefined, { token: TOKENS[role] })).status).toBe(expected);
  });

  it.each([
    [`/${JOB}/pause`, { until: 'tomorrow' }, '/body/until'],
    [`/${JOB}/resume`, { until: '2026-11-23T02:00:00Z' }, '/body/until'],
    [`/${JOB}/backfill`, { to: '2026-11-23' }, '/body/from'],
    [`/${JOB}/backfill`, { from: '2026-11-22', to: '2026-11-23', limit: 1_001 }, '/body/limit'],
    [`/${JOB}/skip-next`, { reason: '' }, '/body/reason'],
    [`/${EXECUTION_ID}/cancel`, { why: 'x' }, '/body/why'],
  ])('refuses POST %s with %j and points at it', async (path, body, pointer) => {
    const { problem } = await post(path, body);
    expect(problem.status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer }]);
    expect(host.manager.steered).toEqual([]);
  });

  it.each([
    ['FROZEN', 409, 'frozen'],
    ['CONCURRENCY_LIMIT', 409, 'concurrency-limit'],
    ['NO_SLOT', 422, 'no-slot'],
    ['BACKFILL_TOO_LARGE', 422, 'backfill-too-large'],
    ['INVALID_OPTION', 422, 'impossible-value'],
  ])('answers %s with %i', async (code, status, kind) => {
    host.manager.failure = new TrackedCronError(code, 'In words.');
    const { problem } = await post(`/${JOB}/skip-next`);
    expect(problem).toMatchObject({
      status,
      type: `urn:nestjs-tracked-cron:problem:${kind}`,
      detail: 'In words.',
    });
  });
});
