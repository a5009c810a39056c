import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { PartitionKeeper } from '../history/partition-keeper.js';
import { RollUpKeeper } from '../history/roll-ups/roll-up-keeper.js';
import { StatisticsRepository } from '../history/roll-ups/statistics.repository.js';
import { JobFactsRepository } from './job-facts.repository.js';
import { JobStatusReader } from './job-status.reader.js';
import { ObjectiveReader, withObjective } from './objective-reader.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Statistics are counted by when rows were written, in database time. */
const NOW = Math.floor(Date.now() / HOUR) * HOUR + HOUR / 2;

describe('what a job came to in the windows of its objective', () => {
  let rows: ExecutionRows;
  let reader: ObjectiveReader;
  let statements = 0;
  const ids = new Map<string, string>();
  const objective = { successRate: 0.9, availability: 0.99, window: '10d' };

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    const clock = { now: () => NOW };
    for (const days of [14, 7, 0])
      await new PartitionKeeper(rows.database, { now: () => NOW - days * DAY }).runOnce();
    for (const name of ['a', 'b']) {
      ids.set(
        name,
        await rows.job(name, { options: { alertThresholds: { objective } }, last_slot_at: new Date(NOW) }),
      );
    }
    await rows.job('without', { last_slot_at: new Date(NOW) });
    const ended = (
      hoursAgo: number,
      status: 'completed' | 'failed' | 'timed_out' | 'lost' | 'missed' | 'skipped',
    ) => rows.endedRow('a', NOW - hoursAgo * HOUR, status, { updated_at: new Date() });
    await rows.insert('cron_job_executions', [
      ended(11 * 24, 'failed'),
      ended(9 * 24, 'completed'),
      ended(8 * 24, 'timed_out'),
      ended(7 * 24, 'missed'),
      ended(23, 'lost'),
      ended(22, 'skipped'),
      ended(2, 'completed'),
      ended(1.5, 'completed'),
      ended(1, 'failed'),
      ended(0.1, 'completed'),
    ]);
    const keeper = new RollUpKeeper(rows.database, rows.scope, clock);
    await keeper.open();
    await keeper.runOnce();
    const statistics = new StatisticsRepository(rows.database, rows.scope, clock);
    reader = new ObjectiveReader({
      reach: () => (statements++, statistics.reach()),
      sums: (...asked) => (statements++, statistics.sums(...asked)),
    });
  });
  afterAll(() => rows.close());

  it('is counted in four statements, for all jobs whose windows are alike', async () => {
    statements = 0;
    const counts = await reader.counts([...ids.values()].map((id) => ({ id, windowMs: 10 * DAY })));
    expect(counts.get(ids.get('a')!)).toEqual({
      window: { completed: 4, failed: 3, missed: 1 },
      tenth: { completed: 3, failed: 2, missed: 0 },
      latest: { completed: 3, failed: 1, missed: 0 },
    });
    expect(counts.get(ids.get('b')!)).toEqual({
      window: { completed: 0, failed: 0, missed: 0 },
      tenth: { completed: 0, failed: 0, missed: 0 },
      latest: { completed: 0, failed: 0, missed: 0 },
    });
    expect(statements).toBe(4);
  });

  it('costs nothing where there is no objective', async () => {
    statements = 0;
    expect(await reader.counts([])).toEqual(new Map());
    expect(statements).toBe(0);
    const row = (alertThresholds?: object) => ({ id: 'a', options: { alertThresholds } });
    expect(withObjective(row())).toEqual([]);
    expect(withObjective(row({ objective: null }))).toEqual([]);
    expect(withObjective(row({ objective: { window: 'some day' } }))).toEqual([]);
    expect(withObjective(row({ objective: { successRate: 0.9 } }))).toEqual([
      { id: 'a', windowMs: 30 * DAY },
    ]);
  });

  it('is shown with the status of the job', async () => {
    const facts = new JobFactsRepository(rows.database, rows.scope);
    const shown = await new JobStatusReader(facts, { now: () => NOW }, reader).statuses();
    expect(shown.map(({ objective: state }) => state?.windowMs)).toEqual([10 * DAY, 10 * DAY, undefined]);
    const [{ objective: state, findings }] = shown;
    expect(state).toMatchObject({
      successRate: { target: 0.9, actual: 4 / 7, budgetLeft: expect.closeTo(1 - 30 / 7) },
      availability: { target: 0.99, actual: 7 / 8, budgetLeft: -11.5, burn: { tenth: 0, latest: 0 } },
    });
    expect(findings.find(({ rule }) => rule === 'objective')).toMatchObject({
      severity: 'error',
      told: false,
    });
  });
});
