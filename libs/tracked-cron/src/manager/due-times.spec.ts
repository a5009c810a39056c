import { dueTimes, type DueJob } from './due-times.js';

const HOUR = 3_600_000;
const lastSlotAt = new Date('2026-03-04T12:00:00Z');
const timer = (observed: object): DueJob => ({
  name: 'a',
  schedule: '@every 1h',
  timeZone: 'UTC',
  options: { observed: { slots: false, ...observed } },
  lastSlotAt,
});

describe('when a job is due that only the host’s timer runs', () => {
  it('is an interval after it fired last', () => {
    expect(dueTimes(timer({ kind: 'interval', everyMs: HOUR, visible: true }))).toMatchObject({
      nextDueAt: new Date('2026-03-04T13:00:00Z'),
      periodMs: HOUR,
      slots: null,
    });
  });

  it.each([
    ['a timer whose runs nobody sees', { kind: 'interval', everyMs: HOUR, visible: false }],
    ['a timeout', { kind: 'timeout', everyMs: null, visible: true }],
    ['a date', { kind: 'date', everyMs: null, visible: true }],
  ])('nobody can say of %s: it is never late', (_, observed) => {
    expect(dueTimes(timer(observed))).toMatchObject({ nextDueAt: null, periodMs: Infinity, slots: null });
  });
});
