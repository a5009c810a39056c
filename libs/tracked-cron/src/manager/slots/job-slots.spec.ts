import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import { DEFAULT_RETENTION } from '../../history/resolve-retention.js';
import { JobSlots } from './job-slots.js';
import type { LedgerEntry } from './job-slots.interface.js';

const MINUTE = 60_000;
const NOW = Date.parse('2026-03-02T12:00:30Z');
const at = (minutes: number) => new Date(Math.floor(NOW / MINUTE) * MINUTE + minutes * MINUTE);

function job(more: Partial<CronJobEntity> = {}): CronJobEntity {
  return {
    id: 'id',
    name: 'import',
    schedule: '* * * * *',
    timeZone: 'UTC',
    createdAt: at(-60),
    dueSince: null,
    lastSlotAt: at(-1),
    removedAt: null,
    switchedOff: false,
    options: {},
    ...more,
  } as CronJobEntity;
}

function entry(
  minutes: number,
  outcome: LedgerEntry['outcome'],
  more: Partial<LedgerEntry> = {},
): LedgerEntry {
  const blank = {
    reason: null,
    executionId: null,
    trigger: null,
    startedAt: null,
    durationMs: null,
    instanceId: null,
  };
  return { slot: at(minutes), lastSlot: at(minutes), count: 1, outcome, ...blank, ...more };
}

function slotsOf(entity: CronJobEntity | null, rows: LedgerEntry[] = [], ranges: LedgerEntry[] = []) {
  return new JobSlots(
    { job: async () => entity },
    {
      recorded: async (_, { from }, limit) => {
        const left = rows.filter(({ slot }) => +slot > from);
        const end = left.length < limit ? Infinity : +left[limit - 1].slot;
        return {
          rows: left.filter(({ slot }) => +slot <= end),
          ranges: ranges.filter(({ lastSlot }) => +lastSlot > from),
          completeUntil: end,
        };
      },
    },
    { now: () => NOW },
    { retention: { ...DEFAULT_RETENTION, completed: 90 * 24 * 60 * MINUTE, failed: null } },
  );
}

describe('the ledger of a job', () => {
  const told = ({ items }: { items: readonly LedgerEntry[] }) =>
    items.map(({ slot, lastSlot, outcome }) => [
      (+slot - +at(0)) / MINUTE,
      ...(+slot === +lastSlot ? [] : [(+lastSlot - +at(0)) / MINUTE]),
      outcome,
    ]);

  it('tells of every slot what became of it, also where nothing is on record', async () => {
    const rows = [entry(-8, 'completed'), entry(-3, 'failed'), entry(-1, 'running')];
    const ranges = [entry(-7, 'skipped', { lastSlot: at(-5), count: 3, reason: 'paused' })];
    const ledger = await slotsOf(job(), rows, ranges).getSlots('import', { from: at(-9), to: at(2) });
    expect(told(ledger)).toEqual([
      [-8, 'completed'],
      [-7, -5, 'skipped'],
      [-4, 'unaccounted'],
      [-3, 'failed'],
      [-2, 'unaccounted'],
      [-1, 'running'],
      [0, 'undecided'],
      [1, 'due'],
      [2, 'due'],
    ]);
    expect(ledger.next).toBeNull();
  });

  it('accuses nobody of slots that are due only since a change, or of a job that is not due', async () => {
    const window = { from: at(-4), to: at(1) };
    const changed = job({ dueSince: at(-2) });
    expect(told(await slotsOf(changed, [entry(-3, 'missed')]).getSlots('import', window))).toEqual([
      [-3, 'missed'],
      [-1, 'unaccounted'],
      [0, 'undecided'],
      [1, 'due'],
    ]);
    const disabled = job({ options: { enabled: false }, lastSlotAt: at(-4) });
    expect(told(await slotsOf(disabled).getSlots('import', window))).toEqual([]);
    const old = job({ createdAt: new Date(0), lastSlotAt: at(0) });
    const [longAgo] = told(await slotsOf(old).getSlots('import', { from: at(-200_001), to: at(-200_000) }));
    expect(longAgo[1]).toBe('not_kept');
  });

  it('is read page by page, without a slot twice or left out, those of several instances together', async () => {
    const rows = [-9, -8, -8, -8, -5, -2, -1].map((minute) => entry(minute, 'completed'));
    const ranges = [entry(-7, 'missed', { lastSlot: at(-6), count: 2 })];
    const slots = slotsOf(job(), rows, ranges);
    const window = { from: at(-10), to: at(1) };
    const whole = told(await slots.getSlots('import', window));
    expect(whole).toHaveLength(12);
    for (const limit of [1, 2, 3, 5]) {
      const read: unknown[] = [];
      for (let from: Date | null = window.from; from !== null;) {
        const page: Awaited<ReturnType<typeof slots.getSlots>> = await slots.getSlots('import', {
          ...window,
          from,
          limit,
        });
        read.push(...told(page));
        from = page.next;
      }
      expect(read).toEqual(whole);
    }
  });

  it('is bounded', async () => {
    const slots = slotsOf(job());
    const refused = { code: 'INVALID_QUERY' };
    await expect(slots.getSlots('import', { from: at(-50_000), to: at(0) })).rejects.toMatchObject(refused);
    await expect(slots.getSlots('import', { from: at(1), to: at(0) })).rejects.toMatchObject(refused);
    await expect(slots.getSlots('import', { limit: 501 })).rejects.toMatchObject(refused);
    await expect(slotsOf(null).getSlots('import', {})).rejects.toMatchObject({ code: 'UNKNOWN_JOB' });
  });
});

describe('due times of a job', () => {
  it('are its own, or those of a schedule that is only being considered', async () => {
    const slots = slotsOf(job());
    const own = await slots.getFires('import', { limit: 2 });
    expect(own).toMatchObject({
      schedule: '* * * * *',
      items: [{ slot: at(1) }, { slot: at(2) }],
      more: true,
    });
    const other = await slots.getFires('import', {
      expression: '0 3 * * *',
      timeZone: 'Europe/Riga',
      to: new Date('2026-03-04T00:00:00Z'),
    });
    expect(other.items.map(({ slot }) => slot.toISOString())).toEqual(['2026-03-03T01:00:00.000Z']);
    expect([other.more, other.description]).toEqual([false, 'at 03:00 every day, Europe/Riga']);
  });

  it('say what clocks and calendars do to them', async () => {
    const options = { calendar: [{ businessDays: [1, 2, 3, 4, 5], holidays: [], blackouts: [] }] };
    const riga = job({ schedule: '30 3 * * *', timeZone: 'Europe/Riga', options });
    const spring = await slotsOf(riga).getFires('import', {
      from: new Date('2026-03-28T12:00:00Z'),
      limit: 2,
    });
    expect(spring.items).toEqual([
      { slot: new Date('2026-03-29T01:00:00Z'), clockChange: 'moved', closedBy: 'no_business_day' },
      { slot: new Date('2026-03-30T00:30:00Z'), clockChange: null, closedBy: null },
    ]);
    const autumn = await slotsOf(riga).getFires('import', {
      from: new Date('2026-10-24T12:00:00Z'),
      limit: 1,
    });
    expect(autumn.items).toMatchObject([
      { slot: new Date('2026-10-25T00:30:00Z'), clockChange: 'first_of_two' },
    ]);
    const often = job({ schedule: '*/30 * * * *', timeZone: 'Europe/Riga' });
    const both = await slotsOf(often).getFires('import', {
      from: new Date('2026-10-24T23:59:00Z'),
      limit: 6,
    });
    expect(both.items.map(({ clockChange }) => clockChange)).toEqual([null, null, null, null, null, null]);
  });

  it('are refused for what cannot be read, naming the parameter, and for timers', async () => {
    const wrong = { code: 'INVALID_EXPRESSION', details: { parameter: 'expression' } };
    await expect(slotsOf(job()).getFires('import', { expression: '61 * * * *' })).rejects.toMatchObject(
      wrong,
    );
    await expect(slotsOf(job()).getFires('import', { timeZone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'INVALID_TIME_ZONE',
      details: { parameter: 'timeZone' },
    });
    const timer = job({ options: { observed: { kind: 'interval', everyMs: 5, slots: false } } });
    await expect(slotsOf(timer).getFires('import', {})).rejects.toMatchObject({ code: 'NO_SLOT' });
  });
});
