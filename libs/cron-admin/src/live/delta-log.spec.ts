import { DeltaLog } from './delta-log.js';
import type { LiveDelta, LiveOperation } from './protocol.js';

const removal = (id: string, rev: number): LiveOperation => ({ op: 'remove', id, rev });
const delta = (prev: number, seq: number, ...ops: LiveOperation[]): LiveDelta => ({
  channel: 'jobs',
  prev,
  seq,
  ops,
});

describe('the last deltas of a channel', () => {
  it('say what came after any of them, of each thing the last, whatever the numbers between', () => {
    const log = new DeltaLog(3);
    log.add(delta(3, 7, removal('a', 5), removal('b', 6)));
    log.add(delta(7, 12, removal('a', 11)));
    expect(log.after(3)).toEqual([removal('a', 11), removal('b', 6)]);
    expect(log.after(7)).toEqual([removal('a', 11)]);
    expect(log.after(12)).toEqual([]);
    expect(log.seq).toBe(12);
  });

  it('say nothing of a number that never was one of theirs', () => {
    const log = new DeltaLog(3);
    log.add(delta(3, 7));
    for (const seq of [0, 5, 8, -1]) expect(log.after(seq)).toBeNull();
  });

  it('are not kept for ever, by number and by what is in them', () => {
    const many = new DeltaLog(0);
    for (let seq = 1; seq <= 200; seq++) many.add(delta(seq - 1, seq, removal(String(seq), seq)));
    expect(many.after(99)).toBeNull();
    expect(many.after(100)).toHaveLength(100);
    const large = new DeltaLog(0);
    const lot = Array.from({ length: 1_500 }, (_, id) => removal(String(id), 1));
    large.add(delta(0, 1, ...lot));
    large.add(delta(1, 2, ...lot));
    expect(large.after(0)).toBeNull();
    expect(large.after(1)).toHaveLength(1_500);
  });
});
