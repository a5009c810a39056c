import { Logger } from '@nestjs/common';
import {
  CronAlerts,
  CronMonitorModule,
  slackChannel,
  SlackNotificationService,
  slackText,
} from 'nestjs-tracked-cron/monitor';
import { eventually } from '../../../../../test/support/eventually.js';
import { well, wrong } from '../../../../../test/support/judged.js';
import { LoopbackSlack } from '../../../../../test/support/loopback-slack.js';
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../../test/support/test-instance.js';
import { TellingLoop } from '../../alerts/telling-loop.js';
import { IncidentDesk } from '../../incidents/incident-desk.js';
import type { JudgedJob } from '../../incidents/judged-job.js';

const MINUTE = 60_000;
Logger.overrideLogger(false);

describe('incidents in Slack, from the rules to the message', () => {
  let thread: LoopbackSlack;
  let hook: LoopbackSlack;
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    [thread, hook, database] = await Promise.all([
      LoopbackSlack.start(),
      LoopbackSlack.start(),
      createTestDatabase(),
    ]);
    const { token, channel, apiUrl } = thread;
    instance = await startInstance({
      url: database.url,
      imports: [
        CronMonitorModule.forRoot({
          channels: [
            slackChannel({ name: 'ops', token, channel, apiUrl }),
            slackChannel({ name: 'team', webhookUrl: hook.webhookUrl }),
          ],
        }),
      ],
    });
  });
  afterAll(async () => {
    await instance.close();
    await Promise.all([thread.close(), hook.close(), database.drop()]);
  });
  beforeEach(() => {
    thread.reset();
    hook.reset();
  });

  const now = () => instance.clock.now();
  const alerts = () => instance.app.get(CronAlerts);
  const judge = (job: JudgedJob) => of(IncidentDesk).absorb([job], new Date(now()));
  const of = <Part>(part: abstract new (...args: never[]) => Part): Part =>
    instance.app.get<Part>(part, { strict: false });
  /** Lets time pass until the loop has nothing to tell. */
  const told = async (slack: LoopbackSlack, count: number) => {
    await eventually(async () => {
      instance.clock.advance(1_000);
      await of(TellingLoop).runOnce();
      return slack.messages.length >= count;
    });
    return slack.messages;
  };

  it('are one thread each, whose first message shows how it stands; through a webhook one message after the other', async () => {
    await judge(wrong('billing.invoices', now()));
    await judge(wrong('ledger.close', now()));
    await told(thread, 2);
    await told(hook, 2);
    const [{ id }] = (await alerts().getIncidents({ jobName: 'billing.invoices' })).items;
    await alerts().acknowledge(id, { by: 'ada' });
    await told(thread, 3);
    await told(hook, 3);
    instance.clock.advance(45 * MINUTE);
    await judge(well('billing.invoices', now()));
    await told(thread, 4);
    await told(hook, 4);

    const [first, other, ...answers] = thread.messages;
    expect(first.text).toMatch(/^RECOVERED · billing\.invoices · test/);
    expect(first.edits).toBe(2);
    expect(JSON.stringify(first.blocks)).toContain('the last 3 executions failed');
    expect(answers.map(({ thread, text }) => [thread, text.split(' · ')[0]])).toEqual([
      [first.ts, 'ACKNOWLEDGED'],
      [first.ts, 'RECOVERED'],
    ]);
    expect(other).toMatchObject({ thread: null, edits: 0 });
    expect(hook.messages.map(({ text }) => text.split(' · ')[0])).toEqual([
      'FAILED',
      'FAILED',
      'ACKNOWLEDGED',
      'RECOVERED',
    ]);
    expect(hook.messages.every(({ edits }) => edits === 0)).toBe(true);
  });

  it('are told elsewhere where a channel is gone, and that it is', async () => {
    thread.apiError = 'token_revoked';
    await judge(wrong('reports.weekly', now()));
    const messages = await told(hook, 2);
    const texts = messages.map(({ text }) => text).join('\n');
    expect(texts).toContain('reports.weekly');
    expect(texts).toMatch(/ops.*token_revoked/s);
    expect(thread.messages).toEqual([]);
    expect((await alerts().getChannels()).find(({ name }) => name === 'ops')).toMatchObject({
      state: 'gone',
    });
  });

  it('stand beside what the host itself has to say', async () => {
    const slack = instance.app.get(SlackNotificationService);
    const where = await slack.send(
      { text: `*Season begins*: ${slackText('<!here> 2026')}` },
      { channel: 'ops' },
    );
    await slack.send({ text: 'Round 1', thread: where, broadcast: true }, { channel: 'ops' });
    expect(await slack.send({ text: 'Season begins' }, { channel: 'team' })).toBeNull();
    expect(thread.messages).toMatchObject([
      { text: '*Season begins*: &lt;!here&gt; 2026' },
      { text: 'Round 1', thread: where!.ts, broadcast: true },
    ]);
    expect(hook.messages).toHaveLength(1);
  });
});
