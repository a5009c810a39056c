import type { ObjectiveJob } from '../objective-reader.js';
import type { WatchedJob } from './watched-job.js';
import { WatchedObjectives } from './watched-objectives.js';

const NONE = { completed: 0, failed: 0, missed: 0 };
const watched = (id: string, objective?: object) =>
  ({ definition: { id, options: { alertThresholds: { objective } } } }) as unknown as WatchedJob;
const [promised, other, without] = [
  watched('promised', { successRate: 0.9 }),
  watched('other', { successRate: 0.9 }),
  watched('without'),
];

describe('how watched jobs stand with their objectives', () => {
  let failed = 1;
  let asOf = 'then';
  const asked: string[][] = [];
  const reader = {
    asOf: () => Promise.resolve(asOf),
    counts: (jobs: readonly ObjectiveJob[]) => {
      if (jobs.length > 0) asked.push(jobs.map(({ id }) => id));
      const window = { ...NONE, failed };
      return Promise.resolve(new Map(jobs.map(({ id }) => [id, { window, tenth: NONE, latest: NONE }])));
    },
  };
  const failedOf = (objectives: WatchedObjectives) => objectives.of(promised)?.window.failed;
  beforeEach(() => {
    asked.length = 0;
    [failed, asOf] = [1, 'then'];
  });

  it('is asked for once, of those that have one, until it has been counted again', async () => {
    const objectives = new WatchedObjectives(reader);
    await objectives.refresh([promised, without]);
    await objectives.refresh([promised, other]);
    expect(asked).toEqual([['promised'], ['other']]);
    failed = 2;
    expect(failedOf(objectives)).toBe(1);
    asOf = 'now';
    await objectives.refresh([promised]);
    expect(failedOf(objectives)).toBe(2);
    expect(objectives.of(without)).toBeNull();
  });

  it('is the same for who has looked before and who has not', async () => {
    const [one, another] = [new WatchedObjectives(reader), new WatchedObjectives(reader)];
    await one.refresh([promised, other]);
    [failed, asOf] = [2, 'now'];
    await another.refresh([promised]);
    await one.refresh([promised, other]);
    expect([failedOf(one), failedOf(another)]).toEqual([2, 2]);
  });
});
