import { setTimeout as delay } from 'node:timers/promises';
import { DeliveryError } from '../alert-channel.js';
import { startReceiver, type LoopbackReceiver } from './loopback-receiver.js';
import type { WebhookPayload } from './json-format.js';
import { INCIDENT, sampleDelivery } from './sample-delivery.js';
import { isSignedWebhook } from './signature.js';
import { webhookChannel } from './webhook-channel.js';

const SECRET = 'a secret of many characters';
const PATH = '/hooks/t0psecret?sig=hunter2hunter2';

describe('a webhook channel', () => {
  let receiver: LoopbackReceiver;

  beforeAll(async () => {
    receiver = await startReceiver();
  });
  beforeEach(() => {
    receiver.requests.length = 0;
    receiver.answering = () => ({ status: 204 });
  });
  afterAll(() => receiver.close());

  const channel = (given = {}) => webhookChannel({ name: 'ops', url: receiver.url + PATH, ...given });

  async function refusal(given = {}, delivery = sampleDelivery()): Promise<DeliveryError> {
    const error: unknown = await channel(given)
      .send(delivery)
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(DeliveryError);
    return error as DeliveryError;
  }

  it('posts the message as JSON of a version, with an id that is the same at every try', async () => {
    expect(await channel({ headers: { Authorization: 'Bearer abc' } }).send(sampleDelivery())).toEqual({
      status: 204,
    });
    await channel().send(sampleDelivery({ attempt: 2 }));

    const [first, second] = receiver.requests;
    expect(first).toMatchObject({
      method: 'POST',
      path: PATH,
      headers: {
        'content-type': 'application/json',
        'x-tracked-cron-delivery': sampleDelivery().id,
        authorization: 'Bearer abc',
      },
    });
    expect(first!.headers['x-tracked-cron-signature']).toBeUndefined();
    const payload = JSON.parse(first!.body) as WebhookPayload;
    expect(payload).toMatchObject({
      version: 1,
      id: sampleDelivery().id,
      kind: 'opened',
      at: '2026-11-26T00:00:15.000Z',
      severity: 'error',
      title: 'FAILED · billing.nightlyInvoices · production',
      text: expect.stringMatching(/^FAILED · billing\.nightlyInvoices · production\nThe run of 02:00/),
      about: { incidentId: INCIDENT, jobName: 'billing.nightlyInvoices', errorClass: 'Error' },
    });
    expect(second!.body).toBe(first!.body);
    expect(second!.headers['x-tracked-cron-delivery']).toBe(first!.headers['x-tracked-cron-delivery']);
  });

  it('signs time and body with each of its secrets', async () => {
    await channel({ secret: ['the secret before this one', SECRET] }).send(sampleDelivery());
    const [{ body, headers }] = receiver.requests as [(typeof receiver.requests)[0]];
    const signature = headers['x-tracked-cron-signature'] as string;
    expect(signature).toMatch(/^t=\d{10},v1=[0-9a-f]{64},v1=[0-9a-f]{64}$/);
    const received = { body, signature, secret: SECRET };
    expect(isSignedWebhook(received)).toBe(true);
    expect(isSignedWebhook({ ...received, body: Buffer.from(body) })).toBe(true);
    expect(isSignedWebhook({ ...received, secret: 'the secret before this one' })).toBe(true);
    expect(isSignedWebhook({ ...received, secret: 'somebody else’s secret' })).toBe(false);
    expect(isSignedWebhook({ ...received, body: body.replace('error', 'info') })).toBe(false);
    expect(isSignedWebhook({ ...received, now: Date.now() + 6 * 60_000 })).toBe(false);
    expect(isSignedWebhook({ ...received, signature: undefined })).toBe(false);
    const forged = signature.replace(/t=\d+/, `t=${Math.floor(Date.now() / 1_000) + 60}`);
    expect(isSignedWebhook({ ...received, signature: forged })).toBe(false);
  });

  it.each([
    [429, { 'Retry-After': '7' }, { retry: true, retryAfterMs: 7_000 }],
    [503, { 'Retry-After': '3' }, { retry: true, retryAfterMs: 3_000 }],
    [429, {}, { retry: true, retryAfterMs: null }],
    [500, {}, { retry: true }],
    [502, {}, { retry: true }],
    [408, {}, { retry: true }],
    [404, {}, { retry: true, channelGone: false }],
    [400, {}, { retry: false, channelGone: false }],
    [401, {}, { retry: false, channelGone: false }],
    [413, {}, { retry: false }],
    [410, {}, { retry: false, channelGone: true }],
  ])('answered %i %j: %j', async (status, headers, expected) => {
    receiver.answering = () => ({ status, headers, body: 'no' });
    expect(await refusal()).toMatchObject({
      message: `${new URL(receiver.url).host} answered ${status}: no.`,
      ...expected,
    });
  });

  it('waits until an instant that it is told', async () => {
    const at = new Date(Date.now() + 60_000).toUTCString();
    receiver.answering = () => ({ status: 429, headers: { 'Retry-After': at } });
    const { retryAfterMs } = await refusal();
    expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  it.each([
    ['discord', 404, true],
    ['discord', 401, true],
    ['teams', 410, true],
    ['teams', 403, false],
    ['opsgenie', 403, true],
    ['opsgenie', 422, false],
    ['alertmanager', 404, false],
    ['pagerduty', 400, false],
  ] as const)('of %s answered %i is gone: %s', async (preset, status, gone) => {
    receiver.answering = () => ({ status });
    expect((await refusal({ preset, key: 'key' })).channelGone).toBe(gone);
  });

  it('follows no redirect, and says so', async () => {
    receiver.answering = () => ({ status: 302, headers: { Location: `${receiver.url}/elsewhere` } });
    expect(await refusal()).toMatchObject({
      message: expect.stringContaining('redirects are not followed'),
      retry: false,
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it('tries again what is not answered in time, or not reached', async () => {
    receiver.answering = () => null;
    const timedOut = await refusal({}, sampleDelivery({ signal: AbortSignal.timeout(50) }));
    expect(timedOut).toMatchObject({
      message: expect.stringContaining('did not answer in time'),
      retry: true,
    });
    const nobody = await startReceiver();
    await nobody.close();
    expect(await refusal({ url: nobody.url })).toMatchObject({
      message: expect.stringMatching(/can't be reached \(ECONNREFUSED\)\.$/),
      retry: true,
      channelGone: false,
    });
  });

  it('repeats neither its address nor its secrets in what it says went wrong', async () => {
    receiver.answering = ({ path, headers }) => ({
      status: 400,
      body: `bad ${path} ${String(headers.authorization)} ${SECRET}\u202e\u0000${'x'.repeat(10_000)}`,
    });
    const { message } = await refusal({ secret: SECRET, headers: { Authorization: 'Bearer abcdef' } });
    expect(message).not.toMatch(/t0psecret|hunter2|abcdef|many characters|\u202e/);
    expect(message).not.toContain('\0');
    expect(message.length).toBeLessThan(300);
  });

  it('reads of an endless answer what it has room for', async () => {
    receiver.answering = () => ({ status: 500, body: 'y'.repeat(5_000_000) });
    expect((await refusal()).message.length).toBeLessThan(300);
    await delay(0);
  });

  it.each([
    [{}, 'url'],
    [{ url: 'ops.example.com' }, 'http'],
    [{ url: 'ftp://ops.example.com' }, 'http'],
    [{ url: 'https://user:pass@ops.example.com' }, 'headers'],
    [{ preset: 'pagerduty' }, 'routing key'],
    [{ preset: 'opsgenie', key: ' ' }, 'API key'],
    [{ preset: 'alertmanager' }, 'url'],
    [{ preset: 'pigeon', url: 'https://a.example' }, 'json, pagerduty'],
    [{ url: 'https://a.example', secret: 'short' }, '16 characters'],
    [{ url: 'https://a.example', headers: { 'a b': 'c' } }, 'headers'],
    [{ url: 'https://a.example', uri: 'x' }, 'uri'],
  ])('is refused at boot with %j, and told what to write: %s', (options, words) => {
    const check = () => webhookChannel({ name: 'ops', ...options } as never).check!();
    expect(check).toThrow(words);
    expect(check).not.toThrow(/pass@|short'/);
  });
});
