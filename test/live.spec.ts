import { Injectable, Logger } from '@nestjs/common';
import fc from 'fast-check';
import { CronContext, Execution, TrackedCron, type BusTopic, type JobStatus } from 'nestjs-tracked-cron';
import {
  TokenAccess,
  type AccessAction,
  type AccessTarget,
  type CronAdminAccess,
  type LiveProblem,
  type LiveStats,
  type Principal,
} from 'nestjs-tracked-cron/admin';
import { eventually } from './support/eventually.js';
import { startLiveApp, type LiveApp } from './support/live-apps.js';
import { LiveClient } from './support/live-client.js';
import { RoundRobinProxy } from './support/round-robin-proxy.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

Logger.overrideLogger(false);

const tokens = {
  viewer: 'viewer-token-0001',
  admin: 'admin-token-00001',
  short: 'short-lived-token',
  dutch: 'dutch-team-token1',
};

/** The tokens of the module, one that sees one job only, and one that ends. */
class TestAccess implements CronAdminAccess {
  private readonly known = new TokenAccess([
    { token: tokens.viewer, role: 'viewer' },
    { token: tokens.admin, role: 'admin' },
    { token: tokens.short, role: 'viewer', name: 'short' },
    { token: tokens.dutch, role: 'viewer', name: 'dutch' },
  ]);
  expiresAt: Date | undefined;

  authenticate(request: Parameters<TokenAccess['authenticate']>[0]): Principal | null {
    const principal = this.known.authenticate(request);
    return principal?.name === 'short' ? { ...principal, expiresAt: this.expiresAt } : principal;
  }

  /** What it was asked about. */
  readonly targets: AccessTarget[] = [];

  can(principal: Principal, action: AccessAction, target: AccessTarget): boolean {
    this.targets.push(target);
    return this.known.can(principal as never, action);
  }

  scopeOf({ name }: Principal) {
    return name === 'dutch' ? { jobs: ['dutch'] } : null;
  }
}

/** What the handlers wait for. */
const gates = new Map<string, () => void>();

@Injectable()
class Jobs {
  @TrackedCron('@never', { name: 'quick' })
  quick(): void {}

  @TrackedCron('@never', { name: 'dutch' })
  dutch(): void {}

  /** Logs what it is told to, until it is told to end. */
  @TrackedCron('@never', { name: 'talker', overlap: 'allow' })
  async talker(@Execution() ctx: CronContext): Promise<void> {
    ctx.log.info('line 0');
    for (let line = 1; ; line++) {
      const more = await new Promise<boolean>((resolve) => {
        gates.set('say', () => resolve(true));
        gates.set('end', () => resolve(false));
      });
      if (!more) return;
      ctx.log.info(`line ${line}`);
    }
  }
}

describe('the gateway on two instances behind a proxy', () => {
  const access = new TestAccess();
  let database: TestDatabase;
  let apps: LiveApp[];
  let proxy: RoundRobinProxy;
  const clients: LiveClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    // the first runs the jobs, the second only shows them
    apps = [await startLiveApp(database.url, { access }, { providers: [Jobs] })];
    apps.push(await startLiveApp(database.url, { access }, { providers: [Jobs], execute: () => false }));
    proxy = await RoundRobinProxy.before(apps.map(({ port }) => port));
  });
  afterEach(() => clients.splice(0).forEach((client) => client.close()));
  afterAll(async () => {
    await proxy.close();
    await Promise.all(apps.map(({ app }) => app.close()));
    await database.drop();
  });

  const connect = async (instance: number, token = tokens.viewer) => {
    const client = await LiveClient.connected(`http://127.0.0.1:${apps[instance].port}`, token);
    clients.push(client);
    return client;
  };
  const run = (jobName: string) => apps[0].manager.triggerManually(jobName);
  /** Until the instance that runs jobs knows that the other one listens. */
  const heard = () => eventually(() => apps[0].bus.isWanted('execution'));

  it('greets with what the client may do', async () => {
    const viewer = await connect(0);
    expect(await viewer.until('hello')).toEqual({
      protocol: 1,
      serverTime: expect.any(String),
      epoch: expect.any(String),
      permissions: ['read'],
    });
    const admin = await connect(0, tokens.admin);
    expect((await admin.until('hello')).permissions).toContain('scrub');
  });

  it('shows on one instance what happens on the other', async () => {
    const client = await connect(1);
    const jobs = await client.follow('jobs');
    expect([...jobs.keys()].sort()).toEqual(['dutch', 'quick', 'talker', 'tracked-cron.staleness']);
    const job = await client.follow('job:quick');
    const stats = await client.follow('stats');
    expect(stats.get('now')!.value as LiveStats).toMatchObject({ jobs: 4 });
    await heard();
    const { executionId } = await run('quick');
    const ended = await client.untilTrue(() => {
      const execution = job.get(executionId)?.value;
      return execution && 'status' in execution && execution.status === 'completed' && execution;
    });
    expect(ended).toMatchObject({ id: executionId, jobName: 'quick', trigger: 'manual' });
    await client.untilTrue(() => {
      const status = jobs.get('quick')?.value;
      return status && 'lastSuccessAt' in status && status.lastSuccessAt !== null;
    });
    const execution = await client.follow(`execution:${executionId}`);
    expect(execution.get(executionId)!.value).toMatchObject({ status: 'completed', failedAttempts: [] });
  });

  it('goes on without a snapshot after a short break, and with one on the other instance', async () => {
    const client = await LiveClient.connected(proxy.url, tokens.viewer);
    clients.push(client);
    await client.follow('jobs');
    const epochs = () => client.all('hello').map(({ epoch }) => epoch);
    proxy.cut(); // the next connection goes to the other instance
    await client.untilTrue(() => epochs().length === 2);
    await client.untilTrue(() => client.all('snapshot').length === 2);
    expect(new Set(epochs()).size).toBe(2);
    const direct = await connect(1);
    await direct.follow('jobs');
    direct.socket.io.engine.close();
    await direct.untilTrue(() => direct.all('hello').length === 2);
    await heard();
    await run('quick');
    await direct.until('delta');
    expect(direct.all('snapshot')).toHaveLength(1);
  });

  it('follows a log on the other instance line by line, and reads on where it was', async () => {
    const { executionId } = await run('talker');
    const client = await connect(1);
    expect(await client.ask('subscribe', { channel: `logs:${executionId}` })).toEqual({ ok: true });
    const texts = () => client.all('lines').flatMap(({ lines }) => lines.map(({ text }) => text));
    await eventually(() => apps[0].bus.isWanted('logs', executionId));
    for (let line = 1; line <= 3; line++) {
      gates.get('say')!();
      await client.untilTrue(() => texts().includes(`line ${line}`));
    }
    expect(texts()).toEqual(['line 0', 'line 1', 'line 2', 'line 3']);
    const late = await connect(0);
    const to = client.all('lines').find(({ lines }) => lines.at(-1)?.text === 'line 1')!.to;
    await late.ask('subscribe', { channel: `logs:${executionId}`, since: to });
    expect((await late.until('lines')).lines.map(({ text }) => text)).toEqual(['line 2', 'line 3']);
    gates.get('end')!();
  });

  it('tells a client that slept that it lags, holds little for it meanwhile, and brings it up to date', async () => {
    const sleeper = await connect(1);
    const awake = await connect(1);
    await sleeper.follow('jobs');
    await awake.follow('jobs');
    await heard();
    sleeper.sleep();
    const bigOwner = (round: number) =>
      database.query(
        `update tracked_cron.cron_jobs set owner = $1 || repeat('x', 3000000) where name = 'quick'`,
        [`round ${round} `],
      );
    const roundOf = (client: LiveClient) =>
      (client.states.get('jobs')!.get('quick')!.value as JobStatus).owner?.slice(0, 8).trim();
    const rounds = 9;
    for (let round = 1; round <= rounds; round++) {
      await bigOwner(round);
      apps[0].bus.publish('job', { job: 'quick', what: 'changed' });
      await awake.untilTrue(() => roundOf(awake) === `round ${round}`);
    }
    expect(sleeper.all('lag')).toEqual([]);
    sleeper.wake();
    await sleeper.until('lag');
    await sleeper.untilTrue(() => roundOf(sleeper) === `round ${rounds}`);
    expect(sleeper.all('delta').length).toBeLessThan(rounds);
    await database.query(`update tracked_cron.cron_jobs set owner = null where name = 'quick'`);
  });

  it('shows nobody what he may not read', async () => {
    access.targets.length = 0;
    const dutch = await connect(1, tokens.dutch);
    expect([...(await dutch.follow('jobs')).keys()]).toEqual(['dutch']);
    expect((await dutch.follow('stats')).get('now')!.value).toMatchObject({ jobs: 1 });
    const { executionId } = await run('quick');
    for (const channel of ['job:quick', `execution:${executionId}`, `logs:${executionId}`]) {
      expect(await dutch.ask('subscribe', { channel })).toMatchObject({
        ok: false,
        problem: { status: 404 },
      });
    }
    await heard();
    await run('quick');
    await run('dutch');
    await dutch.until('delta', ({ channel }) => channel === 'jobs');
    expect(JSON.stringify(dutch.heard)).not.toContain('quick');
    const place = { application: 'live', environment: 'test' };
    expect(access.targets).toContainEqual(place);
    expect(access.targets).toContainEqual({ ...place, job: 'dutch', group: null, owner: null, tags: [] });
  });

  it('lets a viewer do nothing but follow and leave, whatever he sends', async () => {
    const viewer = await connect(0);
    const names = [
      'trigger',
      'cancel',
      'pause',
      'resume',
      'configure',
      'scrub',
      'hello',
      'snapshot',
      'delta',
      'lag',
    ];
    for (const name of names) {
      const answer = await viewer.ask(name, { jobName: 'quick', channel: 'jobs' });
      expect(answer).toMatchObject({ ok: false, problem: { status: 400 } });
    }
    expect(await viewer.ask('unsubscribe', { channel: 'jobs' })).toEqual({ ok: true });
    expect(await viewer.ask('subscribe', { channel: 'alerts' })).toEqual({ ok: true });
    const unknown = '01a20902-d3f2-7000-8fdf-aefb0462c506';
    expect(await viewer.ask('subscribe', { channel: `logs:${unknown}` })).toMatchObject({
      problem: { status: 404 },
    });
    expect(await viewer.ask('subscribe', { channel: 'job:nowhere' })).toMatchObject({
      problem: { status: 404 },
    });
    expect(await viewer.ask('subscribe', { channel: 'jobs', since: { epoch: 'old', seq: 1 } })).toEqual({
      ok: true,
    });
    await viewer.until('snapshot');
  });

  it('answers whatever anybody sends with a problem, and nothing else comes of it', async () => {
    const viewer = await connect(0);
    const surprises: unknown[] = [];
    const note = (error: unknown) => surprises.push(error);
    process.on('uncaughtException', note).on('unhandledRejection', note);
    const anything = fc.oneof(
      fc.anything({ maxDepth: 2 }).filter(isSendable),
      fc.record({
        channel: fc.oneof(fc.string(), fc.constantFrom('jobs', 'job:', 'logs:x', '__proto__')),
        since: fc.json(),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('subscribe', 'unsubscribe', 'x'),
        fc.array(anything, { maxLength: 2 }),
        async (event, values) => {
          const answer = await viewer.ask(event, ...values);
          if (!answer.ok) expect(answer.problem.status).toBe(400);
        },
      ),
      { numRuns: 200 },
    );
    viewer.socket.emit('subscribe', 'junk'); // without asking for an answer
    const { problem } = (await viewer.until('problem')) as LiveProblem;
    expect(problem).toMatchObject({ status: 400, type: expect.stringContaining('invalid-request') });
    expect(await viewer.ask('unsubscribe', { channel: 'jobs' })).toEqual({ ok: true });
    process.off('uncaughtException', note).off('unhandledRejection', note);
    expect(surprises).toEqual([]);
  });

  it('lets nobody in without a token, with one in the address, or from a page of another origin', async () => {
    const url = `http://127.0.0.1:${apps[0].port}`;
    const refused = (token: string | null, options = {}) => LiveClient.refused(url, token, options);
    const nobody = { status: 401 };
    expect(await refused(null)).toMatchObject(nobody);
    expect(await refused('wrong-token-00001')).toMatchObject(nobody);
    expect(await refused(null, { query: { token: tokens.viewer } })).toMatchObject(nobody);
    const withOrigin = (origin: string) => refused(tokens.viewer, { extraHeaders: { Origin: origin } });
    expect(await withOrigin('https://evil.example')).toMatchObject({
      status: 403,
      type: expect.stringContaining('cross-origin'),
    });
    expect(await refused(tokens.viewer, { transports: ['polling'] })).toMatchObject({ status: 400 });
    const same = await LiveClient.connected(url, null, {
      extraHeaders: { Origin: url, Authorization: `Bearer ${tokens.viewer}` },
    });
    clients.push(same);
  });

  it('ends a connection with the token that opened it', async () => {
    access.expiresAt = new Date(Date.now() + 1_000);
    const client = await connect(0, tokens.short);
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    expect((await client.until('problem')).problem.status).toBe(401);
    await gone;
    expect(await LiveClient.refused(`http://127.0.0.1:${apps[0].port}`, tokens.short)).toMatchObject({
      status: 401,
    });
  });

  it('asks the database nothing while nobody is connected', async () => {
    const wanted = () =>
      apps.some(({ bus }) => ['execution', 'job', 'logs'].some((topic) => bus.isWanted(topic as BusTopic)));
    await eventually(() => !wanted());
  });
});

/** What JSON can say: socket.io sends nothing else. */
function isSendable(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined && typeof value !== 'function';
  } catch {
    return false;
  }
}
