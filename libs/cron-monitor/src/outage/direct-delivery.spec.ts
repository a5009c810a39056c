import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { UuidV7Generator } from 'nestjs-tracked-cron';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import { DeliveryError, type AlertChannel, type Delivery } from '../channels/alert-channel.js';
import { DirectDelivery } from './direct-delivery.js';
import { goneMessage } from './outage-message.js';

describe('a direct delivery', () => {
  const clock = new VirtualClock(Date.parse('2026-03-01T02:00:00Z'));
  const delivery = new DirectDelivery(clock, new UuidV7Generator());
  const message = goneMessage(
    { since: new Date(clock.now() - 60_000), error: 'refused' },
    new Date(clock.now()),
    {
      application: 'shop',
      environment: 'production',
      instance: 'api-1',
    },
  );
  let logged: jest.SpiedFunction<Logger['error']>;

  beforeEach(() => {
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
  });
  afterEach(() => jest.restoreAllMocks());

  const channel = (name: string, answers: (Error | null)[]): AlertChannel & { sent: Delivery[] } => {
    const sent: Delivery[] = [];
    return {
      name,
      sent,
      send: async (one) => {
        sent.push(one);
        const error = answers[sent.length - 1];
        if (error) throw error;
      },
    };
  };
  const within = async (ms: number, sending: Promise<number>) => {
    const limit = clock.now() + ms;
    while (clock.now() < limit) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(1_000);
    }
    return sending;
  };

  it('tries again what may be taken later, under the same id, when the channel said', async () => {
    const slow = channel('slow', [
      new DeliveryError('429', { retryAfterMs: 9_000 }),
      new Error('reset'),
      null,
    ]);
    const sending = delivery.send([slow], message);
    await within(8_000, Promise.resolve(0));
    expect(slow.sent).toHaveLength(1);
    expect(await within(10_000, sending)).toBe(1);
    expect(slow.sent.map(({ attempt, kind }) => [attempt, kind])).toEqual([
      [1, 'direct'],
      [2, 'direct'],
      [3, 'direct'],
    ]);
    expect(new Set(slow.sent.map(({ id }) => id)).size).toBe(1);
    expect(logged).not.toHaveBeenCalled();
  });

  it('gives up loudly what nobody takes, and harms no other channel', async () => {
    const gone = channel('gone', [new DeliveryError('404', { channelGone: true })]);
    const broken = channel('broken', [new Error('1'), new Error('2'), new Error('3'), null]);
    const fine = channel('fine', [null]);
    expect(await within(20_000, delivery.send([gone, broken, fine], message))).toBe(1);
    expect([gone, broken, fine].map(({ sent }) => sent.length)).toEqual([1, 3, 1]);
    expect(logged.mock.calls.map(([line]) => line)).toEqual([
      '"BLIND · database of scheduled jobs · production" could not be told through gone: 404',
      '"BLIND · database of scheduled jobs · production" could not be told through broken: 3',
    ]);
  });
});
