import { DeliveryError } from '../../channels/alert-channel.js';
import { outcomeOf } from './outcome.js';

const HOUR = 3_600_000;

describe('what becomes of a message that was not accepted', () => {
  it('is that it is tried three times, with growing waits', () => {
    const error = new Error('502');
    expect([1, 2, 3].map((tries) => outcomeOf(error, tries, 0))).toMatchObject([
      { kind: 'again', afterMs: 5_000, counts: true },
      { kind: 'again', afterMs: 120_000, counts: true },
      { kind: 'given-up', channelGone: false },
    ]);
  });

  it('is that the channel rests as long as it asks for, which is no try, for an hour at most', () => {
    const busy = (retryAfterMs: number) => new DeliveryError('429', { retryAfterMs });
    expect(outcomeOf(busy(30_000), 3, 0)).toEqual({
      kind: 'again',
      afterMs: 30_000,
      pausesMs: 30_000,
      counts: false,
    });
    expect(outcomeOf(busy(10 * HOUR), 1, 0)).toMatchObject({ kind: 'again', afterMs: HOUR });
    expect(outcomeOf(busy(30_000), 1, HOUR)).toEqual({
      kind: 'given-up',
      pausesMs: 30_000,
      channelGone: false,
    });
  });

  it('is that it is given up at once where nothing would change, and that a channel that is gone rests for an hour', () => {
    expect(outcomeOf(new DeliveryError('400', { retry: false }), 1, 0)).toMatchObject({
      kind: 'given-up',
      pausesMs: null,
    });
    expect(outcomeOf(new DeliveryError('404', { channelGone: true }), 1, 0)).toEqual({
      kind: 'given-up',
      pausesMs: HOUR,
      channelGone: true,
    });
  });
});
