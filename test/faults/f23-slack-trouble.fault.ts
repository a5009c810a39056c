import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAlerts, CronMonitorModule, slackChannel } from 'nestjs-tracked-cron/monitor';
import { IncidentDesk } from '../../libs/cron-monitor/src/incidents/incident-desk.js';
import { eventually } from '../support/eventually.js';
import { wrong } from '../support/judged.js';
import { LoopbackSlack, type Trouble } from '../support/loopback-slack.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';
import { suiteLength } from './support/suite-length.js';

/** A channel has 10 s, is tried again after 5 s, and the machine does other things as well. */
const PATIENCE_MS = 40_000;
/** Longer than whatever would send a message a second time takes to do so: a hanging one is given up after 10 s. */
const QUIET_MS = suiteLength({ quick: 6_000, full: 12_000 });

/** Two instances of an application that tells two workspaces of Slack: one as a bot, one through a webhook. */
class Telling {
  private constructor(
    readonly database: TestDatabase,
    readonly bot: LoopbackSlack,
    readonly hook: LoopbackSlack,
    private readonly instances: readonly INestApplicationContext[],
  ) {}

  static async start(): Promise<Telling> {
    const [database, bot, hook] = await Promise.all([
      createTestDatabase(),
      LoopbackSlack.start(),
      LoopbackSlack.start(),
    ]);
    const { token, channel, apiUrl } = bot;
    const boot = () => {
      @Module({
        imports: [
          TrackedCronModule.forRoot({
            database: { url: database.url },
            application: 'telling',
            environment: 'test',
            timeZone: 'UTC',
            spool: false,
            execute: true,
          }),
          CronMonitorModule.forRoot({
            digestAfter: 100, // each is to be told by itself
            channels: [
              slackChannel({ name: 'bot', token, channel, apiUrl }),
              slackChannel({ name: 'hook', webhookUrl: hook.webhookUrl }),
            ],
          }),
        ],
      })
      class AppModule {}
      return NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
    };
    return new Telling(database, bot, hook, await Promise.all([boot(), boot()]));
  }

  get alerts(): CronAlerts {
    return this.instances[0].get(CronAlerts);
  }

  /** Something is wrong with a job, which both are to be told. */
  async breakJob(jobName: string): Promise<void> {
    const desk = this.instances[0].get(IncidentDesk, { strict: false });
    await desk.absorb([wrong(jobName, Date.now())], new Date());
  }

  async stop(): Promise<void> {
    for (const instance of this.instances) await instance.close();
    await Promise.all([this.bot.close(), this.hook.close(), this.database.drop()]);
  }
}

/** How often people were told of a job there. */
function told(slack: LoopbackSlack, jobName: string): number {
  return slack.messages.filter(({ text }) => text.includes(`· ${jobName} ·`)).length;
}

/** Resolves with how long it took until they were told, milliseconds. */
async function untilTold(slack: LoopbackSlack, jobName: string): Promise<number> {
  const began = performance.now();
  await eventually(() => told(slack, jobName), Boolean, PATIENCE_MS);
  return Math.round(performance.now() - began);
}

const SHORT: readonly [string, Trouble][] = [
  ['429', { status: 429, headers: { 'Retry-After': '3' } }],
  ['500', { status: 500, body: 'server_error' }],
];
const passing = suiteLength<readonly [string, Trouble][]>({
  quick: SHORT,
  full: [...SHORT, ['reset', 'reset'], ['hang', 'hang']],
});

fault(
  'F23',
  'Slack that answers 429 or 500, breaks the connection or hangs is told once when it has recovered, by bot and by webhook',
  async (figures) => {
    const telling = await Telling.start();
    const { bot, hook } = telling;
    try {
      for (const [name, trouble] of passing) {
        const jobName = `while-${name}`;
        bot.requests.length = hook.requests.length = 0;
        for (const slack of [bot, hook]) slack.next(trouble);
        await telling.breakJob(jobName);
        const [byBot, byHook] = await Promise.all([bot, hook].map((slack) => untilTold(slack, jobName)));
        figures({ [`${name}_bot_ms`]: byBot, [`${name}_webhook_ms`]: byHook });
        if (name === '429') expect(Math.min(byBot, byHook)).toBeGreaterThanOrEqual(3_000);
        // once in vain, once for good
        expect([bot.requests, hook.requests]).toEqual([
          ['chat.postMessage', 'chat.postMessage'],
          ['webhook', 'webhook'],
        ]);
      }
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      const jobs = passing.map(([name]) => `while-${name}`);
      expect(jobs.map((job) => [told(bot, job), told(hook, job)])).toEqual(jobs.map(() => [1, 1]));
      const { items } = await telling.alerts.getNotifications();
      expect(items.map(({ state }) => state)).toEqual(jobs.flatMap(() => ['delivered', 'delivered']));
      figures({ told: items.length, told_twice: 0 });
    } finally {
      await telling.stop();
    }
  },
);

fault(
  'F23',
  'a channel whose webhook was deleted or whose token was revoked is said on the other one, once, and comes back by a test message',
  async (figures) => {
    const telling = await Telling.start();
    const { bot, hook } = telling;
    try {
      for (const [gone, other, name, kill] of [
        [hook, bot, 'hook', () => (hook.webhookError = { status: 404, body: 'no_service' })],
        [bot, hook, 'bot', () => (bot.apiError = 'token_revoked')],
      ] as const) {
        kill();
        const notices = () => other.messages.filter(({ text }) => text.includes(`channel ${name}`));
        const began = performance.now();
        await telling.breakJob(`${name}-is-gone`);
        await telling.breakJob(`${name}-is-still-gone`);
        await eventually(notices, ({ length }) => length > 0, PATIENCE_MS);
        figures({ [`${name}_said_elsewhere_after_ms`]: Math.round(performance.now() - began) });
        await untilTold(other, `${name}-is-still-gone`);
        expect(notices()).toHaveLength(1);
        expect(notices()[0].text).toMatch(/no_service|token_revoked/);
        const states = async () =>
          (await telling.alerts.getChannels()).map(({ name, state }) => [name, state]);
        expect(await states()).toContainEqual([name, 'gone']);

        gone.reset();
        const [test] = await telling.alerts.sendTest({ channel: name }, { by: 'ada' });
        expect(test.state).toBe('delivered');
        expect(await states()).toContainEqual([name, 'on']);
        await telling.breakJob(`${name}-is-back`);
        await untilTold(gone, `${name}-is-back`);
        await untilTold(other, `${name}-is-back`);
      }
    } finally {
      await telling.stop();
    }
  },
);
