import { ConsoleLogger, Injectable, Logger } from '@nestjs/common';
import * as Sentry from '@sentry/node';
import { CronContext, Execution, TrackedCron, type ExecutionRecord } from 'nestjs-tracked-cron';
import {
  CronAlerts,
  CronMonitorModule,
  logChannel,
  sentryChannel,
  slackChannel,
  webhookChannel,
  type WebhookPayload,
  type WebhookPreset,
} from 'nestjs-tracked-cron/monitor';
import { TellingLoop } from '../libs/cron-monitor/src/alerts/telling-loop.js';
import {
  startReceiver,
  type LoopbackReceiver,
} from '../libs/cron-monitor/src/channels/webhook/loopback-receiver.js';
import { IncidentDesk } from '../libs/cron-monitor/src/incidents/incident-desk.js';
import { LogJournal } from '../libs/tracked-cron/src/history/log-journal.js';
import { endsOf } from './support/ends-of.js';
import { eventually } from './support/eventually.js';
import { well, wrong } from './support/judged.js';
import { forgetSentryAfterwards, shapingOnly } from './support/forget-sentry.js';
import { LoopbackSentry } from './support/loopback-sentry.js';
import { LoopbackSlack, type SeenMessage } from './support/loopback-slack.js';
import { readMrkdwn, type MrkdwnPart } from './support/slack-mrkdwn.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

// made here, so that it stands in no line of source that Sentry quotes
const MINUTE = 60_000;
const SECRET = ['hunter2', 'hunter2'].join('');
const PINGS =
  '<!channel> <!here|here> <!everyone> @channel @here @everyone <@U0000000001> <@&123456789012345678> <#C0000000001> <!subteam^S1>';
const LINKS =
  '<https://evil.example|click> [click](https://evil.example) <a href="https://evil.example">x</a> ![](https://evil.example/i.png)';
const MARKUP =
  '*bold* _it_ ~s~ `code` ```\nblock``` > quote :tada: **b** # h || spoiler || <b>x</b> &lt;!channel&gt;';
const ODD = 'a\u202Eb\u0000c\u001b[31mred\u001b[0m\u2028d\u0007e\u200Bf';
const SECRETS = `password=${SECRET} pass\u200bword=${SECRET} Bearer ${SECRET} https://u:${SECRET}@db.example/x`;
const FORGERY = /^(?:FAILED · other|\[Nest\])/;
const FORGED = '\r\nFAILED · other.job · production\n[Nest] ERROR other.job failed';
const HOSTILE = [PINGS, LINKS, MARKUP, ODD, SECRETS, FORGED].join(' ');
/** As much of it as a short text holds. */
const SHORT = '<!here> @channel `x` [a](//evil.example) *b*';
const PRESETS: WebhookPreset[] = ['json', 'pagerduty', 'opsgenie', 'alertmanager', 'teams', 'discord'];
const OWN_HOSTS = ['ops.example.com', 'wiki.example.com', 'acme.sentry.example'];

class HostileError extends Error {
  override readonly name = `${SHORT} ${SECRETS}`;
}

@Injectable()
class Jobs {
  fails = true;

  @TrackedCron('@never', {
    name: 'billing.invoices',
    group: SHORT,
    owner: SHORT,
    tags: [SHORT],
    impact: `${SHORT} ${LINKS} ${MARKUP}`,
    runbookUrl: 'https://wiki.example.com/x?a=<!channel>&b=`|',
    logs: { level: 'debug' },
  })
  run(@Execution() ctx: CronContext) {
    if (!this.fails) return;
    ctx.log.warn(HOSTILE);
    ctx.log.error(PINGS);
    ctx.log.info(LINKS);
    ctx.log.info(MARKUP);
    ctx.progress(0.5, HOSTILE);
    ctx.metadata.sentryEventId = HOSTILE;
    throw new HostileError(HOSTILE, { cause: new Error(HOSTILE) });
  }
}

/** What the log channel writes. */
class Lines extends ConsoleLogger {
  readonly written: string[] = [];

  override error(message: unknown, ...rest: unknown[]): void {
    this.write(message, rest);
  }

  override fatal(message: unknown, ...rest: unknown[]): void {
    this.write(message, rest);
  }

  override log(message: unknown, ...rest: unknown[]): void {
    this.write(message, rest);
  }

  override warn(): void {}

  override debug(): void {}

  /** Others write what they like. */
  private write(message: unknown, rest: readonly unknown[]): void {
    if (rest.at(-1) === 'CronAlerts') this.written.push(String(message));
  }
}

/** Every text in what was received, and where it stands. */
function* textsIn(value: unknown, path = ''): Generator<[path: string, text: string]> {
  if (typeof value === 'string') yield [path, value];
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      yield [`${path}.${key} (key)`, key];
      yield* textsIn(inner, `${path}.${key}`);
    }
  }
}

/** Those that have something in them, at most three: enough to see what is wrong. */
function found(value: unknown, pattern: RegExp): [path: string, text: string][] {
  return [...textsIn(value)].filter(([, text]) => pattern.test(text)).slice(0, 3);
}

function withoutOwnLinks(text: string): string {
  return text.replace(/\[([^\][]*)\]\(<?https:\/\/(?:ops|wiki|acme)\.[^\s()]*\)/g, '$1');
}

/** What none of them may hold, whoever shows it; a word joiner is how we keep mentions from being any. */
const UNSHOWN = /(?![\n\t\u2060])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

forgetSentryAfterwards();

describe('what jobs, errors and log lines say', () => {
  let database: TestDatabase;
  let slack: LoopbackSlack;
  let ingest: LoopbackSentry;
  let hooks: LoopbackReceiver;
  let instance: TestInstance;
  const lines = new Lines();

  beforeAll(async () => {
    [database, slack, ingest, hooks] = await Promise.all([
      createTestDatabase(),
      LoopbackSlack.start(),
      LoopbackSentry.start(),
      startReceiver(({ path }) => ({ status: path.includes('pagerduty') ? 202 : 200, body: '{}' })),
    ]);
    Sentry.init({
      dsn: ingest.dsn,
      tracesSampleRate: 1,
      enableRuntimeChannelInjection: false,
      integrations: shapingOnly,
    });
    const channels = [
      slackChannel({ name: 'hook', webhookUrl: slack.webhookUrl }),
      slackChannel({ name: 'bot', token: slack.token, channel: slack.channel, apiUrl: slack.apiUrl }),
      ...PRESETS.map((preset) =>
        webhookChannel({ name: preset, preset, url: `${hooks.url}/${preset}`, key: 'a-key-of-the-service' }),
      ),
      logChannel(),
      sentryChannel({ failures: true }),
    ];
    instance = await startInstance({
      url: database.url,
      providers: [Jobs],
      imports: [
        CronMonitorModule.forRoot({
          channels,
          sentry: { url: 'https://acme.sentry.example' },
          publicUrl: 'https://ops.example.com/admin/cron-jobs',
          cooldown: 1,
        }),
      ],
      options: { application: `shop ${SHORT}`, environment: `prod ${SHORT}`, release: `r ${SHORT}` },
    });
    Logger.overrideLogger(lines);
    await tellAll();
  });
  afterAll(async () => {
    await instance.close();
    await Sentry.close(1_000);
    Logger.overrideLogger(new ConsoleLogger());
    await Promise.all([slack.close(), ingest.stop(), hooks.close(), database.drop()]);
  });

  const of = <Service>(type: abstract new (...given: never[]) => Service) =>
    instance.app.get<Service>(type as never, { strict: false });

  /** An execution fails, and people hear of it; somebody takes it on; the next one is good. */
  async function tellAll(): Promise<void> {
    const executionId = await run();
    const judged = wrong('billing.invoices', instance.clock.now(), {
      message: HOSTILE,
      group: SHORT,
      owner: SHORT,
    });
    await absorb({ ...judged, findings: judged.findings.map((finding) => ({ ...finding, executionId })) });
    await told('opened');
    const [{ id }] = (await of(CronAlerts).getIncidents({ jobName: 'billing.invoices' })).items;
    await of(CronAlerts).acknowledge(id, { by: SHORT, reason: PINGS });
    await told('acknowledged');
    of(Jobs).fails = false;
    await run();
    await absorb(well('billing.invoices', instance.clock.now()));
    await told('recovered');
    await Sentry.flush();
  }

  async function run(): Promise<string> {
    instance.clock.advance(MINUTE);
    const end = endsOf(instance.manager, 'billing.invoices');
    await instance.manager.triggerManually('billing.invoices');
    const [{ executionId }] = await end;
    await of(LogJournal).flush();
    return executionId;
  }

  async function absorb(judged: ReturnType<typeof wrong>): Promise<void> {
    const [{ id: jobId }] = await database.query<{ id: string }>(
      `select id from tracked_cron.cron_jobs where name = 'billing.invoices'`,
    );
    await of(IncidentDesk).absorb(
      [{ ...judged, jobId, fingerprints: [SHORT] }],
      new Date(instance.clock.now()),
    );
  }

  const everybody = ['bot', 'hook', 'log', 'sentry', ...PRESETS];

  /** Every channel has accepted a message of this kind. */
  const told = (kind: string) =>
    eventually(async () => {
      await of(TellingLoop).runOnce();
      const rows = await database.query<{ channel: string; last_error: string | null; state: string }>(
        `select channel, state, last_error from tracked_cron.cron_notifications where kind = $1 and subject = 'billing.invoices'`,
        [kind],
      );
      const failed = rows.filter(({ last_error: error }) => error !== null);
      if (failed.length > 0) throw new Error(JSON.stringify(failed));
      const delivered = rows.filter(({ state }) => state === 'delivered').map(({ channel }) => channel);
      return everybody.every((channel) => delivered.includes(channel));
    });

  const bodiesOf = (preset: WebhookPreset) =>
    hooks.requests
      .filter(({ path }) => path.startsWith(`/${preset}`))
      .map(({ body }) => JSON.parse(body) as unknown);

  it('has reached everybody', () => {
    expect(ingest.refused).toEqual([]);
    expect(lines.written.length).toBeGreaterThanOrEqual(3);
    expect(slack.messages.length).toBeGreaterThanOrEqual(2 * 3);
    for (const preset of PRESETS) expect(bodiesOf(preset).length).toBeGreaterThanOrEqual(2);
  });

  it('gives no secret away, in any channel', () => {
    const all = [hooks.requests.map(({ body }) => body), slack.messages, ingest.accepted, lines.written];
    for (const [index, received] of all.entries()) {
      const text = JSON.stringify(received);
      const at = text.indexOf(SECRET);
      expect([index, at === -1 ? null : text.slice(at - 200, at + 50)]).toEqual([index, null]);
    }
  });

  it('shows what it holds, in any channel: nothing hidden, nothing turned round', () => {
    const all: Record<string, unknown> = {
      hooks: PRESETS.map(bodiesOf),
      slack: slack.messages.map(({ text, blocks }) => ({ text, blocks })),
      sentry: ingest.accepted.flatMap(({ items }) => items.map(({ payload }) => shownOf(payload))),
      log: lines.written,
    };
    for (const [who, received] of Object.entries(all)) {
      const odd = [...textsIn(received, who)].filter(([, text]) => UNSHOWN.test(text) || !isWellFormed(text));
      expect(odd.slice(0, 3)).toEqual([]);
    }
  });

  describe('in Slack', () => {
    const mrkdwn = ({ text, blocks }: SeenMessage) => [
      text,
      ...[...partsIn(blocks)].filter(({ type }) => type === 'mrkdwn').map(({ text: inner }) => inner),
    ];

    it('calls nobody, and links to nothing but our pages and the runbook', () => {
      const parts = slack.messages.flatMap(mrkdwn).flatMap((text) => readMrkdwn(text));
      expect(parts.filter(({ as }) => as === 'mention')).toEqual([]);
      expect(parts.filter(({ as }) => as === 'emoji')).toEqual([]);
      expect(hostsOf(parts).filter((host) => !OWN_HOSTS.includes(host))).toEqual([]);
      const links = parts.filter(({ as }) => as === 'link');
      for (const { text } of links) expect(text).not.toMatch(/evil/);
    });

    it('is no markup of ours: what it wants bold, code or quoted shows as it is written', () => {
      const parts = slack.messages.flatMap(mrkdwn).flatMap((text) => readMrkdwn(text));
      for (const { as, text } of parts) {
        if (['italic', 'struck', 'quote'].includes(as)) throw new Error(`${as}: ${text}`);
        if (as === 'bold') expect(text).not.toMatch(/^bold$|^b$/);
        if (as === 'code') expect(text).not.toMatch(/^code$|^x$/);
      }
    });
  });

  describe('in webhooks', () => {
    it.each(PRESETS.filter((preset) => preset !== 'json'))('calls nobody: %s', (preset) => {
      expect(found(bodiesOf(preset), /@(?:channel|here|everyone)/i)).toEqual([]);
    });

    it.each(['pagerduty', 'opsgenie', 'alertmanager'] as const)('opens no tag and no code: %s', (preset) => {
      const texts = [...textsIn(bodiesOf(preset))].filter(([path]) => !/(?:url|href)$/.test(path));
      expect(texts.filter(([, text]) => /<[!@#a-z/]|`/i.test(text)).slice(0, 3)).toEqual([]);
    });

    it('is shown by Teams letter by letter', () => {
      const others = [...partsIn(bodiesOf('teams'))].filter(({ type }) => type !== 'TextRun');
      expect(found(others, /evil|here|bold/)).toEqual([]);
      expect(found(bodiesOf('teams'), /^(?:mention|msteams \(key\))$/)).toEqual([]);
    });

    it('is shown by Discord as it is written, which calls nobody whatever stands there', () => {
      for (const body of bodiesOf('discord')) expect(body).toMatchObject({ allowed_mentions: { parse: [] } });
      for (const [path, text] of textsIn(bodiesOf('discord'))) {
        if (/url|\(key\)/.test(path)) continue;
        const [, code] = /^```\n([^]*)\n```$/.exec(text) ?? [];
        const bare = code === undefined ? withoutOwnLinks(text).replace(/\\[^\w\s]/g, '') : code;
        expect([path, bare.match(code === undefined ? /[`*~|[\]<>#]/ : /`/)]).toEqual([path, null]);
      }
    });

    it('passes nowhere for another alert', () => {
      const lines = [...textsIn(PRESETS.map(bodiesOf))].flatMap(([, text]) => text.split('\n'));
      expect(lines.filter((line) => FORGERY.test(line))).toEqual([]);
    });
  });

  it('forges no line of the log', () => {
    const forged = lines.written.flatMap((line) => line.split('\n')).filter((line) => FORGERY.test(line));
    expect(forged).toEqual([]);
  });

  it('leads to no error in Sentry but that of the execution', async () => {
    const { items } = await instance.manager.getHistory({ jobName: 'billing.invoices' });
    const { metadata } = items.find(({ status }) => status === 'failed') as ExecutionRecord;
    const [event] = ingest
      .payloads<{ event_id: string; exception?: unknown }>('event')
      .filter(({ exception }) => exception);
    expect(metadata).toMatchObject({ sentryEventId: event.event_id });
    const links = (bodiesOf('json') as WebhookPayload[]).flatMap((body) => body.links);
    const addresses = links.filter(({ kind }) => kind === 'sentry').map(({ url }) => url);
    expect([...new Set(addresses)]).toEqual([`https://acme.sentry.example/issues/?query=${event.event_id}`]);
  });
});

/** Of what Sentry shows, all but the stack: that holds lines of this file. */
function shownOf(payload: unknown): unknown {
  return JSON.parse(
    JSON.stringify(payload, (key, value: unknown) =>
      ['frames', 'modules', 'os', 'device'].includes(key) ? undefined : value,
    ),
  );
}

function* partsIn(value: unknown): Generator<{ type: string; text: string }> {
  if (typeof value !== 'object' || value === null) return;
  const { type, text } = value as { type?: unknown; text?: unknown };
  if (typeof type === 'string' && typeof text === 'string') yield { type, text };
  for (const inner of Object.values(value)) yield* partsIn(inner);
}

function hostsOf(parts: readonly MrkdwnPart[]): string[] {
  return parts.flatMap(({ as, url }) => (as === 'link' ? [new URL(url!).host] : []));
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}
