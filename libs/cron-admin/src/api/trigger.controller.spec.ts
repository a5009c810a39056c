import { TrackedCronError } from 'nestjs-tracked-cron';
import { ADAPTERS, hostAdmin, TOKENS, type Ask, type HostedAdmin } from '../testing/hosted-admin.js';
import { EXECUTION_ID, JOB } from '../testing/memory-manager.js';

describe.each(ADAPTERS)('triggering over REST, on %s', (adapter) => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin(undefined, { adapter })));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.triggers.splice(0));

  function trigger(request: Ask = {}, path = `/${JOB}/trigger`) {
    return host.ask(`/admin/cron-jobs${path}`, { method: 'POST', token: TOKENS.operator, ...request });
  }

  function json(body: unknown, more: Ask = {}): Ask {
    const headers = { 'Content-Type': 'application/json', ...more.headers };
    return { ...more, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  }

  it.each([`/${JOB}/trigger`, `/jobs/${JOB}/trigger`])(
    'starts the job at %s and says where it is',
    async (path) => {
      const answer = await trigger({}, path);
      expect(answer.status).toBe(202);
      expect(answer.body).toEqual({ executionId: EXECUTION_ID, jobName: JOB, status: 'running' });
      const location = answer.headers.get('location')!;
      const asked = `http://proxy.test/ops/admin/cron-jobs${path}`;
      expect(new URL(location, asked).pathname).toBe(`/ops/admin/cron-jobs/${EXECUTION_ID}`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    },
  );

  it('records who asked and why, and hands parameters and key on as they came', async () => {
    const parameters = { match: 7, deep: [{ constructor: 'x' }] };
    await trigger(json({ parameters, reason: 'wrong score' }, { headers: { 'Idempotency-Key': 'k 1' } }));
    expect(host.manager.triggers).toEqual([
      { jobName: JOB, options: { parameters, reason: 'wrong score', by: 'operator', idempotencyKey: 'k 1' } },
    ]);
  });

  it('follows nested parameters nowhere, however deep they are', async () => {
    const depth = 20_000;
    const answer = await trigger(json(`{"parameters":${'['.repeat(depth)}${']'.repeat(depth)}}`));
    expect(answer.status).toBe(202);
  });

  it.each([
    ['a reason that is no text', { reason: 7 }, '/body/reason', 'INVALID_VALUE'],
    ['an empty reason', { reason: ' ' }, '/body/reason', 'INVALID_VALUE'],
    ['a long reason', { reason: 'a'.repeat(501) }, '/body/reason', 'INVALID_VALUE'],
    ['what PostgreSQL cannot hold', { reason: 'a\0b' }, '/body/reason', 'INVALID_VALUE'],
    ['an unknown parameter', { params: {} }, '/body/params', 'UNKNOWN_PARAMETER'],
    ['a list', [], '/body', 'INVALID_VALUE'],
  ])('refuses %s and points at it', async (_, body, pointer, code) => {
    const { status, problem } = await trigger(json(body));
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer, code }]);
    expect(host.manager.triggers).toEqual([]);
  });

  // Fastify's parser refuses it before we see it
  it('refuses a name that would switch checks off', async () => {
    expect((await trigger(json('{"__proto__":{}}'))).status).toBe(400);
    expect(host.manager.triggers).toEqual([]);
  });

  it.each(['', 'k'.repeat(201), 'schlüssel'])('refuses the idempotency key %p', async (key) => {
    const { status, problem } = await trigger({ headers: { 'Idempotency-Key': key } });
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer: '/headers/Idempotency-Key' }]);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain'])('refuses a body of type %s', async (type) => {
    const { status, problem } = await trigger({ headers: { 'Content-Type': type }, body: 'reason=because' });
    expect(status).toBe(415);
    expect(problem.type).toBe('urn:nestjs-tracked-cron:problem:unsupported-media-type');
    expect(host.manager.triggers).toEqual([]);
  });

  it.each([
    ['application/jsonish', 'reason=because', 415],
    ['application/json', '{"reason":', 400],
    ['application/json', `{"reason":"${'a'.repeat(2_000_000)}"}`, 413],
  ])(
    "starts nothing by a %s that the host's body parser may refuse in its own words",
    async (type, body, status) => {
      const answer = await trigger({ headers: { 'Content-Type': type }, body });
      expect(answer.status).toBe(status);
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.[jt]s:/);
      expect(host.manager.triggers).toEqual([]);
    },
  );

  it('answers 404 to a job nobody knows, and to a name no job can have', async () => {
    expect((await trigger({}, '/Nobody.knows/trigger')).problem).toMatchObject({
      type: 'urn:nestjs-tracked-cron:problem:unknown-job',
      status: 404,
    });
    for (const name of ['a%2Fb', 'a%20b', 'a'.repeat(121)]) {
      expect((await trigger({}, `/${name}/trigger`)).problem).toMatchObject({
        type: 'urn:nestjs-tracked-cron:problem:unknown-route',
        status: 404,
      });
    }
  });

  it('answers 409 while the job is in flight', async () => {
    host.manager.failure = new TrackedCronError('JOB_IN_FLIGHT', 'It is in flight.');
    expect((await trigger()).problem).toMatchObject({ status: 409, detail: 'It is in flight.' });
  });

  it('points into parameters that the job does not take', async () => {
    const issues = [{ path: ['team', 'a/b'], message: 'Expected a number' }];
    host.manager.failure = new TrackedCronError('INVALID_PARAMETERS', 'They do not fit.', { issues });
    expect((await trigger(json({ parameters: {} }))).problem).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/parameters/team/a~1b', code: 'INVALID_VALUE', detail: 'Expected a number' }],
    });
  });

  it('is for operators, not for viewers', async () => {
    expect((await trigger({ token: TOKENS.viewer })).problem).toMatchObject({
      type: 'urn:nestjs-tracked-cron:problem:forbidden',
      status: 403,
    });
    expect((await trigger({ token: TOKENS.admin })).status).toBe(202);
  });

  it.each([null, 'not-one-of-our-tokens'])('asks who it is of the bearer of %p', async (token) => {
    const { status, headers, problem } = await trigger({ token });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(problem.type).toBe('urn:nestjs-tracked-cron:problem:unauthenticated');
    expect(host.manager.triggers).toEqual([]);
  });

  it('refuses a browser that sends it for another origin, whatever token it holds', async () => {
    for (const [name, value] of [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Origin', 'https://evil.test'],
    ]) {
      expect((await trigger({ headers: { [name]: value } })).problem).toMatchObject({
        type: 'urn:nestjs-tracked-cron:problem:cross-origin',
        status: 403,
      });
    }
    expect((await trigger({ headers: { 'Sec-Fetch-Site': 'same-origin' } })).status).toBe(202);
    expect(host.manager.triggers).toHaveLength(1);
  });
});
