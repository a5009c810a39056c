import type { TestDatabase } from '../support/test-database.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';
import { spreadOf } from './support/percentiles.js';
import type { FaultRecord } from './support/record.js';
import { suiteLength } from './support/suite-length.js';

const TTL = 3_000;
/** The bar: a killed instance is found within its lease and this. */
const FOUND_WITHIN_MS = TTL + 5_000;
const KILL_EVERY_MS = 5_000;
const kills = suiteLength({ quick: 4, full: 12 });
/** Whom it meets in turn: whoever it is, who is in the middle of a run, who is in one that will be repeated. */
const VICTIMS = [undefined, 'fails', 'retries'] as const;

const jobs = [
  { name: 'short', schedule: '* * * * * *', takesMs: 50, options: { overlap: 'allow' } },
  { name: 'exclusive', schedule: '* * * * * *', takesMs: 700 },
  // long enough for a kill to meet them
  { name: 'fails', schedule: '* * * * * *', takesMs: 2_500, options: { overlap: 'allow' } },
  {
    name: 'retries',
    schedule: '* * * * * *',
    takesMs: 2_500,
    options: { overlap: 'allow', onLost: 'retry', retryPolicy: { maxAttempts: 10 } },
  },
] as const;

fault(
  'F2',
  'with an instance killed every 5 s every slot starts, and what was lost is found',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(3, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL },
      jobs,
    });
    try {
      figures({ seed: fleet.random.seed, kills });
      const slots = (kills * KILL_EVERY_MS) / 1_000;
      const { first, last } = await windowOfSeconds(database, slots);
      for (let n = 1; n <= kills; n += 1) {
        await untilDatabaseTime(database, first + n * KILL_EVERY_MS);
        await fleet.killAny(await pidsAt(database, VICTIMS[n % VICTIMS.length]));
        await fleet.add();
      }
      await untilDatabaseTime(database, last + KILL_EVERY_MS + FOUND_WITHIN_MS + 2_500);
      await fleet.close();

      const record = await expectInvariants(database);
      const found = lossesOf(record, new Map(fleet.killed.map(({ pid, at }) => [pid, at])));
      figures({ lost: found.length });
      const detection = spreadOf(found.map(({ after }) => after));
      figures({ detection_p50_ms: detection.p50, detection_max_ms: detection.max });
      expect(detection.max).toBeLessThan(FOUND_WITHIN_MS);
      expect(found.some(({ retried }) => retried)).toBe(true);
      expect(found.some(({ retried }) => !retried)).toBe(true);

      const ids = new Map(record.jobs.map(({ id, name }) => [name, id]));
      for (const { name } of jobs) {
        const ofJob = record.ended.filter(({ job_id, slot }) => {
          return job_id === ids.get(name) && first <= +slot! && +slot! <= last;
        });
        expect(ofJob).toHaveLength(slots);
        expect(new Set(ofJob.map(({ status }) => status))).not.toContain('missed');
        if (name === 'retries')
          expect(new Set(ofJob.map(({ status }) => status))).toEqual(new Set(['completed']));
        // what died between its claim and its first word is lost as well, and nobody has seen it
        const unseen = ofJob.filter(
          ({ id, status }) => status !== 'lost' && status !== 'skipped' && !ended(record, id),
        );
        expect(unseen).toEqual([]);
      }
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);

/** The processes that have just begun with a job: none of these runs is over before the kill. @param job any, if none */
async function pidsAt(database: Pick<TestDatabase, 'query'>, job?: string): Promise<number[] | undefined> {
  if (job === undefined) return undefined;
  const rows = await database.query<{ pid: number }>(
    `select distinct instance.pid from tracked_cron.cron_job_live run
     join tracked_cron.cron_jobs job on job.id = run.job_id
     join tracked_cron.cron_instances instance on instance.id = run.instance_id
     where job.name = $1 and run.status = 'running' and run.started_at > clock_timestamp() - interval '2 s'
     order by 1`,
    [job],
  );
  return rows.map(({ pid }) => pid);
}

/** Everything that died with its process, and how long after it somebody said so. Milliseconds. */
function lossesOf(
  { ended, attempts, instances }: FaultRecord,
  killedAt: ReadonlyMap<number, number>,
): { readonly after: number; readonly retried: boolean }[] {
  const pids = new Map(instances.map(({ id, pid }) => [id, pid]));
  const diedAt = (instance: string | null) => killedAt.get(pids.get(instance!)!)!;
  return [
    ...ended
      .filter(({ status }) => status === 'lost')
      .map(({ instance_id, completed_at }) => ({
        after: +completed_at! - diedAt(instance_id),
        retried: false,
      })),
    ...attempts
      .filter(({ failure }) => failure === 'lost')
      .map(({ instance_id, ended_at }) => ({ after: +ended_at - diedAt(instance_id), retried: true })),
  ];
}

function ended({ witness }: FaultRecord, id: string): boolean {
  return witness.some(({ execution_id, what }) => execution_id === id && what === 'ended');
}
