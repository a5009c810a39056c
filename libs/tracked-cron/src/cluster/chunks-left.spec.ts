import { ChunksLeft } from './chunks-left.js';
import type { Claimable } from './slot-plan.js';

describe('the chunks of a round', () => {
  const jobs = (count: number): Claimable[] =>
    Array.from({ length: count }, (_, nth) => ({
      jobId: String(nth).padStart(5, '0'),
      watermark: 0,
      plan: () => ({ slots: [], ranges: [], watermark: 0, next: 0 }),
    }));
  const first = (chunk: Claimable[] | undefined) => chunk && Number(chunk[0].jobId);

  async function takeAll(chunks: ChunksLeft): Promise<(number | undefined)[]> {
    const taken: (number | undefined)[] = [];
    for (let chunk = await chunks.next(); chunk; chunk = await chunks.next()) taken.push(first(chunk));
    return taken;
  }

  it('are cut alike whatever order the jobs come in, and begin where they are told to', async () => {
    expect(await takeAll(new ChunksLeft(jobs(1_800).reverse(), 6))).toEqual([1_000, 1_500, 0, 500]);
  });

  it('of nothing are none', async () => {
    expect(await takeAll(new ChunksLeft([], 3))).toEqual([]);
  });

  it('go on in the middle of what others have left, once that is known', async () => {
    const chunks = new ChunksLeft(jobs(5_000), 0);
    await chunks.next();
    let tell!: (left: Claimable[]) => void;
    const looked: number[] = [];
    const looking = chunks.reconsider((due) => {
      looked.push(due.length);
      return new Promise((resolve) => (tell = () => resolve(due.slice(2_500))));
    });
    const next = chunks.next(); // waits for the look
    void chunks.reconsider(() => Promise.reject(new Error('one look at a time')));
    tell([]);
    await looking;
    expect(looked).toEqual([4_500]);
    expect(first(await next)).toBe(4_000);
    expect(await takeAll(chunks)).toEqual([4_500, 3_000, 3_500]);
  });

  it('stay as they were when the look fails', async () => {
    const chunks = new ChunksLeft(jobs(1_000), 0);
    await chunks.reconsider(() => Promise.reject(new Error('away')));
    expect((await takeAll(chunks)).sort()).toEqual([0, 500]);
  });
});
