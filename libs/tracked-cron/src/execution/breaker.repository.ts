import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { inTransaction } from '../database/transaction.js';
import type { ResolvedBreakerPolicy } from '../definition/breaker-policy.js';
import { afterVerdict, type BreakerState, type BreakerVerdict } from './breaker.js';

/** A verdict, and whose breaker it concerns. */
export interface JobVerdict extends BreakerVerdict {
  readonly jobId: string;
  readonly policy: ResolvedBreakerPolicy;
  /** Milliseconds since the Unix epoch, database time. */
  readonly at: number;
}

/** What a verdict did to a breaker. */
export interface BreakerChange {
  readonly before: BreakerState;
  readonly after: BreakerState;
}

/** Breakers stand in their jobs' rows, where the claim finds them under its lock. */
export class BreakerRepository {
  private readonly readSql: string;
  private readonly writeSql: string;

  constructor(private readonly database: CronDatabase) {
    const { jobs } = database.tables;
    this.readSql = `
      select id, breaker_failures as failures, breaker_openings as openings,
        extract(epoch from breaker_opened_at)::float8 * 1000 as "openedAt",
        extract(epoch from breaker_until)::float8 * 1000 as until, breaker_trial as trial
      from ${jobs} where id = any($1::uuid[])
      order by id`;
    this.writeSql = `
      update ${jobs} j
      set breaker_failures = t.failures, breaker_openings = t.openings,
        breaker_opened_at = to_timestamp(t.opened_ms / 1000), breaker_until = to_timestamp(t.until_ms / 1000),
        breaker_trial = t.trial
      from unnest($1::uuid[], $2::integer[], $3::integer[], $4::float8[], $5::float8[], $6::uuid[])
        as t(id, failures, openings, opened_ms, until_ms, trial)
      where j.id = any($1::uuid[]) and j.id = t.id`;
  }

  /**
   * Lets breakers judge, in the order given. Where no breaker would change, which is nearly always, the jobs' locks are
   * left alone.
   * @returns for each verdict what it did; null where nothing changed, or the job's row is gone
   */
  async apply(verdicts: readonly JobVerdict[]): Promise<(BreakerChange | null)[]> {
    const looked = fold(verdicts, await this.read(this.database.writes, verdicts, ''));
    if (looked.changes.every((change) => change === null)) return looked.changes;
    return inTransaction(this.database.writes, async (client) => {
      // in the order in which claims lock
      const { changes, states } = fold(verdicts, await this.read(client, verdicts, 'for update'));
      const changed = verdicts.filter((_, nth) => changes[nth] !== null).map(({ jobId }) => jobId);
      await this.write(client, new Map([...states].filter(([jobId]) => changed.includes(jobId))));
      return changes;
    });
  }

  private async read(
    client: pg.Pool | pg.PoolClient,
    verdicts: readonly JobVerdict[],
    lock: '' | 'for update',
  ): Promise<Map<string, BreakerState>> {
    const { rows } = await client.query<BreakerState & { id: string }>(`${this.readSql} ${lock}`, [
      [...new Set(verdicts.map(({ jobId }) => jobId))],
    ]);
    return new Map(rows.map(({ id, ...state }) => [id, state]));
  }

  private async write(client: pg.PoolClient, states: ReadonlyMap<string, BreakerState>): Promise<void> {
    const entries = [...states];
    await client.query(this.writeSql, [
      entries.map(([id]) => id),
      entries.map(([, state]) => state.failures),
      entries.map(([, state]) => state.openings),
      entries.map(([, state]) => state.openedAt),
      entries.map(([, state]) => state.until),
      entries.map(([, state]) => state.trial),
    ]);
  }
}

function fold(verdicts: readonly JobVerdict[], states: Map<string, BreakerState>) {
  const changes = verdicts.map((verdict): BreakerChange | null => {
    const before = states.get(verdict.jobId);
    const after = before && afterVerdict(before, verdict, verdict.policy, verdict.at);
    if (!after || after === before) return null;
    states.set(verdict.jobId, after);
    return { before, after };
  });
  return { changes, states };
}
