import type { TestDatabase } from './test-database.js';

/** What handlers say they did, past the library: a row of the table that verdicts come from. */
export interface WitnessRow {
  readonly execution_id: string;
  readonly job: string;
  readonly slot: Date | null;
  readonly attempt: number;
  readonly pid: number;
  readonly what: 'began' | 'ended' | 'aborted';
  /** In the witness database's time. */
  readonly at: Date;
}

/** Makes the table that handlers of a {@link ChildInstance} write to. */
export async function createWitness({ query }: Pick<TestDatabase, 'query'>): Promise<void> {
  await query(
    `create table witness (execution_id uuid not null, job text not null, slot timestamptz(3), attempt integer not null,
       pid integer not null, what text not null, at timestamptz(3) not null default clock_timestamp())`,
  );
}

/** Everything that was noted, oldest first. */
export function readWitness({ query }: Pick<TestDatabase, 'query'>): Promise<WitnessRow[]> {
  return query<WitnessRow & Record<string, unknown>>('select * from witness order by at');
}
