import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import type { EndedStatus } from '../history/execution-status.js';
import { PartitionKeeper } from '../history/partition-keeper.js';
import { RollUpKeeper } from '../history/roll-ups/roll-up-keeper.js';
import { StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import { JobObjectives } from './job-objectives.js';
import type { ObjectivesQuery } from './job-objectives.interface.js';
import { ObjectiveRepository } from './objective.repository.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Statistics are counted by when rows were written, in database time. */
const NOW = Math.floor(Date.now() / HOUR) * HOUR + HOUR / 2;

describe('how jobs stand with their objectives', () => {
  let rows: ExecutionRows;
  let objectives: JobObjectives;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    const clock = { now: () => NOW };
    for (const days of [7, 0])
      await new PartitionKeeper(rows.database, { now: () => NOW - days * DAY }).runOnce();
    const job = (name: string, objective: unknown, columns: object) =>
      rows.job(name, {
        options: { alertThresholds: { objective } },
        last_slot_at: new Date(NOW),
        ...columns,
      });
    await job('busy', { successRate: 0.9, window: '10d' }, { job_group: 'matches', owner: 'ann' });
    await job(
      'strict',
      { successRate: 0.99, window: '3d' },
      { job_group: 'matches', owner: 'bob', tags: ['live'] },
    );
    await job('idle', { availability: 0.9 }, { owner: 'bob' });
    await job('gone', { successRate: 0.9 }, { removed_at: new Date(NOW - DAY) });
    await job('unreadable', { window: 'some day' }, {});
    await job('without', null, { job_group: 'matches' });
    const ended = (name: string, hoursAgo: number, status: EndedStatus) =>
      rows.endedRow(name, NOW - hoursAgo * HOUR, status, { updated_at: new Date() });
    await rows.insert('cron_job_executions', [
      ended('busy', 5 * 24, 'failed'),
      ended('busy', 5, 'failed'),
      ...[4.5, 4, 3.5, 3, 2.5, 0.2, 0.1].map((hours) => ended('busy', hours, 'completed')),
      ended('busy', 0.3, 'timed_out'),
      ended('strict', 4 * 24, 'failed'),
      ended('strict', 3, 'missed'),
      ended('strict', 2, 'completed'),
      ended('gone', 2, 'failed'),
    ]);
    const keeper = new RollUpKeeper(rows.database, rows.scope, clock);
    await keeper.open();
    await keeper.runOnce();
    objectives = new JobObjectives(
      new ObjectiveRepository(rows.database, rows.scope),
      new StatisticsRepository(rows.database, rows.scope, clock),
    );
  });
  afterAll(() => rows.close());

  const told = async (query?: ObjectivesQuery) =>
    (await objectives.getObjectives(query)).items.map(
      ({ jobName, group, owner, share, bad, total }) =>
        `${jobName ?? '-'} ${group ?? '-'} ${owner ?? '-'} ${share} ${bad}/${total}`,
    );

  it('is told job by job, what is closest to its end first', async () => {
    const { to, items } = await objectives.getObjectives();
    expect(to).toEqual(new Date(NOW));
    expect(await told()).toEqual([
      'busy matches ann successRate 3/10',
      'idle - bob availability 0/0',
      'strict matches bob successRate 0/1',
    ]);
    expect(items[0]).toMatchObject({
      windowMs: 10 * DAY,
      target: 0.9,
      actual: 0.7,
      budgetLeft: -2,
      // one of three since the hour before, two of nine since the sixth hour before
      burn: { hour: 3.33333333333, sixHours: 2.22222222222, window: 3 },
    });
    expect(items[1]).toMatchObject({ actual: null, budgetLeft: 1, burn: { hour: 0, window: 0 } });
  });

  it('is summed up by group and by owner', async () => {
    expect(await told({ groupBy: 'group' })).toEqual([
      '- matches - successRate 3/11',
      '- - - availability 0/0',
    ]);
    expect(await told({ groupBy: 'owner' })).toEqual([
      '- - ann successRate 3/10',
      '- - bob successRate 0/1',
      '- - bob availability 0/0',
    ]);
    const { items } = await objectives.getObjectives({ groupBy: 'group' });
    expect(items[0]).toMatchObject({ jobs: 2, windowMs: null, budgetLeft: expect.closeTo(1 - 3 / 1.01) });
  });

  it('is told of some jobs', async () => {
    expect(await told({ jobName: 'strict' as never })).toHaveLength(1);
    expect(await told({ jobName: 'without' as never })).toEqual([]);
    expect(await told({ owner: 'bob' })).toHaveLength(2);
    expect(await told({ within: { tags: ['live'] } })).toEqual(['strict matches bob successRate 0/1']);
    expect(await told({ within: { jobs: [] } })).toEqual([]);
  });

  it.each([
    [{ jobName: 'nobody' as never }, 'UNKNOWN_JOB'],
    [{ groupBy: 'tag' as never }, 'INVALID_QUERY'],
    [{ owner: 'a\0b' }, 'INVALID_QUERY'],
  ])('is refused for %j', async (query, code) => {
    await expect(objectives.getObjectives(query)).rejects.toMatchObject({ code });
  });
});
