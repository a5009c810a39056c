import { afterDelta, ofSnapshot } from './channel-state.js';

const state = ofSnapshot({
  channel: 'jobs',
  epoch: 'e',
  seq: 3,
  data: { items: [{ id: 'a', rev: 1, value: { health: 'healthy' } as never }] },
});
const upsert = (id: string) => ({ op: 'upsert', id, rev: 2, value: { health: 'late' } as never }) as const;

it('takes what has changed, and leaves the state before as it was', () => {
  const after = afterDelta(state, { channel: 'jobs', prev: 3, seq: 4, ops: [upsert('b')] })!;
  expect([...after.items.keys()]).toEqual(['a', 'b']);
  expect(after.seq).toBe(4);
  expect([...state.items.keys()]).toEqual(['a']);
});

it('takes away what is gone', () => {
  const after = afterDelta(state, {
    channel: 'jobs',
    prev: 3,
    seq: 4,
    ops: [{ op: 'remove', id: 'a', rev: 2 }],
  });
  expect(after!.items.size).toBe(0);
});

it('asks again where a change is missing in between, or nothing is known yet', () => {
  expect(afterDelta(state, { channel: 'jobs', prev: 4, seq: 5, ops: [] })).toBeNull();
  expect(afterDelta(null, { channel: 'jobs', prev: 0, seq: 1, ops: [] })).toBeNull();
});

it('does not mind what it has had already', () => {
  expect(afterDelta(state, { channel: 'jobs', prev: 2, seq: 3, ops: [upsert('b')] })).toBe(state);
});
