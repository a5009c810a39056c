import { Injectable, RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { TrackedCron } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import type { AddressInfo } from 'node:net';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { controllersAt } from '../libs/cron-admin/src/controllers-at.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const OURS = {
  viewer: 'viewer-token-0001',
  scoped: 'scoped-token-0001',
  boss: 'admin-token-00001',
  elsewhere: 'elsewhere-token-1',
  here: 'everything-here-1',
};
const MOUNT = '/admin/cron-jobs';

@Injectable()
class Jobs {
  @TrackedCron('@never', {
    name: 'mine.goals',
    group: 'matches',
    owner: 'sports',
    tags: ['live'],
    overlap: 'allow',
  })
  goals(): void {}

  @TrackedCron('@never', {
    name: 'mine.scores',
    group: 'matches',
    owner: 'sports',
    overlap: 'allow',
    alertThresholds: { objective: { successRate: 0.9 } },
  })
  scores(): void {
    throw new Error('no feed');
  }

  @TrackedCron('@never', {
    name: 'foreign.payroll',
    group: 'money',
    owner: 'finance',
    overlap: 'allow',
    alertThresholds: { objective: { availability: 0.9 } },
  })
  payroll(): void {
    throw new Error('no money');
  }
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Every route that our controllers have, those that are yet to come among them. */
function allRoutes(): Route[] {
  const controllers = controllersAt('unused', [], { shown: false, page: false }).filter(
    ({ name }) => name !== 'UnknownRouteController',
  );
  return controllers.flatMap((Mounted: Type) => {
    const { prototype } = Object.getPrototypeOf(Mounted) as Type;
    return Object.getOwnPropertyNames(prototype).flatMap((name): Route[] => {
      const handler: unknown = (prototype as Record<string, unknown>)[name];
      if (typeof handler !== 'function') return [];
      const paths = Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined;
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET';
      return [paths ?? []].flat().map((path) => ({ method, path: `/${path.replace(/^\/+/, '')}` }));
    });
  });
}

describe('the admin API', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let url: string;
  let mine: string[];
  let foreign: string[];
  const routes = allRoutes();

  beforeAll(async () => {
    database = await createTestDatabase();
    const scope = { groups: ['matches'], environments: ['test'] };
    instance = await startInstance({
      url: database.url,
      providers: [Jobs],
      imports: [
        CronAdminModule.forRoot({
          rateLimit: false,
          access: new TokenAccess(
            [
              { token: OURS.viewer, role: 'viewer' },
              { token: OURS.scoped, role: 'admin', name: 'matches', scope },
              { token: OURS.boss, role: 'admin', name: 'boss' },
              { token: OURS.here, role: 'viewer', name: 'here', scope: { environments: ['test'] } },
              { token: OURS.elsewhere, role: 'admin', name: 'else', scope: { environments: ['staging'] } },
            ],
            { hide: { viewer: ['error', 'logs'] } },
          ),
        }),
      ],
    });
    const { manager, app, clock } = instance;
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}${MOUNT}`;
    const jobs = ['mine.goals', 'foreign.payroll', 'mine.scores'] as const;
    for (let round = 0; round < 4; round++)
      for (const jobName of jobs) await manager.triggerManually(jobName, { by: 'ann' });
    const { items } = await eventually(
      () => manager.getHistory({ limit: 200 }),
      (page) => page.items.length === 12 && page.items.every(({ completedAt }) => completedAt !== null),
    );
    const idsOf = (prefix: string) =>
      items.filter(({ jobName }) => jobName.startsWith(prefix)).map(({ id }) => id);
    [mine, foreign] = [idsOf('mine.'), idsOf('foreign.')];
    await manager.freeze({ group: 'money', by: 'ann' });
    await manager.unfreeze({ group: 'money' });
    await app.get(Journal).flush();
    clock.advance(60_000);
    await eventually(
      () => manager.getStatistics(),
      ({ countedUntil }) => countedUntil !== null,
    );
    await manager.freeze({ group: 'thaw', by: 'payroll' });
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });

  async function ask(token: string, path: string, method = 'GET', body?: object) {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: JSON.parse(text) as never };
  }
  const filled = (path: string, jobName: string, id: string) =>
    path.replace(':jobName', jobName).replace(/:\w+/g, id);
  const lists = (path: string) => !path.includes(':');

  it('has routes to be asked', () => {
    expect(routes.length).toBeGreaterThan(15);
  });

  it('lets a viewer do nothing but read', async () => {
    const before = await database.query('select count(*)::int as n from tracked_cron.cron_audit');
    // a ticket is exchanged by whoever has it
    const writes = routes.filter(({ method, path }) => method !== 'GET' && path !== '/session');
    expect(writes.length).toBeGreaterThan(10);
    for (const { method, path } of writes) {
      const { status } = await ask(OURS.viewer, filled(path, 'mine.goals', mine[0]), method);
      expect([method, path, status]).toEqual([method, path, 403]);
    }
    expect(await database.query('select count(*)::int as n from tracked_cron.cron_audit')).toEqual(before);
  });

  it('has nothing of what is out of scope for whoever has one, on any route', async () => {
    for (const { method, path } of routes.filter((route) => !lists(route.path))) {
      const { status } = await ask(OURS.scoped, filled(path, 'foreign.payroll', foreign[0]), method);
      expect([method, path, status]).toEqual([method, path, 404]);
    }
    for (const { method, path } of routes.filter((route) => lists(route.path))) {
      const { status, text } = await ask(OURS.scoped, path, method);
      expect([method, path, [200, 400, 403].includes(status)]).toEqual([method, path, true]);
      for (const secret of ['foreign', 'payroll', 'money', ...foreign]) expect(text).not.toContain(secret);
    }
  });

  it('says the same of what is out of scope as of what there is not', async () => {
    const [nobody, foreignJob] = await Promise.all(
      ['nobody.payroll', 'foreign.payroll'].map((name) => ask(OURS.scoped, `/jobs/${name}`)),
    );
    expect(nobody.text.replaceAll('nobody', 'foreign')).toBe(foreignJob.text);
    const missing = '019aa000-0000-7000-8000-00000000dead';
    const [dead, hidden] = await Promise.all([missing, foreign[0]].map((id) => ask(OURS.scoped, `/${id}`)));
    expect(dead.text.replaceAll(missing, foreign[0])).toBe(hidden.text);
  });

  it('shows whoever has a scope all that is in it, in full pages', async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let cursor = '';
    do {
      const { body } = await ask(OURS.scoped, `?limit=3${cursor}`);
      const { items, page } = body as { items: { id: string }[]; page: { next: string | null } };
      seen.push(...items.map(({ id }) => id));
      sizes.push(items.length);
      cursor = page.next === null ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(seen).toEqual(mine);
    expect(sizes).toEqual([3, 3, 2]);
    expect((await ask(OURS.scoped, `/${mine[0]}`)).status).toBe(200);
    expect((await ask(OURS.scoped, '/mine.goals/pause', 'POST')).status).toBe(200);
    expect((await ask(OURS.scoped, '/mine.goals/resume', 'POST')).status).toBe(200);
    const names = async (path: string) =>
      ((await ask(OURS.scoped, path)).body as { items: { jobName: string }[] }).items.map(
        ({ jobName }) => jobName,
      );
    expect(await names('/status')).toEqual(['mine.goals', 'mine.scores']);
    expect(await names('/jobs')).toEqual(['mine.goals', 'mine.scores']);
    expect(new Set(await names('/audit?limit=200'))).toEqual(new Set(['mine.goals', 'mine.scores']));
  });

  it('lets whoever has a scope freeze what is theirs, and no more', async () => {
    const freeze = async (body: object) => (await ask(OURS.scoped, '/freeze', 'POST', body)).status;
    expect(await freeze({})).toBe(403);
    expect(await freeze({ group: 'money' })).toBe(403);
    expect(await freeze({ group: 'matches' })).toBe(200);
    expect((await ask(OURS.scoped, '/freezes')).body).toMatchObject({ items: [{ group: 'matches' }] });
    expect((await ask(OURS.boss, '/freezes')).body).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ group: 'thaw' })]),
    });
    expect((await ask(OURS.scoped, '/unfreeze', 'POST', { group: 'matches' })).status).toBe(200);
    expect(await freeze({ owner: 'sports' })).toBe(403);
    expect(await freeze({ group: 'matches', owner: 'sports' })).toBe(200);
    const both = { group: 'matches', owner: 'sports' };
    expect((await ask(OURS.scoped, '/freezes')).body).toMatchObject({ items: [both] });
    expect((await ask(OURS.scoped, '/unfreeze', 'POST', both)).body).toEqual({ unfrozen: true });
    expect((await ask(OURS.scoped, '/scrub', 'POST', { text: 'no money' })).status).toBe(403);
  });

  it('counts for whoever has a scope what is in it, and no more', async () => {
    const counted = (completed: number, failed: number) => ({ total: { counts: { completed, failed } } });
    expect((await ask(OURS.scoped, '/stats')).body).toMatchObject(counted(4, 4));
    expect((await ask(OURS.scoped, '/stats?group=money')).body).toMatchObject(counted(0, 0));
    expect((await ask(OURS.boss, '/stats')).body).toMatchObject(counted(4, 8));
    expect((await ask(OURS.elsewhere, '/stats')).body).toMatchObject(counted(0, 0));
    expect((await ask(OURS.here, '/stats?jobName=foreign.payroll')).status).toBe(200);
    expect((await ask(OURS.here, '/stats')).body).toMatchObject({ total: { counts: { failed: 8 } } });
    expect((await ask(OURS.scoped, '/stats?jobName=mine.goals')).body).toMatchObject({
      total: { counts: { completed: 4 } },
    });
    const names = async (token: string, path: string) =>
      ((await ask(token, path)).body as { items: { jobName: string }[] }).items.map(({ jobName }) => jobName);
    expect(await names(OURS.boss, '/reports/performance?sort=jobName')).toEqual([
      'foreign.payroll',
      'mine.goals',
      'mine.scores',
    ]);
    expect(await names(OURS.scoped, '/reports/performance?sort=jobName')).toEqual([
      'mine.goals',
      'mine.scores',
    ]);
    expect(await names(OURS.boss, '/reports/objectives')).toEqual(['mine.scores', 'foreign.payroll']);
    expect(await names(OURS.scoped, '/reports/objectives')).toEqual(['mine.scores']);
    for (const path of ['/stats', '/reports/performance', '/reports/trends', '/reports/objectives']) {
      const [nobody, foreignJob] = await Promise.all(
        ['nobody.payroll', 'foreign.payroll'].map((name) => ask(OURS.scoped, `${path}?jobName=${name}`)),
      );
      expect([path, foreignJob.status]).toEqual([path, 404]);
      expect(nobody.text.replaceAll('nobody', 'foreign')).toBe(foreignJob.text);
    }
  });

  it('groups failures for whoever has a scope by what fails in it, and lets them decide about that', async () => {
    const path = '/reports/failures';
    const groups = async (token: string, query = '') =>
      ((await ask(token, `${path}${query}`)).body as { items: { fingerprint: string; sample: string }[] })
        .items;
    const [own, ...more] = await groups(OURS.scoped);
    expect([own.sample, more]).toEqual(['no feed', []]);
    const foreignOne = (await groups(OURS.boss)).find(({ sample }) => sample === 'no money')!;
    expect(await groups(OURS.scoped, '?jobName=foreign.payroll')).toEqual([]);
    for (const [method, action] of [
      ['GET', ''],
      ['POST', '/ignore'],
      ['POST', '/resolve'],
    ]) {
      const asked = (fingerprint: string) =>
        ask(OURS.scoped, `${path}/${fingerprint}${action}`, method, method === 'POST' ? {} : undefined);
      const [nobody, hidden] = await Promise.all(['0123456789abcdef', foreignOne.fingerprint].map(asked));
      expect([action, hidden.status]).toEqual([action, 404]);
      expect(nobody.text.replaceAll('0123456789abcdef', foreignOne.fingerprint)).toBe(hidden.text);
      expect((await asked(own.fingerprint)).status).toBe(200);
    }
    expect((await groups(OURS.boss)).map(({ sample }) => sample).sort()).toEqual(['no feed', 'no money']);
  });

  it('acts for whoever has a scope on many jobs of it, and knows no others', async () => {
    const bulk = (body: object) => ask(OURS.scoped, '/bulk', 'POST', { action: 'pause', ...body });
    const wrong = await bulk({ filter: { tag: 'live' }, expectedCount: 5 });
    expect(wrong.body).toMatchObject({ status: 409, current: { jobNames: ['mine.goals'] } });
    expect((await bulk({ filter: { owner: 'finance' }, expectedCount: 0 })).body).toMatchObject({
      items: [],
    });
    const jobNames = ['mine.goals', 'foreign.payroll', 'foreign.payrol'];
    const { body } = await bulk({ jobNames, expectedCount: 3 });
    const unknown = { outcome: 'refused', code: 'UNKNOWN_JOB' };
    expect(body).toMatchObject({
      items: [
        { ...unknown, detail: 'There is no job "foreign.payrol".' },
        { ...unknown, detail: 'There is no job "foreign.payroll".' },
        { jobName: 'mine.goals', outcome: 'done' },
      ],
    });
    expect((await ask(OURS.boss, '/jobs/foreign.payroll/why?at=2026-01-01')).status).toBe(200);
    expect((await instance.manager.getStatus('foreign.payroll' as never)).paused).toBeNull();
    expect((await bulk({ action: 'resume', jobNames: ['mine.goals'], expectedCount: 1 })).status).toBe(200);
  });

  it('tells whoever has a scope what changed around their jobs, and what work they have', async () => {
    const { clock } = instance;
    // rows of jobs are dated by the database's own clock
    clock.advance(Math.max(0, Date.now() - clock.now()) + 60_000);
    const from = new Date(clock.now() - 24 * 3_600_000).toISOString();
    const window = `from=${from}&to=${new Date(clock.now()).toISOString()}&limit=1000`;
    const marks = (await ask(OURS.scoped, `/marks?${window}`)).body as {
      items: { kind: string; jobName: string | null; group: string | null }[];
    };
    expect(new Set(marks.items.map(({ jobName }) => jobName))).toEqual(
      new Set([null, 'mine.goals', 'mine.scores']),
    );
    expect(marks.items.filter(({ group }) => group === 'money' || group === 'thaw')).toEqual([]);
    expect((await ask(OURS.scoped, `/marks?${window}&jobName=foreign.payroll`)).status).toBe(404);
    expect((await ask(OURS.scoped, '/scaling')).body).toMatchObject({ running: 0, waiting: 0, dueSoon: 0 });
    for (const path of ['/instances', '/diagnosis', '/storage'])
      expect((await ask(OURS.scoped, path)).status).toBe(403);
    expect((await ask(OURS.scoped, '/openapi.json')).status).toBe(200);
  });

  it('has nothing for whoever is of another environment', async () => {
    expect((await ask(OURS.elsewhere, '?environment=test')).body).toMatchObject({ items: [] });
    expect((await ask(OURS.elsewhere, '/status')).body).toEqual({ items: [] });
    expect((await ask(OURS.elsewhere, `/${mine[0]}`)).status).toBe(404);
    expect((await ask(OURS.elsewhere, '/jobs/mine.goals')).status).toBe(404);
    expect((await ask(OURS.elsewhere, '/freeze', 'POST')).status).toBe(403);
  });

  it('shows nobody what their rights hide, and lets nobody find it out by searching', async () => {
    const { text } = await ask(OURS.viewer, '?status=failed');
    expect(text).toContain('mine.scores');
    expect(text).not.toMatch(/no feed|no money|admin-access\.spec/);
    const failed = (JSON.parse(text) as { items: { id: string }[] }).items[0].id;
    const one = await ask(OURS.viewer, `/${failed}`);
    expect(one.text).not.toMatch(/no feed|no money|admin-access\.spec/);
    expect(one.body).toMatchObject({ logs: null, error: { message: '[hidden]' } });
    expect((await ask(OURS.viewer, `/${failed}/logs`)).status).toBe(403);
    expect((await ask(OURS.viewer, '?search=no%20feed')).status).toBe(403);
    expect((await ask(OURS.viewer, '/reports/failures?search=no%20feed')).status).toBe(403);
    const why = `/jobs/mine.scores/why?at=${new Date(instance.clock.now()).toISOString()}`;
    expect((await ask(OURS.viewer, why)).status).toBe(403);
    expect((await ask(OURS.boss, why)).status).toBe(200);
    expect((await ask(OURS.boss, '?search=no%20feed')).text).toContain('no feed');
  });
});
