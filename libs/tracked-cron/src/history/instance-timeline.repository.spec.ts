import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { InstanceTimelineRepository } from './instance-timeline.repository.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;
const BUSY = '019cb000-0000-7000-8000-000000000001';
const CALM = '019cb000-0000-7000-8000-000000000002';

describe('what instances ran', () => {
  let rows: ExecutionRows;
  let standings: string;
  const hour = { from: NOW - 60 * MINUTE, to: NOW };
  const inBuckets = { most: 2, bucketMs: 30 * MINUTE };

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    standings = await rows.job('standings');
    await rows.job('payroll');
    for (const [ago, instance_id] of [
      [50, BUSY],
      [45, BUSY],
      [5, BUSY],
      [20, CALM],
      [10, CALM],
      [70, CALM], // before the hour
    ] as const)
      await rows.ended('standings', NOW - ago * MINUTE, 'completed', { instance_id });
    await rows.ended('standings', NOW - 15 * MINUTE, 'missed');
    for (const ago of [3, 4])
      await rows.ended('payroll', NOW - ago * MINUTE, 'completed', { instance_id: CALM });
  });
  afterAll(() => rows.close());

  const ended = async (mostRead?: number) => {
    const timeline = new InstanceTimelineRepository(rows.database, rows.scope, mostRead);
    const { rows: found, cut } = await timeline.ended([standings], hour, inBuckets);
    const told = found.map(({ instanceId, id, count }) => [
      instanceId,
      id === null ? 'several' : 'one',
      count,
    ]);
    return { told, cut, began: found.map(({ began }) => began) };
  };

  it('is told one by one, of busy ones counted, in the order in which it began', async () => {
    const { told, cut, began } = await ended();
    expect(told).toEqual([
      [BUSY, 'several', 2],
      [BUSY, 'several', 1],
      [CALM, 'one', 1],
      [CALM, 'one', 1],
    ]);
    expect(cut).toBeNull();
    expect(began).toEqual([...began].sort((one, other) => one - other));
    expect(began.slice(0, 2).every((at) => at % (30 * MINUTE) === 0)).toBe(true);
  });

  it('is looked for among the newest executions of the jobs that are asked for, and says which came too late for that', async () => {
    const { told, cut } = await ended(3);
    expect(told).toEqual([
      [CALM, 'one', 1],
      [CALM, 'one', 1],
      [BUSY, 'one', 1],
    ]);
    expect(cut).not.toBeNull();
  });
});
