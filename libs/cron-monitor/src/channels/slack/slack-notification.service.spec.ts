import { LoopbackSlack } from '../../../../../test/support/loopback-slack.js';
import { slackChannel } from './slack-channel.js';
import { SlackNotificationService } from './slack-notification.service.js';

const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Kick-off' } }];

describe('SlackNotificationService', () => {
  let slack: LoopbackSlack;
  beforeAll(async () => void (slack = await LoopbackSlack.start()));
  afterAll(() => slack.close());
  beforeEach(() => slack.reset());

  const channel = (name: string) => slackChannel({ name, webhookUrl: slack.webhookUrl });
  const service = (...names: string[]) => new SlackNotificationService(names.map(channel));

  it('sends text and blocks through the only channel there is', async () => {
    expect(await service('a').send({ text: 'Kick-off', blocks })).toBeNull();
    expect(slack.messages).toMatchObject([{ text: 'Kick-off', blocks }]);
  });

  it('knows no channels but those of Slack', async () => {
    const other = { name: 'log', send: async () => {} };
    await new SlackNotificationService([other, channel('a')]).send({ text: 'x' });
    expect(slack.messages).toHaveLength(1);
  });

  it.each([
    [[], undefined, /no Slack channel: write CronMonitorModule/],
    [['a', 'b'], undefined, /several Slack channels, "a", "b": say which/],
    [['a', 'b'], 'c', /no Slack channel "c", but "a", "b"/],
  ])('with %j asked for %j says what to write', (names, name, expected) => {
    expect(() => service(...names).send({ text: 'x' }, { channel: name })).toThrow(expected);
  });

  it.each([
    [{ text: ' ' }, /text is empty/],
    [{ text: 'x'.repeat(40_001) }, /40001 characters/],
    [
      { text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] },
      /block 1: header.text/,
    ],
  ])('refuses what Slack would refuse', (message, expected) => {
    expect(() => service('a').send(message)).toThrow(expected);
    expect(slack.requests).toEqual([]);
  });

  it('says why Slack did not take it, and tries nothing again', async () => {
    slack.next({ status: 429, headers: { 'Retry-After': '7' } });
    await expect(service('a').send({ text: 'x' })).rejects.toMatchObject({
      name: 'DeliveryError',
      retryAfterMs: 7_000,
    });
    slack.webhookError = { status: 404, body: 'no_service' };
    await expect(service('a').send({ text: 'x' })).rejects.toMatchObject({ channelGone: true });
    expect(slack.requests).toHaveLength(2);
  });

  it('ends with its signal', async () => {
    slack.next('hang');
    const sent = service('a').send({ text: 'x' }, { signal: AbortSignal.timeout(20) });
    await expect(sent).rejects.toMatchObject({ message: expect.stringContaining('took too long') });
  });
});
