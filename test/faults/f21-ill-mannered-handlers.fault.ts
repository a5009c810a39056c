import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/test-database.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';

const TTL = 3_000;
const PATIENCE_MS = 20_000;
const manual = { schedule: '@never' } as const;

/** Whatever a handler does to itself. */
const jobs = [
  { name: 'steady', schedule: '* * * * * *', options: { overlap: 'allow' } },
  { ...manual, name: 'throws', does: 'throwAtOnce' },
  { ...manual, name: 'rejects', does: 'rejectWithNoError' },
  { ...manual, name: 'hangs', does: 'neverSettle', options: { timeout: '1s' } },
  { ...manual, name: 'rejects-late', does: 'rejectLate', takesMs: 2_000, options: { timeout: '1s' } },
  { ...manual, name: 'hangs-for-ever', does: 'neverSettle' },
] as const;

fault(
  'F21',
  'a handler that throws, rejects with no error, hangs or rejects late is one record',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(1, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL, drainTimeout: '1s' },
      jobs,
    });
    try {
      const [member] = fleet.members;
      const { first } = await windowOfSeconds(database, 1);
      const ids: Record<string, string> = {};
      for (const { name } of jobs.slice(1)) ids[name] = await member.trigger(name);
      const { last } = await windowOfSeconds(database, 4);
      await untilDatabaseTime(database, last + 800);
      const records = await recordsOf(database, Object.values(ids));
      expect(records).toEqual([
        { job: 'hangs', status: 'timed_out', reason: 'timeout', error: 'TimeoutError' },
        { job: 'rejects', status: 'failed', reason: null, error: expect.any(String) },
        { job: 'rejects-late', status: 'timed_out', reason: 'timeout', error: 'TimeoutError' },
        { job: 'throws', status: 'failed', reason: null, error: 'Error' },
      ]);
      figures({ records: records.length });
      // what came after the end is told, and changes nothing
      expect(member.log).toContain('"rejects-late" failed after its execution');
      await fleet.close();

      const { ended, jobs: recorded } = await expectInvariants(database);
      expect(ended.find(({ id }) => id === ids['hangs-for-ever'])).toMatchObject({
        status: 'cancelled',
        reason: 'shutdown',
      });
      const steady = recorded.find(({ name }) => name === 'steady')!;
      const due = ended.filter(
        ({ job_id, slot }) => job_id === steady.id && first <= +slot! && +slot! <= last,
      );
      expect(due.map(({ status }) => status)).toEqual(
        Array.from({ length: (last - first) / 1_000 + 1 }, () => 'completed'),
      );
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);

for (const [what, does, status] of [
  ['calls process.exit', 'exitProcess', 'lost'],
  ['leaves a rejected promise behind, which ends the process,', 'leaveRejection', 'completed'],
] as const) {
  fault('F21', `a handler that ${what} is one record, and the others go on`, async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(2, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL },
      jobs: [jobs[0], { ...manual, name: 'rude', does, takesMs: 1_500 }],
    });
    try {
      const [rude] = fleet.members;
      const { first } = await windowOfSeconds(database, 1);
      const id = await rude.trigger('rude');
      fleet.forget(rude);
      const code = await rude.exit();
      const died = performance.now();
      const records = await eventually(
        () => recordsOf(database, [id]),
        ({ length }) => length > 0,
        PATIENCE_MS,
      );
      figures({ exit_code: code, found_after_ms: Math.round(performance.now() - died) });
      expect(records).toMatchObject([{ job: 'rude', status }]);
      expect(code).not.toBe(0);
      const { last } = await windowOfSeconds(database, 2);
      await untilDatabaseTime(database, last + TTL * 2);
      await fleet.close();

      const { ended, jobs: recorded } = await expectInvariants(database);
      const steady = recorded.find(({ name }) => name === 'steady')!;
      const due = ended.filter(
        ({ job_id, slot }) => job_id === steady.id && first <= +slot! && +slot! <= last,
      );
      expect(due).toHaveLength((last - first) / 1_000 + 1);
      expect(due.map(({ status }) => status)).not.toContain('missed');
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  });
}

function recordsOf({ query }: TestDatabase, ids: readonly string[]) {
  return query(
    `select job_name as job, status, reason, error_class as error
     from tracked_cron.cron_job_executions where id = any($1) order by job_name`,
    [ids],
  );
}
