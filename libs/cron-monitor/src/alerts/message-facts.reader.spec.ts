import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron, type TrackedCronEvent } from 'nestjs-tracked-cron';
import pg from 'pg';
import {
  CronMonitorModule,
  isSignedWebhook,
  webhookChannel,
  type WebhookPayload,
} from 'nestjs-tracked-cron/monitor';
import { eventually } from '../../../../test/support/eventually.js';
import { wrong } from '../../../../test/support/judged.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../test/support/test-instance.js';
import type { Incident, IncidentEvent } from '../incidents/incident.js';
import { startReceiver, type LoopbackReceiver } from '../channels/webhook/loopback-receiver.js';
import { IncidentDesk } from '../incidents/incident-desk.js';
import { MessageComposer } from './message-composer.js';
import { TellingLoop } from './telling-loop.js';
import { sampleEvent, sampleFinding, sampleIncident } from './sample-facts.js';

const MINUTE_MS = 60_000;
const SECRET = 'a secret of many characters';

@Injectable()
class Jobs {
  isFeedUp = true;

  @TrackedCron('* * * * *', { name: 'feed', retryPolicy: { maxAttempts: 1 } })
  feed(@Execution() ctx: CronContext) {
    ctx.log.info('asking the feed');
    if (!this.isFeedUp) {
      ctx.log.error('no answer, password=hunter2hunter2');
      throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:443'), { code: 'ECONNREFUSED' });
    }
  }

  @TrackedCron('* * * * *', { name: 'daily' })
  daily() {
    if (!this.isFeedUp) throw new Error('nothing to report');
  }
}

describe('a message from the record', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let receiver: LoopbackReceiver;
  let composer: MessageComposer;
  let slot: Date;

  beforeAll(async () => {
    database = await createTestDatabase();
    receiver = await startReceiver();
    const channels = [webhookChannel({ name: 'ops', url: receiver.url, secret: SECRET })];
    const monitor = CronMonitorModule.forRoot({
      channels,
      publicUrl: 'https://ops.example.com/jobs/',
      routes: [{ when: { job: 'feed' }, channels: ['ops'] }],
    });
    instance = await startInstance({ url: database.url, providers: [Jobs], imports: [monitor] });
    composer = instance.app.get(MessageComposer, { strict: false });
    await toTheNextSlot(true);
    slot = await toTheNextSlot(false);
  });
  afterAll(async () => {
    await instance.close();
    await receiver.close();
    await database.drop();
  });

  async function toTheNextSlot(isFeedUp: boolean): Promise<Date> {
    instance.app.get(Jobs).isFeedUp = isFeedUp;
    const ended = Promise.all([endOf('feed'), endOf('daily')]);
    instance.clock.advance(MINUTE_MS);
    const [{ scheduledAt }] = await ended;
    return scheduledAt!;
  }

  function endOf(job: string): Promise<TrackedCronEvent<'execution.ended'>> {
    return new Promise((resolve) => {
      const stop = instance.manager.events.on('execution.ended', (event) => {
        if (event.jobName !== job) return;
        stop();
        resolve(event);
      });
    });
  }

  function failing(): Incident {
    const finding = sampleFinding({ slot, since: slot, message: 'the last execution failed' });
    return sampleIncident({ subject: 'feed', findings: [finding], beganAt: slot, openedAt: slot });
  }

  function now(given: Partial<IncidentEvent> = {}): IncidentEvent {
    return sampleEvent({ at: new Date(instance.clock.now()), ...given });
  }

  it('has what the execution, its log, its history and its neighbours say', async () => {
    const message = await composer.compose(failing(), now());

    const time = slot.toISOString().slice(11, 16);
    expect(message.sentence).toMatch(
      new RegExp(`^The run of ${time} UTC failed after .*: connect ECONNREFUSED 10\\.0\\.0\\.5:443\\.$`),
    );
    const fields = Object.fromEntries(message.fields.map(({ name, text }) => [name, text]));
    expect(fields).toMatchObject({
      Error: expect.stringMatching(/^Error \(ECONNREFUSED\); seen once in 7 days; fingerprint [0-9a-f]{16}$/),
      Schedule: 'Every minute',
      Streak: 'first failure in 2 runs',
      'Also failing': 'daily',
      'Ran on': expect.stringMatching(/, instance [0-9a-f-]{36}$/),
    });
    expect(message.advice.map(({ name }) => name)).toEqual(['By itself', 'Hint']);
    expect(message.logTail).toMatch(
      /^[\d:]{8} info \[feed\] asking the feed\n[\d:]{8} error \[feed\] no answer, password=\[redacted\]$/,
    );
    const [{ id }] = (await instance.manager.getHistory({ jobName: 'feed', status: ['failed'] })).items;
    expect(message.links[0]).toMatchObject({
      kind: 'execution',
      url: `https://ops.example.com/jobs/dashboard/executions/${id}`,
    });
    expect(message.about).toMatchObject({ executionId: id, jobName: 'feed', cause: 'failed' });
  });

  it('reaches a webhook whole, and signed', async () => {
    const judged = wrong('feed', instance.clock.now());
    await instance.app.get(IncidentDesk, { strict: false }).absorb([judged], new Date(instance.clock.now()));
    const told = instance.app.get(TellingLoop, { strict: false });
    // it may have begun by itself, and then has the incident in its hands
    await eventually(async () => {
      await told.runOnce();
      return receiver.requests.length > 0;
    });

    const [{ body, headers }] = receiver.requests as [(typeof receiver.requests)[0]];
    const signature = headers['x-tracked-cron-signature'] as string;
    expect(isSignedWebhook({ body, signature, secret: SECRET })).toBe(true);
    const { title, sentence, about, logTail, links } = JSON.parse(body) as WebhookPayload;
    expect(title).toBe('FAILED · feed · test');
    expect(sentence).toMatch(/failed after .*: connect ECONNREFUSED 10\.0\.0\.5:443\.$/);
    expect(logTail).toContain('no answer, password=[redacted]');
    expect(about).toMatchObject({ jobName: 'feed', rules: ['failing'], errorClass: 'Error' });
    const { url } = links.find(({ kind }) => kind === 'incident')!;
    expect(url).toBe(`https://ops.example.com/jobs/dashboard/alerts?incident=${about!.incidentId}`);
  });

  it('goes without what can not be read within two seconds', async () => {
    // what other messages have asked a moment ago is known
    instance.clock.advance(1_000);
    const job = await instance.manager.getJob('feed');
    // there at once, whatever else waits for a connection
    const known = jest.spyOn(instance.manager, 'getJob').mockResolvedValue(job);
    const blocker = new pg.Client(database.url);
    await blocker.connect();
    try {
      await blocker.query('begin; lock table tracked_cron.cron_job_executions in access exclusive mode');
      const composed = composer.compose(failing(), now());
      await somebodyWaits();
      instance.clock.advance(2_000);
      expect(await composed).toMatchObject({
        title: 'FAILED · feed · test',
        sentence: expect.stringMatching(/^Since [\d:]{5} UTC: the last execution failed\.$/),
        fields: [{ name: 'Schedule' }],
        logTail: null,
      });
    } finally {
      known.mockRestore();
      await blocker.end();
    }
  });

  /** Until somebody waits for the lock. */
  async function somebodyWaits(): Promise<void> {
    const waiting = 'select 1 from pg_locks where not granted and relation is not null';
    while ((await database.query(waiting)).length === 0);
  }

  it('of a recovery says which slots were lost, from the ledger', async () => {
    const lost = await toTheNextSlot(false);
    await toTheNextSlot(true);
    const message = await composer.compose(failing(), now({ kind: 'recovered' }));

    const [first, last] = [slot, lost].map((one) => one.toISOString());
    expect(message.sentence).toMatch(/^Recovered after .*: the run of .* UTC completed in .*\.$/);
    expect(message.advice).toMatchObject([
      { name: 'Lost', text: expect.stringMatching(/^2 slots failed, from /) },
      {
        name: 'Repair',
        text: expect.stringContaining(`backfill('feed', new Date('${first}'), new Date('${last}'))`),
      },
    ]);
  });

  it('of an incident of our own asks the record nothing', async () => {
    const incident = { ...failing(), jobId: null, subject: '~monitor' };
    expect(await composer.compose(incident, now())).toMatchObject({ word: 'BLIND', fields: [] });
  });
});
