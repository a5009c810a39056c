import { ExecutionRows } from '../../../../../test/support/execution-rows.js';
import { inTransaction } from '../../database/transaction.js';
import { RecountRepository } from './recount.repository.js';

const { NOW } = ExecutionRows;
const HOUR = 3_600_000;

describe('counting by hour', () => {
  let rows: ExecutionRows;
  let recounts: RecountRepository;
  let job: string;
  beforeAll(async () => {
    rows = await ExecutionRows.open();
    recounts = new RecountRepository(rows.database, rows.scope);
    job = await rows.job('j');
    for (let ago = 1; ago <= 20; ago++) await rows.ended('j', NOW - ago * HOUR, 'completed');
  });
  afterAll(() => rows.close());
  beforeEach(() => rows.raw.query('truncate tracked_cron.cron_job_recounts, tracked_cron.cron_job_hours'));

  const note = (from: number, to: number) =>
    rows.insert('cron_job_recounts', [{ job_id: job, from_at: new Date(from), to_at: new Date(to) }]);
  const recount = (hours: number, finalUntil = 0) =>
    inTransaction(rows.database.writes, (client) =>
      recounts.recount(hours, client, new Date(finalUntil), new Date(NOW)),
    );
  const counted = async () => {
    const found = await rows.raw.query<{ at: Date }>(
      'select began_at as at from tracked_cron.cron_job_hours order by began_at desc',
    );
    return found.map(({ at }) => (NOW - at.getTime()) / HOUR);
  };
  const upTo = (last: number) => Array.from({ length: last }, (_, nth) => nth + 1);

  it('takes a stretch that is too long for one statement from its end, part by part', async () => {
    await note(NOW - 20 * HOUR, NOW);
    const counts: number[] = [];
    let more = true;
    while (more) {
      ({ more } = await recount(6));
      counts.push((await counted()).length);
    }
    expect(counts).toEqual([6, 12, 18, 20]);
    expect(await rows.raw.query('select from tracked_cron.cron_job_recounts')).toEqual([]);
  });

  it('counts stretches that overlap one after the other', async () => {
    await note(NOW - 10 * HOUR, NOW);
    await note(NOW - 3 * HOUR, NOW - HOUR);
    expect((await recount(1_000)).more).toBe(true);
    expect(await counted()).toEqual([2, 3]);
    expect((await recount(1_000)).more).toBe(false);
    expect(await counted()).toEqual(upTo(10));
  });

  it('leaves hours alone that are final', async () => {
    await note(NOW - 10 * HOUR, NOW);
    await note(NOW - 20 * HOUR, NOW - 18 * HOUR);
    await recount(1_000, NOW - 4 * HOUR);
    expect((await recount(1_000, NOW - 4 * HOUR)).more).toBe(false);
    expect(await counted()).toEqual(upTo(4));
  });

  it('says which days have changed, and nothing of hours that are as they were', async () => {
    await note(NOW - 20 * HOUR, NOW);
    const midnight = (at: number) => Math.floor(at / (24 * HOUR)) * 24 * 3_600;
    expect((await recount(1_000)).days).toEqual({
      jobIds: [job, job],
      seconds: [midnight(NOW - 20 * HOUR), midnight(NOW - HOUR)],
    });
    await note(NOW - 20 * HOUR, NOW);
    expect((await recount(1_000)).days).toEqual({ jobIds: [], seconds: [] });
  });
});
