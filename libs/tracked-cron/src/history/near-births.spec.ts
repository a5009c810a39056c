import { uuidV7Floor } from '../id-generator.js';
import type { HistoryPosition } from './history-cursor.js';
import type { HistoryQuery } from './history-query.js';
import { orderOf, type HistoryOrder } from './history-sort.js';
import { nearBirths } from './near-births.js';

const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-03-04T12:00:00Z');
const WEEK = 7 * DAY;
const down = orderOf('-createdAt', undefined);
const up = orderOf('createdAt', undefined);
const at = (ms: number, direction: HistoryPosition['direction'] = 'forward'): HistoryPosition => ({
  id: uuidV7Floor(ms),
  value: null,
  direction,
  inclusive: false,
});
const near = (
  query: Pick<HistoryQuery, 'from' | 'to' | 'overlaps'>,
  position: HistoryPosition | null,
  order: HistoryOrder,
) => nearBirths(query, position, order, NOW, WEEK);

describe('where a page lies, unless its rows are rare', () => {
  it('is the last week for the newest, and a day that other clocks may be ahead', () => {
    expect(near({}, null, down)).toEqual({ from: new Date(NOW - WEEK), to: new Date(NOW + DAY) });
  });

  it('is the week before where the walk is, or where it begins', () => {
    expect(near({}, at(NOW - 30 * DAY), down)).toEqual({ from: new Date(NOW - 37 * DAY) });
    const to = new Date(NOW - 20 * DAY);
    expect(near({ to }, null, down)).toEqual({ from: new Date(NOW - 27 * DAY), to });
    expect(near({}, at(NOW - 30 * DAY, 'back'), up)).toEqual({ from: new Date(NOW - 37 * DAY) });
  });

  it('is the week after for who walks up', () => {
    const from = new Date(NOW - 20 * DAY);
    expect(near({ from }, null, up)).toEqual({ from, to: new Date(NOW - 13 * DAY) });
    expect(near({}, at(NOW - 30 * DAY, 'back'), down)).toEqual({ to: new Date(NOW - 23 * DAY) });
  });

  it('keeps what else is asked', () => {
    expect(near({ jobName: 'standings' } as never, null, down)).toMatchObject({ jobName: 'standings' });
  });

  it('is nothing in particular where all that is asked for is as near, or nobody knows where the oldest is', () => {
    expect(near({ from: new Date(NOW - DAY) }, null, down)).toBeNull();
    expect(near({ to: new Date(NOW - 29 * DAY) }, at(NOW - 30 * DAY), up)).toBeNull();
    expect(near({}, null, up)).toBeNull();
  });

  it('is nothing in particular for what was in flight at some time, whose births are bounded anyway', () => {
    const overlaps = [new Date(NOW - 60 * DAY), new Date(NOW - 59 * DAY)] as const;
    expect(near({ overlaps }, null, down)).toBeNull();
    expect(near({ overlaps }, at(NOW - 59 * DAY), down)).toBeNull();
  });

  it('goes by the value where a page is in the order of another instant than the birth', () => {
    const position = { ...at(NOW - 50 * DAY), value: NOW - 30 * DAY };
    expect(near({}, position, orderOf('-startedAt', 'a'))).toEqual({ from: new Date(NOW - 37 * DAY) });
  });
});
