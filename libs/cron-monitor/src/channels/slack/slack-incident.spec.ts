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
  /** What people see of a job. The clock of a spec jumps, and the monitor tells of that too. */
  const about = (slack: LoopbackSlack, jobName: string) =>
    slack.messages.filter(({ text }) => text.includes(`· ${jobName} ·`));
  /** Lets time pass until they have seen so much of it. */
  const told = (slack: LoopbackSlack, jobName: string, count: number) =>
    eventually(async () => {
      instance.clock.advance(1_000);
      await of(TellingLoop).runOnce();
      return about(slack, jobName).length >= count;
    });

  it('are one thread each, whose first message shows how it stands; through a webhook one message after the other', async () => {
    const [job, other] = ['billing.invoices', 'ledger.close'];
    const bothTold = (count: number) => Promise.all([thread, hook].map((slack) => told(slack, job, count)));
    await judge(wrong(job, now()));
    await bothTold(1);
    await judge(wrong(other, now()));
    await told(thread, other, 1);
    const [{ id }] = (await alerts().getIncidents({ jobName: job })).items;
    await alerts().acknowledge(id, { by: 'ada' });
    await bothTold(2);
    instance.clock.advance(45 * MINUTE);
    await judge(well(job, now()));
    await bothTold(3);

    const [first, ...answers] = about(thread, job);
    expect(first.text).toMatch(/^RECOVERED · billing\.invoices · test/);
    expect(first.edits).toBe(2);
    expect(JSON.stringify(first.blocks)).toContain('The last 3 runs failed');
    expect(answers.map(({ thread, text }) => [thread, text.split(' · ')[0]])).toEqual([
      [first.ts, 'ACKNOWLEDGED'],
      [first.ts, 'RECOVERED'],
    ]);
    expect(about(thread, other)).toMatchObject([{ thread: null, edits: 0 }]);
    expect(about(hook, job).map(({ text, edits }) => [text.split(' · ')[0], edits])).toEqual([
      ['FAILED', 0],
      ['ACKNOWLEDGED', 0],
      ['RECOVERED', 0],
    ]);
  });

  it('are told elsewhere where a channel is gone, and that it is', async () => {
    thread.apiError = 'token_revoked';
    await judge(wrong('reports.weekly', now()));
    await told(hook, 'reports.weekly', 1);
    await told(hook, 'channel ops', 1);
    expect(about(hook, 'channel ops')[0].text).toContain('token_revoked');
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
    expect(thread.messages).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ text: '*Season begins*: &lt;!here&gt; 2026', ts: where!.ts }),
        expect.objectContaining({ text: 'Round 1', thread: where!.ts, broadcast: true }),
      ]),
    );
    expect(hook.messages.filter(({ text }) => text === 'Season begins')).toHaveLength(1);
  });
});
