import { eventually } from '../../support/eventually.js';
import type { TestDatabase } from '../../support/test-database.js';
import type { WitnessRow } from '../../support/witness.js';
import { explainSome } from './explain-slots.js';
import { count } from './fault.js';
import { brokenInvariants } from './invariants.js';
import { readRecord, type FaultRecord } from './record.js';

/** Broken invariants beyond these are not shown: one cause breaks many. */
const MOST_SHOWN = 20;
/** Slots of which nobody may know why they did not run. */
const UNKNOWN_SHARE = 0.05;

/**
 * Fails where an invariant of the design does not hold. To be called when the fleet has ended: what was in flight has been
 * written, and every connection is back. Of a twentieth of the slots at most `explain` may say that it does not know.
 *
 * @param witness reads what handlers noted, if they did elsewhere
 * @returns what the verdict rests on, for figures
 */
export async function expectInvariants(
  database: Pick<TestDatabase, 'query' | 'url'>,
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
  const { slots, unknown, answers } = await explainSome(database, record.jobs);
  count({ explained_slots: slots, unknown_slots: unknown });
  expect(answers.filter(({ cause }) => cause === 'unknown').slice(slots * UNKNOWN_SHARE)).toEqual([]);
  return record;
}
