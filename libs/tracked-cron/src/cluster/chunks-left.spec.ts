import { ChunksLeft, type Chunk } from './chunks-left.js';
import type { Claimable } from './slot-plan.js';

describe('the chunks of a round', () => {
  const jobs = (count: number): Claimable[] =>
    Array.from({ length: count }, (_, nth) => ({
      jobId: String(nth).padStart(5, '0'),
      watermark: 0,
      plan: () => ({ slots: [], ranges: [], watermark: 0, next: 0 }),
    }));
  const first = (chunk: Chunk | undefined) => chunk && Number(chunk.due[0].jobId);

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

  it('come again at the end when another instance was at them, and the next is taken far from there', async () => {
    const chunks = new ChunksLeft(jobs(3_000), 0);
    chunks.postpone((await chunks.next())!.due);
    expect(await takeAll(chunks)).toEqual([1_500, 2_000, 2_500, 500, 1_000, 0]);
  });

  it('are looked at together with those that another instance was at', async () => {
    const chunks = new ChunksLeft(jobs(2_000), 0);
    chunks.postpone((await chunks.next())!.due);
    await chunks.reconsider((due) => Promise.resolve(due.filter(({ jobId }) => Number(jobId) < 700)));
    expect(await takeAll(chunks)).toEqual([500, 0]);
  });

  it('say whether another instance was at them, and can be claimed as any other once it is through', async () => {
    const chunks = new ChunksLeft(jobs(10), 0);
    const fresh = (await chunks.next())!;
    expect(fresh.contested).toBe(false);
    chunks.postpone(fresh.due);
    const again = (await chunks.next())!;
    expect(again).toEqual({ due: fresh.due, contested: true });
    chunks.add(again.due.slice(7));
    const left = (await chunks.next())!;
    expect(left.due.map(({ jobId }) => Number(jobId))).toEqual([7, 8, 9]);
    expect(left.contested).toBe(false);
    chunks.add([]);
    expect(await chunks.next()).toBeUndefined();
  });

  it('stay as they were when the look fails', async () => {
    const chunks = new ChunksLeft(jobs(1_000), 0);
    await chunks.reconsider(() => Promise.reject(new Error('away')));
    expect((await takeAll(chunks)).sort()).toEqual([0, 500]);
  });
});
