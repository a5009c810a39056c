import { decodeCursor, encodeCursor, querySignature, type HistoryPosition } from './history-cursor.js';
import { checkQuery } from './history-limits.js';
import type { HistoryQuery } from './history-query.js';
import { orderOf } from './history-sort.js';

const NOW = Date.parse('2026-03-04T12:00:00Z');

describe('a history query', () => {
  it.each<[string, HistoryQuery, RegExp]>([
    ['no rows', { limit: 0 }, /limit must be a whole number from 1 to 200/],
    ['too many rows', { limit: 201 }, /1 to 200/],
    ['half a row', { limit: 1.5 }, /1 to 200/],
    [
      'a status that is none',
      { status: ['done' as 'completed'] },
      /"done" is not known: write one of pending, running/,
    ],
    ['one letter', { search: 'a' }, /2 to 200 characters/],
    ['a novel', { search: 'a'.repeat(201) }, /2 to 200 characters/],
    ['what no text of PostgreSQL can hold', { jobName: 'a\0' }, /jobName must be a text/],
    ['an instance without an id', { instance: 'web-1' }, /a UUID/],
    ['an invalid instant', { from: new Date(NaN) }, /from must be an instant/],
    ['an instant before ids', { overlaps: [new Date(-1), new Date()] }, /overlaps.from must be an instant/],
    ['an unknown count', { count: 'some' as 'exact' }, /none, capped or exact/],
  ])('is refused for %s', (_, query, message) => {
    expect(() => checkQuery(query)).toThrow(expect.objectContaining({ code: 'INVALID_QUERY' }));
    expect(() => checkQuery(query)).toThrow(message);
  });

  it('is refused for an order that is none', () => {
    expect(() => orderOf('name' as 'createdAt', 'a')).toThrow(/"name" is not known: write one of -createdAt/);
  });

  it.each<[string, HistoryQuery]>([
    ['everything', {}],
    ['an open window', { from: new Date(NOW) }],
    ['more than a day', { from: new Date(NOW), to: new Date(NOW + 24 * 3_600_000 + 1) }],
  ])('can not count %s exactly', (_, query) => {
    expect(() => checkQuery({ ...query, count: 'exact' })).toThrow(
      expect.objectContaining({ code: 'COUNT_TOO_WIDE' }),
    );
    expect(() => checkQuery({ ...query, count: 'capped' })).not.toThrow();
  });

  it.each<[string, HistoryQuery]>([
    ['a job', { jobName: 'a' }],
    ['a day', { from: new Date(NOW), to: new Date(NOW + 24 * 3_600_000) }],
    ['what was in flight within a day', { overlaps: [new Date(NOW), new Date(NOW + 3_600_000)] }],
  ])('can count %s exactly', (_, query) => {
    expect(() => checkQuery({ ...query, count: 'exact' })).not.toThrow();
  });
});

describe('a cursor', () => {
  const scope = { application: 'shop', environment: 'production' };
  const position: HistoryPosition = {
    id: '019cb8b8-1e00-7002-b398-e3d3881d2d81',
    value: null,
    direction: 'back',
    inclusive: true,
  };
  const plain = orderOf('-createdAt', undefined);
  const signature = querySignature({}, scope);

  it('is read back as it was written', () => {
    expect(decodeCursor(encodeCursor(position, signature), signature, plain)).toEqual(position);
    const bySlot = { ...position, value: NOW, direction: 'forward' as const };
    expect(decodeCursor(encodeCursor(bySlot, signature), signature, orderOf('scheduledAt', 'a'))).toEqual(
      bySlot,
    );
  });

  it.each<[string, HistoryQuery, boolean]>([
    [
      'page size, count and the default order said aloud',
      { limit: 7, count: 'capped', sort: '-createdAt' },
      true,
    ],
    ['another order', { sort: 'createdAt' }, false],
    ['another job', { jobName: 'b' }, false],
    ['another instant', { from: new Date(1) }, false],
    ['a text', { search: 'xy' }, false],
  ])('with %s fits its query: %p %p', (_, query, fits) => {
    expect(querySignature(query, scope) === signature).toBe(fits);
  });

  it('does not mind the order of statuses, but whose executions they are', () => {
    const of = (query: HistoryQuery, environment = 'production') =>
      querySignature(query, { ...scope, environment });
    expect(of({ status: ['lost', 'failed'] })).toBe(of({ status: ['failed', 'lost', 'failed'] }));
    expect(of({}, 'staging')).not.toBe(of({}));
    expect(of({ environment: 'production' })).toBe(of({}));
  });

  it('of other filters is refused, with the remedy', () => {
    const foreign = encodeCursor(position, querySignature({ jobName: 'b' }, scope));
    const read = () => decodeCursor(foreign, signature, plain);
    expect(read).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
    expect(read).toThrow(/other filters or another sort: pass page.next or page.previous unchanged/);
  });

  it.each([
    ['nothing', ''],
    ['noise', 'xyz!'],
    ['other JSON', Buffer.from('{"a":1}').toString('base64url')],
    [
      'a later version',
      Buffer.from(JSON.stringify([2, signature, 1, 0, position.id, null])).toString('base64url'),
    ],
    ['an id that is none', encodeCursor({ ...position, id: "' or 1=1" }, signature)],
    ['a value where none belongs', encodeCursor({ ...position, value: 1 }, signature)],
    ['half of it', encodeCursor(position, signature).slice(0, 40)],
    ['much too much', 'a'.repeat(100_000)],
  ])('that is %s is refused', (_, cursor) => {
    expect(() => decodeCursor(cursor, signature, plain)).toThrow(
      expect.objectContaining({ code: 'INVALID_CURSOR' }),
    );
  });

  it('without its value, or with one that is no instant, is refused', () => {
    const order = orderOf('-startedAt', 'a');
    for (const value of [null, 1.5, 9e15]) {
      expect(() => decodeCursor(encodeCursor({ ...position, value }, signature), signature, order)).toThrow(
        /can not be read/,
      );
    }
  });
});
