import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import { SharedReads } from './shared-reads.js';

describe('reads of the same moment', () => {
  it('are made once, for each thing that is asked, and again a second later', async () => {
    const clock = new VirtualClock(0);
    const reads = new SharedReads(clock);
    let asked = 0;
    const ask = (what: string) => reads.get(what, async () => `${what} ${(asked += 1)}`);
    expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual(['a 1', 'a 1', 'b 2']);
    clock.advance(999);
    expect(await ask('a')).toBe('a 1');
    clock.advance(1);
    expect(await ask('a')).toBe('a 3');
  });

  it('that fail are made again', async () => {
    const reads = new SharedReads(new VirtualClock(0));
    await expect(reads.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await reads.get('a', async () => 'there')).toBe('there');
  });
});
