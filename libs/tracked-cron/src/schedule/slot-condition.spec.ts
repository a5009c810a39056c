import { unwantedBy } from './slot-condition.js';

const SLOT = Date.parse('2026-03-02T12:00:00Z');

const asked = (when: (slot: Date) => unknown) =>
  unwantedBy({ schedule: { timeZone: 'UTC' }, calendars: [], when: when as () => boolean }, SLOT);

describe('the condition of a job', () => {
  it('is asked about the slot', () => {
    const slots: Date[] = [];
    expect(asked((slot) => slots.push(slot) === 1)).toBeNull();
    expect(slots).toEqual([new Date(SLOT)]);
  });

  it.each<[string, (slot: Date) => unknown, string | null]>([
    ['lets a slot run', () => true, null],
    ['skips it', () => false, 'when'],
    ['skips it for a reason', () => 'the shop is closed', 'when: the shop is closed'],
    ['skips it where it throws', () => { throw new Error('no table'); }, 'when failed: no table'], // prettier-ignore
    ['skips it where it throws anything', () => { throw 7; }, 'when failed: 7'], // prettier-ignore
    [
      'has to answer at once',
      async () => true,
      'when failed: it has to answer true, false or why not, at once',
    ],
    ['may not say nothing', () => undefined, 'when failed: it has to answer true, false or why not, at once'],
    ['may say nothing that PostgreSQL refuses', () => 'a\0b', 'when: a\uFFFDb'],
    ['keeps no secret', () => { throw new Error('password=hunter2 is wrong'); }, 'when failed: password=[redacted] is wrong'], // prettier-ignore
  ])('%s', (_, when, reason) => {
    expect(asked(when)).toBe(reason);
  });

  it('leaves no rejection unheard, and no reason unbounded', () => {
    const late = Promise.reject(new Error('later'));
    let heard = false;
    void late.then(undefined, () => {});
    late.catch = () => {
      heard = true;
      return late;
    };
    expect(asked(() => late)).toMatch(/^when failed/);
    expect(heard).toBe(true);
    expect(asked(() => 'no rows '.repeat(100))).toMatch(
      /^when: (no rows ?){10,20}.* … \[cut, 806 characters in all\]$/,
    );
  });

  it('is not asked about a slot that a calendar closes', () => {
    const calendars = [{ businessDays: [0], holidays: [], blackouts: [] }];
    const when = () => {
      throw new Error('asked');
    };
    expect(unwantedBy({ schedule: { timeZone: 'UTC' }, calendars, when }, SLOT)).toBe('no_business_day');
  });
});
