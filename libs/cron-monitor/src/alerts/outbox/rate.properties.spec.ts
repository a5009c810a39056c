import fc from 'fast-check';
import { allowance } from './rate.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Sends as much as it may, as an outbox would, whenever something comes. */
function sendAll(arrivals: readonly number[], limit: { perMinute: number; perHour: number }) {
  const sent: { at: number; digest: boolean }[] = [];
  let waiting = 0;
  for (const at of arrivals) {
    waiting += 1;
    const since = (ms: number) => sent.filter((one) => one.at > at - ms).length;
    const lastDigestAt = sent.findLast(({ digest }) => digest)?.at ?? null;
    const may = allowance(
      { minute: since(MINUTE), hour: since(HOUR), lastDigestAt, pausedUntil: null },
      limit,
      at,
    );
    if (may.messages > 0) {
      sent.push({ at, digest: false });
      waiting -= 1;
    } else if (may.digest && waiting > 0) {
      sent.push({ at, digest: true });
      waiting = 0;
    }
  }
  return sent;
}

describe('the limit of a channel', () => {
  const limits = fc
    .record({ perMinute: fc.integer({ min: 1, max: 5 }), more: fc.integer({ min: 0, max: 10 }) })
    .map(({ perMinute, more }) => ({ perMinute, perHour: perMinute + more }));
  const arrivals = fc
    .array(fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 5 * MINUTE })), {
      maxLength: 200,
    })
    .map((gaps) => {
      let at = 0;
      return gaps.map((gap) => (at += gap));
    });

  it('is kept over any minute and any hour, but for one digest a minute, and one in ten once the hour is used up', () => {
    fc.assert(
      fc.property(arrivals, limits, (times, limit) => {
        const sent = sendAll(times, limit);
        for (const { at } of sent) {
          const minute = sent.filter((one) => one.at > at - MINUTE && one.at <= at);
          const hour = sent.filter((one) => one.at > at - HOUR && one.at <= at);
          expect(minute.length).toBeLessThanOrEqual(limit.perMinute + 1);
          expect(minute.filter(({ digest }) => digest).length).toBeLessThanOrEqual(1);
          expect(hour.filter(({ digest }) => !digest).length).toBeLessThanOrEqual(limit.perHour);
          // every digest beyond the limit came ten minutes after the one before
          expect(hour.length).toBeLessThanOrEqual(limit.perHour + 6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('sends nothing while the channel asks for patience', () => {
    const traffic = { minute: 0, hour: 0, lastDigestAt: null, pausedUntil: 1_000 };
    expect(allowance(traffic, { perMinute: 1, perHour: 1 }, 999)).toEqual({
      paused: true,
      messages: 0,
      digest: false,
    });
    expect(allowance(traffic, { perMinute: 1, perHour: 1 }, 1_000)).toMatchObject({
      paused: false,
      messages: 1,
    });
  });
});
