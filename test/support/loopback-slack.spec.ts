import { LogLevel, WebClient, type Logger } from '@slack/web-api';
import { IncomingWebhook } from '@slack/webhook';
import { LoopbackSlack } from './loopback-slack.js';

const nothing = () => {};
/** What it would say is what is expected here. */
const silent: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};
const section = (length: number) => ({
  type: 'section' as const,
  text: { type: 'plain_text' as const, text: 'x'.repeat(length) },
});
const unreadable: [string, object, string][] = [
  ['no text', { blocks: [section(1)] }, 'no_text'],
  ['nothing but white space', { text: ' \n' }, 'no_text'],
  ['a text of more than 40,000 characters', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
  ['51 blocks', { text: 'x', blocks: Array.from({ length: 51 }, () => section(1)) }, 'invalid_blocks'],
  ['a block that it does not know', { text: 'x', blocks: [{ type: 'table' }] }, 'invalid_blocks'],
  [
    'a field that belongs elsewhere',
    { text: 'x', blocks: [{ ...section(1), elements: [] }] },
    'invalid_blocks',
  ],
  [
    'five blocks of 3,000 characters',
    { text: 'x', blocks: Array.from({ length: 5 }, () => section(3_000)) },
    'msg_blocks_too_long',
  ],
];

describe('the Slack of this machine', () => {
  let slack: LoopbackSlack;
  beforeAll(async () => void (slack = await LoopbackSlack.start()));
  afterAll(() => slack.close());

  const client = (token = slack.token) =>
    new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: silent });

  it.each(unreadable)('refuses %s, through a webhook and of a bot', async (_, message, code) => {
    await expect(new IncomingWebhook(slack.webhookUrl).send(message)).rejects.toMatchObject({
      statusCode: 400,
      body: code,
    });
    const posted = client().apiCall('chat.postMessage', { channel: slack.channel, ...message });
    await expect(posted).rejects.toMatchObject({ data: { error: code } });
    expect(slack.messages).toEqual([]);
  });

  it.each([
    ['auth.test', {}, 'invalid_auth', 'xoxb-somebody-else'],
    ['chat.postMessage', { channel: 'C9', text: 'x' }, 'channel_not_found', undefined],
    [
      'chat.postMessage',
      { channel: 'C0000000001', text: 'x', thread_ts: '1.0' },
      'thread_not_found',
      undefined,
    ],
    ['chat.update', { channel: 'C0000000001', text: 'x', ts: '1.0' }, 'message_not_found', undefined],
    ['chat.scream', { channel: 'C0000000001', text: 'x' }, 'unknown_method', undefined],
  ])('answers %s with %j as Slack does: %s', async (method, fields, code, token) => {
    await expect(client(token).apiCall(method, fields)).rejects.toMatchObject({ data: { error: code } });
  });

  it('does not know a webhook by half its address', async () => {
    const other = new IncomingWebhook(slack.webhookUrl.slice(0, -1));
    await expect(other.send('x')).rejects.toMatchObject({ statusCode: 404, body: 'no_service' });
  });
});
