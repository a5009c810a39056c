import { ExecutionRows } from '../../../../../test/support/execution-rows.js';
import { InstanceTimelineRepository } from '../../history/instance-timeline.repository.js';
import { StatisticsRepository } from '../../history/roll-ups/statistics.repository.js';
import { TimelineRepository } from '../../history/timeline.repository.js';
import { WorkRepository } from '../insight/work.repository.js';
import { TimelineReader } from './timeline-reader.js';
import type { TimelineQuery } from './timeline.interface.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const INSTANCES = ['019cb000-0000-7000-8000-000000000001', '019cb000-0000-7000-8000-000000000002'];

describe('a timeline', () => {
  let rows: ExecutionRows;
  const at = (minutes: number) => new Date(NOW + minutes * MINUTE);
  const ended = (minutes: number, tookMinutes: number) => ({
    started_at: at(minutes),
    completed_at: at(minutes + tookMinutes),
    created_at: at(minutes),
    duration_ms: tookMinutes * MINUTE,
  });
  const read = (query: Partial<TimelineQuery> = {}, mostRead?: number) =>
    new TimelineReader(
      new WorkRepository(rows.database, rows.scope),
      new TimelineRepository(rows.database),
      new InstanceTimelineRepository(rows.database, rows.scope, mostRead),
      new StatisticsRepository(rows.database, rows.scope, rows.databaseClock),
      rows.databaseClock,
    ).read({ from: at(-60), to: at(60), ...query });
  const told = async (query: Partial<TimelineQuery> = {}) =>
    (await read(query)).lanes.map(({ name, executions }) => [
      name,
      ...executions.map(({ status, from, to }) => [
        status,
        (+from - NOW) / MINUTE,
        to && (+to - NOW) / MINUTE,
      ]),
    ]);

  beforeAll(async () => {
    rows = await ExecutionRows.open();
  });
  afterAll(() => rows.close());
  beforeEach(() => rows.clear());

  it('has a lane for each job, with whatever met the stretch: also what began before it, flew long, or never started', async () => {
    await rows.job('archive');
    await rows.job('standings', { schedule: '*/30 * * * *' });
    await rows.ended('standings', NOW - 65 * MINUTE, 'completed', ended(-65, 6));
    await rows.ended('standings', NOW - 300 * MINUTE, 'failed', ended(-300, 270));
    await rows.ended('standings', NOW - 70 * MINUTE, 'completed', ended(-70, 5));
    await rows.ended('standings', NOW - 20 * MINUTE, 'skipped');
    // a slot that was missed is written down when nobody can run it any more
    await rows.ended('standings', NOW - 5 * MINUTE, 'missed', { scheduled_at: at(-30) });
    await rows.live('standings', NOW - 2 * MINUTE, { started_at: at(-2) });
    await rows.live('standings', NOW - 9 * MINUTE, { status: 'zombie' });
    expect(await told()).toEqual([
      ['archive'],
      [
        'standings',
        ['failed', -300, -30],
        ['completed', -65, -59],
        ['missed', -30, -30],
        ['skipped', -20, -20],
        ['running', -2, null],
      ],
    ]);
    const { lanes } = await read();
    expect(lanes.map(({ due, moreDue }) => [due.map((slot) => (+slot - NOW) / MINUTE), moreDue])).toEqual([
      [[5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55], false],
      [[30], false],
    ]);
  });

  it('counts the executions of a job with more than a lane has room for', async () => {
    await rows.job('often', { schedule: '* * * * * *' });
    const made = Array.from({ length: 130 }, (_, nth) =>
      rows.endedRow('often', NOW - HOUR + nth * 20_000, nth % 10 === 0 ? 'failed' : 'completed'),
    );
    await rows.insert('cron_job_executions', made);
    const [lane] = (await read()).lanes;
    expect(lane.executions).toEqual([]);
    expect(lane.counted[0]).toMatchObject({ from: at(-60), to: at(-59) });
    const sum = (status: string) =>
      lane.counted.filter((one) => one.status === status).reduce((all, { count }) => all + count, 0);
    expect([sum('completed'), sum('failed')]).toEqual([117, 13]);
    expect([lane.due.length, lane.moreDue]).toEqual([60, true]);
  });

  it('takes what busy jobs did in a long stretch from the statistics, and tells seldom ones one by one', async () => {
    const often = await rows.job('often');
    await rows.job('seldom');
    await rows.ended('seldom', NOW - 20 * HOUR, 'completed');
    await rows.insert(
      'cron_job_hours',
      [-20, -3].map((hour) => ({
        job_id: often,
        began_at: new Date(NOW + hour * HOUR),
        status: 'completed',
        count: 600,
      })),
    );
    const { lanes } = await read({ from: new Date(NOW - 24 * HOUR) });
    expect(lanes.map(({ name, executions, counted }) => [name, executions.length, counted])).toEqual([
      [
        'often',
        0,
        [-20, -3].map((hour) => ({
          status: 'completed',
          count: 600,
          from: new Date(NOW + hour * HOUR),
          to: new Date(NOW + (hour + 1) * HOUR),
        })),
      ],
      ['seldom', 1, []],
    ]);
  });

  it('shows stretches of counted slots, and no slots to come while somebody holds them up', async () => {
    const held = { paused_at: at(-40), paused_until: at(30) };
    const id = await rows.job('held', { ...held, schedule: '*/10 * * * *' });
    await rows.job('off', { options: { enabled: false } });
    await rows.job('stopped', { paused_at: at(-40) });
    await rows.insert('cron_job_slot_ranges', [
      {
        id: rows.newId(),
        job_id: id,
        from_slot: at(-40),
        to_slot: at(-10),
        outcome: 'skipped',
        reason: 'paused',
        count: 4,
      },
    ]);
    const { lanes } = await read();
    expect(lanes.map(({ name, due }) => [name, due.map((slot) => (+slot - NOW) / MINUTE)])).toEqual([
      ['held', [30, 40, 50]],
      ['off', []],
      ['stopped', []],
    ]);
    expect(lanes[0].counted).toEqual([{ from: at(-40), to: at(-10), status: 'skipped', count: 4 }]);
  });

  it('has a lane for each instance that ran something, with the jobs that it ran', async () => {
    await rows.job('standings');
    await rows.job('payroll', { job_group: 'money' });
    await rows.insert('cron_instances', [
      {
        id: INSTANCES[0],
        ...rows.scope,
        host: 'web-1',
        pid: 7,
        labels: [],
        executes: true,
        library_version: '1',
        node_version: '20',
        started_at: at(-90),
        renewed_at: at(0),
        lease_until: at(1),
      },
    ]);
    await rows.ended('standings', NOW - 30 * MINUTE, 'completed', { instance_id: INSTANCES[0] });
    await rows.ended('payroll', NOW - 20 * MINUTE, 'failed', { instance_id: INSTANCES[1] });
    await rows.live('standings', NOW - MINUTE, { instance_id: INSTANCES[0] });
    await rows.ended('standings', NOW - 10 * MINUTE, 'missed');
    const lanes = async (query: Partial<TimelineQuery>) =>
      (await read({ by: 'instance', ...query })).lanes.map(({ name, executions }) => [
        name,
        executions.map(({ jobName, status }) => `${jobName} ${status}`),
      ]);
    const both = [
      [INSTANCES[1], ['payroll failed']],
      ['web-1 7', ['standings completed', 'standings running']],
    ];
    expect(await lanes({})).toEqual(both);
    expect(await lanes({ within: { groups: ['money'] } })).toEqual(both.slice(0, 1));
    expect(await lanes({ jobNames: ['standings'] })).toEqual(both.slice(1));
    const cut = await read({ by: 'instance' }, 1);
    expect(cut.lanes.map(({ name }) => name)).toEqual([INSTANCES[1], 'web-1 7']);
    expect(cut.completeFrom).toEqual(at(-30));
  });

  it('has only the jobs that are asked for, and not the library’s own unless by name', async () => {
    await rows.job('standings', { job_group: 'matches', owner: 'sports' });
    await rows.job('payroll', { owner: 'money' });
    await rows.job('tracked-cron.staleness', { options: { system: true } });
    const names = async (query: Partial<TimelineQuery>) => (await read(query)).lanes.map(({ name }) => name);
    expect(await names({})).toEqual(['payroll', 'standings']);
    expect(await names({ group: 'matches' })).toEqual(['standings']);
    expect(await names({ owner: 'money' })).toEqual(['payroll']);
    expect(await names({ within: { owners: ['money'] } })).toEqual(['payroll']);
    expect(await names({ jobNames: ['tracked-cron.staleness', 'nobody'] })).toEqual([
      'tracked-cron.staleness',
    ]);
    expect(await read({ limit: 1 })).toMatchObject({ lanes: [{ name: 'payroll' }], more: true });
  });

  it('is bounded', async () => {
    const refused = { code: 'INVALID_QUERY' };
    await expect(read({ to: at(-61) })).rejects.toMatchObject(refused);
    await expect(read({ from: new Date(NOW - 32 * 24 * HOUR) })).rejects.toMatchObject(refused);
    await expect(read({ by: 'instance', from: new Date(NOW - 48 * HOUR) })).rejects.toMatchObject(refused);
    await expect(read({ limit: 501 })).rejects.toMatchObject(refused);
    await expect(read({ jobNames: Array.from({ length: 101 }, String) })).rejects.toMatchObject(refused);
  });
});
