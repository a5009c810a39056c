import type { CronDatabase } from '../../database/cron-database.js';
import { PartitionKeeper } from '../../history/partition-keeper.js';
import { checkMigrations } from '../../manager/diagnosis/database.rules.js';
import { diagnose } from '../../manager/diagnosis/diagnose.js';
import type { Diagnosis } from '../../manager/diagnosis/diagnosis.js';
import { Insight } from '../../manager/insight/insight.js';
import { checkScope } from './check-scope.js';
import { databaseTime } from './database-time.js';
import type { DatabaseTarget, ScopeTarget } from './database-target.js';
import { databaseTrouble } from './with-database.js';

const WAYS_TO_BE_AWAY = ['DATABASE_UNREACHABLE', 'DATABASE_REFUSED'];

/**
 * Judges the record from outside, as `GET /diagnosis` does from inside. What is wrong with the database or its schema comes
 * first, because nothing else can be asked then.
 * @throws TrackedCronError `UNKNOWN_SCOPE`, `POOLER_UNDECLARED`, `MIGRATIONS_UNKNOWN`, each with what to do
 */
export async function examine(
  database: CronDatabase,
  scope: ScopeTarget,
  { url, schema }: DatabaseTarget,
): Promise<Diagnosis> {
  try {
    const { names } = await database.pending();
    if (names.length > 0) {
      const { findings } = checkMigrations({ schema, pendingMigrations: names });
      return { at: new Date(), items: findings, passed: [] };
    }
    await database.open();
  } catch (error) {
    const trouble = databaseTrouble(error, url);
    if (!WAYS_TO_BE_AWAY.includes(trouble.code)) throw trouble;
    return diagnose(new Date(), { record: { unreachable: trouble.message }, process: null });
  }
  await checkScope(database, scope);
  const clock = await databaseTime(database);
  const partitions = new PartitionKeeper(database, clock);
  return new Insight(database, scope, clock, partitions, null, null).getDiagnosis(null);
}

/** Whether nobody has to see to anything. */
export function isHarmless({ items }: Diagnosis): boolean {
  return items.every(({ severity }) => severity === 'info');
}

/** A diagnosis for people to read: the worst first, what is well last. */
export function diagnosisInWords({ items, passed }: Diagnosis): string {
  const found = items.flatMap(({ severity, code, message, remedy, since }) => [
    `${severity.padEnd(8)} ${code}: ${message}${since ? ` Since ${since.toISOString()}.` : ''}`,
    `${' '.repeat(9)}${remedy}`,
  ]);
  const well = passed.map(({ check, message }) => `${'ok'.padEnd(8)} ${check}: ${message}`);
  return [...found, ...well].join('\n');
}
