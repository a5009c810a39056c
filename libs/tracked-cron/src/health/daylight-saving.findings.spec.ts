import fc from 'fast-check';
import {
  DAY,
  HOUR,
  findingOf,
  found,
  goodRun,
  MINUTE,
  record,
  scheduled,
} from '../../../../test/support/job-facts.js';
import { Schedule } from '../schedule/schedule.js';
import type { JobFacts } from './job-facts.js';

/** The instants at which the clocks of 2026 change. */
const CHANGES = [
  {
    timeZone: 'Europe/Riga',
    spring: '2026-03-29T01:00:00Z',
    autumn: '2026-10-25T01:00:00Z',
    inGap: '30 3 * * *',
  },
  {
    timeZone: 'America/New_York',
    spring: '2026-03-08T07:00:00Z',
    autumn: '2026-11-01T06:00:00Z',
    inGap: '30 2 * * *',
  },
];

describe.each(CHANGES)('when the clocks of $timeZone change', ({ timeZone, spring, autumn, inGap }) => {
  const after = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
  const slotBefore = Schedule.of(inGap, timeZone).previousBefore(Date.parse(spring))!;
  const dayBefore = goodRun(new Date(slotBefore).toISOString(), new Date(slotBefore + MINUTE).toISOString());

  it('a slot that the schedule only has because of the change makes no finding', () => {
    const shadow = { ...dayBefore, watermark: new Date(Date.parse(spring) - MINUTE) };
    for (const wait of [10 * MINUTE, HOUR, 20 * HOUR]) {
      expect(found(scheduled(inGap, timeZone, after(spring, wait), shadow))).toEqual([]);
    }
  });

  it('nor does it, where it was missed', () => {
    const missed = (slot: number) =>
      scheduled(inGap, timeZone, new Date(slot + HOUR).toISOString(), {
        ...dayBefore,
        recent: [
          ...dayBefore.recent!,
          record('missed', 0, 0, { scheduledAt: new Date(slot), completedAt: new Date(slot + MINUTE) }),
        ],
      });
    const moved = Date.parse(spring);
    expect(found(missed(moved))).toEqual([]);
    expect(findingOf('missed', missed(Schedule.of(inGap, timeZone).nextAfter(moved)))).toBeDefined();
  });

  it('nor for a job that has never run, and one that must succeed by then', () => {
    const judged = scheduled(
      inGap,
      timeZone,
      after(spring, 6 * HOUR),
      {
        recent: [],
        lastSuccessAt: null,
        dueSince: new Date(after(spring, -HOUR)),
        watermark: new Date(after(spring, -HOUR)),
      },
      { written: { mustSucceedBy: '06:00' } },
    );
    expect(found(judged)).toEqual([]);
  });

  it('the slots of the day after do', () => {
    const judged = scheduled(inGap, timeZone, after(spring, 2 * DAY), dayBefore);
    expect(findingOf('stale', judged)).toMatchObject({
      since: new Date(Schedule.of(inGap, timeZone).nextAfter(Date.parse(spring))),
    });
  });

  it('a slot of the repeated hour is a slot like others', () => {
    const repeated = inGap.replace('30 2', '30 1');
    const slot = Schedule.of(repeated, timeZone).previousBefore(Date.parse(autumn) + HOUR)!;
    const judged = scheduled(repeated, timeZone, new Date(slot + HOUR).toISOString(), {
      ...goodRun(new Date(slot - DAY).toISOString(), new Date(slot - DAY + MINUTE).toISOString()),
      watermark: new Date(slot - HOUR),
    });
    expect(findingOf('late', judged)).toMatchObject({ since: new Date(slot), severity: 'error' });
  });

  it('durations are those that pass: a job on time is never late, stale or missed', () => {
    const expressions = ['*/5 * * * *', '0 * * * *', inGap, '30 1 * * *', '0 9 * * mon-fri', '*/7 1-4 * * *'];
    fc.assert(
      fc.property(
        fc.constantFrom(...expressions),
        fc.constantFrom(spring, autumn),
        fc.integer({ min: -3 * DAY, max: 3 * DAY }),
        (expression, change, offset) => {
          const now = Date.parse(change) + offset;
          const slot = Schedule.of(expression, timeZone).previousBefore(now + 1)!;
          const start = new Date(slot).toISOString();
          const done: Partial<JobFacts> = goodRun(
            start,
            new Date(Math.min(now, slot + MINUTE)).toISOString(),
          );
          const judged = scheduled(expression, timeZone, new Date(now).toISOString(), {
            ...done,
            periodMs: Schedule.of(expression, timeZone).periodAt(slot),
          });
          expect(found(judged)).toEqual([]);
        },
      ),
    );
  });
});
