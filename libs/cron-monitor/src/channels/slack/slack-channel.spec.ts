import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { LoopbackSlack, type Trouble } from '../../../../../test/support/loopback-slack.js';
import { sampleAlert } from '../../../../../test/support/sample-alert.js';
import type { Delivery } from '../alert-channel.js';
import { slackChannel, type SlackChannel } from './slack-channel.js';
import type { SlackReceipt } from './slack-client.js';

const INCIDENT = '0199aaaa-0000-7000-8000-000000000001';
const opening = sampleAlert();
const recovered = sampleAlert({
  word: 'RECOVERED',
  title: 'RECOVERED · billing.nightlyInvoices · production',
  sentence: 'Recovered after 1 h 30 m, 4 slots missed.',
});

let slack: LoopbackSlack;
const warnings = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
beforeAll(async () => void (slack = await LoopbackSlack.start()));
afterAll(() => slack.close());
beforeEach(() => {
  slack.reset();
  warnings.mockClear();
});

const webhook = (more: object = {}) => slackChannel({ webhookUrl: slack.webhookUrl, ...more });
const bot = (more: object = {}) =>
  slackChannel({ token: slack.token, channel: slack.channel, apiUrl: slack.apiUrl, ...more });
const both = [
  ['through a webhook', webhook],
  ['as a bot', bot],
] as const;

/** What a deliverer hands over. */
function delivery(different: Partial<Delivery> = {}): Delivery {
  return {
    id: '0199aaaa-0000-7000-8000-000000000002',
    kind: 'opened',
    message: opening,
    incidentId: INCIDENT,
    thread: null,
    opening: null,
    attempt: 1,
    signal: AbortSignal.timeout(10_000),
    ...different,
  };
}

function headerOf(index: number): string {
  const [header] = slack.messages[index].blocks as unknown as { text: { text: string } }[];
  return header.text.text;
}

function typesOf(index: number): unknown[] {
  return slack.messages[index].blocks.map(({ type }) => type);
}

describe.each(both)('an alert %s', (how, channelOf) => {
  it('is one message, that begins with its title', async () => {
    await channelOf().send(delivery());
    expect(slack.messages).toHaveLength(1);
    expect(slack.messages[0].text.split('\n')[0]).toBe(opening.title);
    expect(headerOf(0)).toBe(opening.title);
  });

  const refused: [string, Trouble, object][] = [
    [
      'too many messages',
      { status: 429, headers: { 'Retry-After': '30' } },
      { retry: true, retryAfterMs: 30_000, channelGone: false },
    ],
    ['too many, without a time', { status: 429 }, { retry: true, retryAfterMs: null, channelGone: false }],
    ['an error of its own', { status: 500, body: 'oops' }, { retry: true, channelGone: false }],
    [
      'being out of service',
      { status: 503, headers: { 'Retry-After': '5' } },
      { retry: true, retryAfterMs: 5_000 },
    ],
    ['a page of a proxy', { status: 403, body: '<html>' }, { retry: true, channelGone: false }],
    ['a redirection', { status: 302, headers: { Location: 'http://127.0.0.1:1/' } }, { retry: true }],
    ['a broken connection', 'reset', { retry: true, retryAfterMs: null, channelGone: false }],
    ['not being there', { status: 404, body: 'nothing here' }, { retry: false, channelGone: true }],
  ];
  it.each(refused)('is refused with %s', async (_what, trouble, expected) => {
    slack.next(trouble);
    await expect(channelOf().send(delivery())).rejects.toMatchObject({ name: 'DeliveryError', ...expected });
    // whoever keeps the outbox tries again, nobody else
    expect(slack.requests).toHaveLength(1);
    await channelOf().send(delivery());
    expect(slack.messages).toHaveLength(1);
  });

  it('does not wait longer than it is given', async () => {
    slack.next('hang');
    const sent = channelOf().send(delivery({ signal: AbortSignal.timeout(50) }));
    await expect(sent).rejects.toMatchObject({
      retry: true,
      channelGone: false,
      message: 'Slack does not answer (it took too long)',
    });
  });

  it('says nothing of the secret when nobody answers', async () => {
    const channel = channelOf();
    slack.next('reset');
    const error = await channel.send(delivery()).catch((error: Error) => error);
    expect(String((error as Error).message)).not.toMatch(/secretsecret|xoxb/);
  });

  it('is sent as text where Slack takes its blocks for unreadable', async () => {
    const unreadable = JSON.stringify({ ok: false, error: 'invalid_blocks' });
    slack.next(
      how === 'as a bot' ? { status: 200, body: unreadable } : { status: 400, body: 'invalid_blocks' },
    );
    await channelOf().send(delivery());
    expect(slack.messages).toMatchObject([{ blocks: [] }]);
    expect(slack.messages[0].text).toContain(opening.sentence);
    expect(warnings.mock.lastCall?.[0]).toMatch(/sent as text/);
  });

  it('is laid out by a template of the host', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Ours: *missed*' } }];
    const channel = channelOf({ templates: { opened: () => blocks } });
    await channel.send(delivery());
    await channel.send(delivery({ kind: 'reminded' }));
    expect(slack.messages[0].blocks).toEqual(blocks);
    expect(slack.messages[0].text).toContain(opening.title);
    expect(typesOf(1)[0]).toBe('header');
  });
});

describe('a template', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('no such field');
      },
      /throws Error: no such field/,
    ],
    [
      'makes too much',
      () => [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }],
      /151 characters/,
    ],
    ['makes nothing', () => [], /none/],
  ] as const)('that %s is replaced by ours, and the log says so', async (_, template, said) => {
    await slackChannel({ webhookUrl: slack.webhookUrl, templates: { opened: template } }).send(delivery());
    expect(headerOf(0)).toBe(opening.title);
    expect(warnings.mock.lastCall?.[0]).toMatch(said);
  });
});

describe('a channel that is gone', () => {
  it.each([
    [404, 'no_service', /make a new one/],
    [403, 'invalid_token', /make a new one/],
    [403, 'action_prohibited', /administrator/],
    [410, 'channel_is_archived', /archived/],
    [404, 'channel_not_found', /no such channel/],
  ])('is told from the answer %i %s of a webhook', async (status, body, remedy) => {
    slack.webhookError = { status, body };
    await expect(webhook().send(delivery())).rejects.toMatchObject({
      channelGone: true,
      retry: false,
      message: expect.stringMatching(remedy),
    });
  });

  it.each([
    ['token_revoked', /install the app again/],
    ['account_inactive', /install the app again/],
    ['not_in_channel', /\/invite/],
    ['is_archived', /archived/],
    ['missing_scope', /chat:write/],
  ])('is told from the answer %s to a bot', async (error, remedy) => {
    slack.apiError = error;
    await expect(bot().send(delivery())).rejects.toMatchObject({
      channelGone: true,
      retry: false,
      message: expect.stringMatching(remedy),
    });
  });

  it.each([
    [{ token: 'xoxb-somebody-else' }, 'invalid_auth'],
    [{ channel: 'C0000000009' }, 'channel_not_found'],
  ])('is told of a bot with %j', async (wrong, code) => {
    await expect(bot(wrong).send(delivery())).rejects.toMatchObject({
      channelGone: true,
      message: expect.stringContaining(code),
    });
  });

  it.each([
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'message_limit_exceeded',
    'ratelimited',
    'unheard_of',
  ])('is not what %s means', async (error) => {
    slack.apiError = error;
    await expect(bot().send(delivery())).rejects.toMatchObject({ channelGone: false, retry: true });
  });
});

describe('an incident in the thread of a bot', () => {
  let first: SlackReceipt;
  const follow = (kind: Delivery['kind'], more: Partial<Delivery> = {}) =>
    delivery({ kind, thread: first, opening, ...more });
  beforeEach(async () => {
    first = (await bot().send(delivery()))!;
    slack.requests.length = 0;
  });

  it('goes on below its first message, whose receipt says where it is', async () => {
    expect(first).toEqual({ channel: slack.channel, ts: slack.messages[0].ts });
    await bot().send(follow('joined'));
    expect(slack.messages[1]).toMatchObject({ thread: first.ts, broadcast: false });
    expect(slack.messages[0].edits).toBe(0);
  });

  it.each([
    ['joined', 'critical', false],
    ['acknowledged', 'critical', false],
    ['recovered', 'critical', false],
    ['reminded', 'warning', false],
    ['reminded', 'error', true],
    ['woken', 'error', true],
    ['worsened', 'critical', true],
    ['escalated', 'warning', true],
  ] as const)('%s, and %s, is in the channel too: %s', async (kind, severity, broadcast) => {
    await bot().send(follow(kind, { message: sampleAlert({ severity }) }));
    expect(slack.messages[1]).toMatchObject({ thread: first.ts, broadcast });
  });

  it.each([
    ['acknowledged', sampleAlert({ sentence: 'ada is on it, since 02:15.' }), opening.title],
    ['recovered', recovered, recovered.title],
  ] as const)('%s is seen on its first message too', async (kind, message, title) => {
    await bot().send(follow(kind, { message }));
    expect(slack.messages).toHaveLength(2);
    expect(slack.messages[0]).toMatchObject({ edits: 1, text: expect.stringContaining(message.sentence) });
    expect(headerOf(0)).toBe(title);
    const texts = JSON.stringify(slack.messages[0].blocks);
    expect(texts).toContain(message.sentence);
    expect(texts).toContain('likely cause: instance api-7f9');
  });

  it('keeps the layout of the host, with what is new above it', async () => {
    const text = { type: 'mrkdwn', text: 'Ours: *missed*' };
    const own = bot({ templates: { opened: () => [{ type: 'section', text }] } });
    const thread = await own.send(delivery());
    await own.send(delivery({ kind: 'recovered', message: recovered, thread, opening }));
    expect(slack.messages[1].blocks).toMatchObject([
      { text: { text: `🟢 ${recovered.sentence}` } },
      { text },
    ]);
  });

  it('writes no answer twice when changing the first message has to be tried again', async () => {
    slack.next({ status: 500 });
    await expect(bot().send(follow('recovered', { message: recovered }))).rejects.toMatchObject({
      retry: true,
    });
    await bot().send(follow('recovered', { message: recovered }));
    expect(slack.requests).toEqual(['chat.update', 'chat.update', 'chat.postMessage']);
    expect(slack.messages).toHaveLength(2);
  });

  it('begins anew where somebody deleted the first message', async () => {
    const gone = { channel: slack.channel, ts: '1.000' };
    await bot().send(follow('recovered', { message: recovered, thread: gone }));
    expect(slack.messages[1]).toMatchObject({ thread: null, broadcast: false });
    expect(warnings.mock.lastCall?.[0]).toMatch(/can't be changed.*message_not_found/);
  });

  it.each([null, 'ok', {}, { channel: 1 }])('begins anew where the receipt is %j', async (thread) => {
    await bot().send(follow('recovered', { thread, message: recovered }));
    expect(slack.messages[1]).toMatchObject({ thread: null });
  });
});

it('through a webhook every message is a new one', async () => {
  await webhook().send(
    delivery({ kind: 'recovered', message: recovered, thread: { channel: 'C1', ts: '1' }, opening }),
  );
  expect(slack.messages).toMatchObject([{ thread: null, edits: 0 }]);
});

describe('buttons', () => {
  const secret = { signingSecret: 'shh', users: () => null };
  const elements = (index: number) =>
    slack.messages[index].blocks
      .filter(({ type }) => type === 'actions')
      .flatMap((block) =>
        (block.elements as { action_id: string }[]).map(({ action_id }) => action_id.split(':')[1]),
      );

  it.each([
    ['with a signing secret', () => bot(secret), ['acknowledge', 'snooze', 'rerun']],
    ['without one', () => bot(), []],
    ['through a webhook', webhook, []],
  ] as [string, () => SlackChannel, string[]][])(
    'are below an alert %s: %j',
    async (_, channelOf, expected) => {
      await channelOf().send(delivery());
      expect(elements(0)).toEqual(expected);
      const links = JSON.stringify(slack.messages[0].blocks).includes('#acknowledge|Acknowledge');
      expect(links).toBe(expected.length === 0);
    },
  );

  it('go on as long as there is something to press', async () => {
    const thread = await bot(secret).send(delivery());
    const after = (kind: Delivery['kind'], message = opening) =>
      bot(secret).send(delivery({ kind, thread, opening, message }));
    await after('acknowledged');
    expect([elements(0), elements(1)]).toEqual([['snooze', 'rerun'], []]);
    await after('escalated');
    expect(elements(2)).toEqual(['acknowledge', 'snooze', 'rerun']);
    await after('recovered', recovered);
    expect([elements(0), elements(3)]).toEqual([[], []]);
  });

  it('are not there where there is no incident', async () => {
    await bot(secret).send(delivery({ kind: 'test', incidentId: null }));
    expect(elements(0)).toEqual([]);
  });
});

describe('check', () => {
  const errors = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});

  it.each([
    [{ webhookUrl: undefined }, /webhookUrl is not set.*hooks\.slack\.com\/services/],
    [{ webhookUrl: 'hooks.slack.com/x' }, /begins with https/],
    [{ webhookUrl: 'http://hooks.slack.com/services/1' }, /begins with https/],
    [{ token: undefined, channel: 'C1' }, /token is not set.*xoxb-/],
    [{ token: 'secret', channel: 'C1' }, /not a token of Slack/],
    [{ token: 'xoxb-1', channel: ' ' }, /channel is not set.*C0123456789/],
    [{ token: 'xoxb-1', channel: 'C1', signingSecret: 's' }, /users is not set/],
    [{ token: 'xoxb-1', channel: 'C1', timeZone: 'Mars' }, /Mars/],
  ])('refuses %j at boot, and says what to write', async (options, expected) => {
    await expect(slackChannel(options).check()).rejects.toMatchObject({
      message: expect.stringMatching(expected),
    });
  });

  it('asks nothing of Slack for a webhook', async () => {
    await webhook().check();
    expect(slack.requests).toEqual([]);
  });

  it('does not keep an application from starting where Slack refuses the bot, and says so', async () => {
    slack.apiError = 'token_revoked';
    const said = new Promise((resolve) => errors.mockImplementationOnce(resolve));
    await bot().check();
    expect(await said).toMatch(/won't get through.*token_revoked.*install the app again/);
  });
});
