import { Injectable, Logger } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { TokenAccess } from 'nestjs-tracked-cron/admin';
import type { Incident } from 'nestjs-tracked-cron/monitor';
import { IncidentDesk } from '../libs/cron-monitor/src/incidents/incident-desk.js';
import type { JudgedJob } from '../libs/cron-monitor/src/incidents/judged-job.js';
import { eventually } from './support/eventually.js';
import { startLiveApp, type LiveApp } from './support/live-apps.js';
import { LiveClient } from './support/live-client.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

Logger.overrideLogger(false);

const TOKENS = { all: 'operator-of-all-jobs', mine: 'operator-of-matches' };

@Injectable()
class Jobs {
  @TrackedCron('@never', { name: 'mine.goals', group: 'matches' })
  goals(): void {}

  @TrackedCron('@never', { name: 'foreign.payroll', group: 'money' })
  payroll(): void {}
}

describe('incidents in the admin, on two instances', () => {
  let database: TestDatabase;
  let apps: LiveApp[];
  const clients: LiveClient[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const access = new TokenAccess([
      { token: TOKENS.all, role: 'operator', name: 'all' },
      { token: TOKENS.mine, role: 'operator', name: 'mine', scope: { groups: ['matches'] } },
    ]);
    apps = [];
    for (let nth = 0; nth < 2; nth++)
      apps.push(await startLiveApp(database.url, { access }, { providers: [Jobs] }));
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await Promise.all(apps.map(({ app }) => app.close()));
    await database.drop();
  });

  async function ask(token: string, path: string, body?: object) {
    const answer = await fetch(`http://127.0.0.1:${apps[0].port}/admin/cron-jobs${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  }

  /** What a sweep on the second instance comes to. */
  async function judgeLate(jobName: string, group: string): Promise<void> {
    const at = new Date();
    const late = { rule: 'late', severity: 'error', told: true, since: at, message: 'not started' } as const;
    const judged: JudgedJob = {
      jobId: await jobIdOf(jobName),
      jobName,
      group,
      owner: null,
      tags: [],
      fingerprints: [],
      goodRuns: 0,
      lastEndAt: null,
      nextLateAt: null,
      recoverAfter: 1,
      dependsOn: [],
      findings: [{ ...late, count: 1, slot: at, executionId: null }],
    };
    await apps[1].app.get(IncidentDesk, { strict: false }).absorb([judged], at);
  }
  const jobIdOf = async (name: string) =>
    (await database.query<{ id: string }>(`select id from tracked_cron.cron_jobs where name = '${name}'`))[0]
      .id;

  it('are listed, followed and decided about by who may see their jobs, wherever they came up', async () => {
    const [all, mine] = await Promise.all(
      [TOKENS.all, TOKENS.mine].map((token) =>
        LiveClient.connected(`http://127.0.0.1:${apps[0].port}`, token),
      ),
    );
    clients.push(all, mine);
    for (const client of clients) await client.follow('alerts');
    await judgeLate('mine.goals', 'matches');
    await judgeLate('foreign.payroll', 'money');

    const listed = async (token: string) =>
      ((await ask(token, '/alerts')).body as { items: Incident[] }).items.map(({ subject }) => subject);
    expect(await listed(TOKENS.all)).toEqual(['foreign.payroll', 'mine.goals']);
    expect(await listed(TOKENS.mine)).toEqual(['mine.goals']);
    const { items } = (await ask(TOKENS.all, '/alerts')).body as { items: Incident[] };
    const [foreign, own] = items;
    expect((await ask(TOKENS.mine, `/alerts/${foreign.id}`)).status).toBe(404);
    expect((await ask(TOKENS.mine, `/alerts/${foreign.id}/ack`, {})).status).toBe(404);

    const acknowledged = await ask(TOKENS.mine, `/alerts/${own.id}/ack`, { reason: 'on it' });
    expect(acknowledged.body).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'mine' });
    const { body } = await ask(TOKENS.mine, `/alerts/${own.id}`);
    expect(body).toMatchObject({
      events: [{ kind: 'opened' }, { kind: 'acknowledged', by: 'mine', reason: 'on it' }],
    });
    expect((await ask(TOKENS.mine, '/status')).body).toMatchObject({
      items: [{ jobName: 'mine.goals', incident: { id: own.id, state: 'acknowledged', severity: 'error' } }],
    });

    const seen = (client: LiveClient) =>
      client
        .all('delta')
        .flatMap(({ ops }) => ops.map((one) => `${one.op} ${one.id === own.id ? 'own' : 'foreign'}`));
    expect((await ask(TOKENS.mine, `/alerts/${own.id}/resolve`, {})).status).toBe(200);
    await eventually(
      () => seen(mine),
      (told) => told.includes('remove own'),
    );
    expect(seen(mine)).not.toContain('upsert foreign');
    await eventually(
      () => seen(all),
      (told) => told.includes('upsert foreign') && told.includes('remove own'),
    );
    expect(await listed(TOKENS.mine)).toEqual([]);
    expect(
      ((await ask(TOKENS.mine, '/alerts?state=resolved')).body as { items: Incident[] }).items,
    ).toMatchObject([{ id: own.id, resolvedBy: 'mine' }]);
  });
});
