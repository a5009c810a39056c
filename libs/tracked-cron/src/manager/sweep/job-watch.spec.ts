import { jest } from '@jest/globals';
import { ExecutionRows } from '../../../../../test/support/execution-rows.js';
import type { EndedStatus } from '../../history/execution-status.js';
import { JobFactsRepository } from '../job-facts.repository.js';
import { JobWatch, type Sweep } from './job-watch.js';
import { SweepRepository } from './sweep.repository.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;
const JOBS = Array.from({ length: 540 }, (_, nth) => `job${String(nth).padStart(3, '0')}`);
/** A tenth of them has failed three times in a row. */
const FAILING = JOBS.filter((_, nth) => nth % 10 === 0);
const NOTHING: ReadonlySet<string> = new Set();

describe('watching many jobs', () => {
  let rows: ExecutionRows;
  let watch: JobWatch;
  let statements: jest.SpiedFunction<ExecutionRows['database']['dataSource']['query']>;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    await Promise.all(JOBS.map((job) => rows.job(job)));
    await write(JOBS, 'completed', 20);
    for (const minutes of [15, 10, 5]) await write(FAILING, 'failed', minutes);
    statements = jest.spyOn(rows.database.dataSource, 'query');
    watch = begin();
  });
  afterAll(() => rows.close());
  beforeEach(() => statements.mockClear());

  function begin(): JobWatch {
    return new JobWatch(
      new SweepRepository(rows.database, rows.scope),
      new JobFactsRepository(rows.database, rows.scope),
      { asOf: () => Promise.resolve(''), counts: () => Promise.resolve(new Map()) },
      rows.databaseClock,
    );
  }

  /** Executions of slots so many minutes ago, written now. */
  async function write(jobNames: readonly string[], status: EndedStatus, minutesAgo: number): Promise<void> {
    const columns = { updated_at: new Date(), ...(status === 'failed' && { fingerprint: 'f1' }) };
    const made = jobNames.map((job) => rows.endedRow(job, NOW - minutesAgo * MINUTE, status, columns));
    await rows.insert('cron_job_executions', made);
  }

  function sweep(of: JobWatch = watch, since: string | null = null): Promise<Sweep> {
    return of.sweep({ since, interesting: NOTHING, gaps: [] });
  }

  const namesOf = ({ verdicts }: Sweep) => verdicts.map(({ jobName }) => jobName);
  const foundIn = ({ verdicts }: Sweep) =>
    verdicts.flatMap(({ jobName, findings }) => (findings.length > 0 ? [jobName] : [])).sort();

  it('reads all of them, so many at a time, where nobody knows what happened before', async () => {
    const first = await sweep();
    expect(first).toMatchObject({ jobs: 540, waiting: 0 });
    expect(first.verdicts).toHaveLength(500);
    expect(statements).toHaveBeenCalledTimes(4);
    const second = await sweep();
    expect(new Set([...namesOf(first), ...namesOf(second)]).size).toBe(540);
    expect(foundIn(await sweep())).toEqual(FAILING);
  });

  it('then reads a few in turn, and judges those that something is wrong with by what it has read before', async () => {
    const { verdicts } = await sweep();
    expect(statements).toHaveBeenCalledTimes(3);
    expect(verdicts).toHaveLength(FAILING.length + 20);
    expect(verdicts.find(({ jobName }) => jobName === FAILING[0])).toMatchObject({
      findings: [{ rule: 'failing', count: 3, since: new Date(NOW - 15 * MINUTE + 1_005) }],
      fingerprints: ['f1'],
      goodRuns: 0,
      lastEndAt: new Date(NOW - 5 * MINUTE + 1_005),
      nextLateAt: new Date(NOW + 5 * MINUTE + 150_000),
      recoverAfter: 1,
    });
  });

  it('reads what did not end well, and not what did', async () => {
    const { verdicts } = await sweep();
    const quiet = JOBS.filter((job) => !verdicts.some(({ jobName }) => jobName === job)).slice(-2);
    await write([quiet[0]], 'completed', 1);
    await write([quiet[1]], 'cancelled', 1);
    const names = namesOf(await sweep());
    expect(names).toContain(quiet[1]);
    expect(names).not.toContain(quiet[0]);
  });

  it('sees at once that a failing one has recovered', async () => {
    await write([FAILING[1]], 'completed', 0);
    const recovered = (await sweep()).verdicts.find(({ jobName }) => jobName === FAILING[1]);
    expect(recovered).toMatchObject({ findings: [], goodRuns: 1, fingerprints: [] });
  });

  it('lets those wait that are too many for one sweep, and reads them before others', async () => {
    await write(JOBS, 'cancelled', 0);
    const first = await sweep();
    expect(first.waiting).toBe(40);
    const second = await sweep();
    expect(second.waiting).toBe(0);
    const read = new Set(namesOf(first));
    expect(JOBS.filter((job) => !read.has(job)).every((job) => namesOf(second).includes(job))).toBe(true);
  });

  it('reads those in turn that were read the longest ago, whatever happens', async () => {
    const read: string[] = [];
    for (let sweeps = 0; sweeps < 3; sweeps += 1) {
      const { verdicts } = await sweep();
      read.push(...verdicts.flatMap(({ jobName, findings }) => (findings.length === 0 ? [jobName] : [])));
    }
    expect(read.length).toBeGreaterThanOrEqual(60);
    expect(new Set(read).size).toBe(read.length);
  });

  it('goes on in another process from where the last sweep had ended', async () => {
    const { cursor } = await sweep();
    await write([JOBS[1], JOBS[2]], 'missed', 0);
    const other = await sweep(begin(), cursor);
    expect(namesOf(other)).toEqual(expect.arrayContaining([JOBS[1], JOBS[2]]));
    // those that failed before have been told of: whoever keeps incidents names them
    expect(foundIn(other).length).toBeLessThan(FAILING.length);
    expect(other.verdicts.length).toBeLessThan(100);
  });

  it('sees slots that are only counted, of those that something is wrong with', async () => {
    const rulesOf = async () =>
      (await sweep()).verdicts
        .find(({ jobName }) => jobName === FAILING[3])!
        .findings.map(({ rule }) => rule);
    expect(await rulesOf()).not.toContain('missed');
    const [{ id }] = await rows.raw.query<{ id: string }>(
      'update tracked_cron.cron_jobs set last_slot_at = $2 where name = $1 returning id',
      [FAILING[3], new Date(NOW + 1)],
    );
    const slots = { from_slot: new Date(NOW - MINUTE), to_slot: new Date(NOW - MINUTE), count: 1 };
    const range = { id: rows.newId(), job_id: id, outcome: 'missed', reason: 'no_instance', ...slots };
    await rows.insert('cron_job_slot_ranges', [range]);
    expect(await rulesOf()).toContain('missed');
  });

  it('sees at once what was through too soon, where somebody asks for that', async () => {
    await rows.job('steady', { options: { alertThresholds: { tell: { fast: true } } } });
    const run = (minutesAgo: number, duration_ms: number) =>
      rows.endedRow('steady', NOW - minutesAgo * MINUTE, 'completed', {
        duration_ms,
        updated_at: new Date(),
      });
    const usual = Array.from({ length: 20 }, (_, nth) => run(5 * (nth + 2), MINUTE));
    await rows.insert('cron_job_executions', usual);
    expect(foundIn(await sweep())).not.toContain('steady');
    await rows.insert('cron_job_executions', [run(5, 2_000)]);
    expect(foundIn(await sweep())).toContain('steady');
  });

  it('judges some of them at any time, and leaves out whom nobody knows', async () => {
    const { at, verdicts } = await watch.judgeNow([FAILING[2], JOBS[3], 'nobody'], []);
    expect(at).toEqual(new Date(NOW));
    expect(verdicts.map(({ jobName, findings }) => [jobName, findings.length])).toEqual(
      expect.arrayContaining([
        [FAILING[2], 1],
        [JOBS[3], 0],
      ]),
    );
    expect(verdicts).toHaveLength(2);
    expect(statements).toHaveBeenCalledTimes(3);
  });

  it('leaves out what was missed while nobody watched', async () => {
    const gaps = [{ from: new Date(NOW - 2 * MINUTE), to: new Date(NOW) }];
    const rulesOf = async (known: typeof gaps) =>
      (await watch.judgeNow([JOBS[1]], known)).verdicts[0].findings.map(({ rule }) => rule);
    expect(await rulesOf([])).toEqual(['missed']);
    expect(await rulesOf(gaps)).toEqual([]);
  });
});
