import { eventually } from '../../support/eventually.js';
import type { TestDatabase } from '../../support/test-database.js';
import type { WitnessRow } from '../../support/witness.js';
import { brokenInvariants } from './invariants.js';
import { readRecord, type FaultRecord } from './record.js';

/** Broken invariants beyond these are not shown: one cause breaks many. */
const MOST_SHOWN = 20;

/**
 * Fails where an invariant of the design does not hold. To be called when the fleet has ended: what was in flight has been
 * written, and every connection is back.
 *
 * @param witness reads what handlers noted, if they did elsewhere
 * @returns what the verdict rests on, for figures
 */
export async function expectInvariants(
  database: Pick<TestDatabase, 'query'>,
  witness?: () => Promise<WitnessRow[]>,
): Promise<FaultRecord> {
  await eventually(
    () =>
      database.query<{ application_name: string }>(
        `select application_name from pg_stat_activity
         where datname = current_database() and application_name like 'tracked-cron%'`,
      ),
    ({ length }) => length === 0,
  );
  const record = await readRecord(database, witness);
  expect(brokenInvariants(record).slice(0, MOST_SHOWN)).toEqual([]);
  return record;
}
