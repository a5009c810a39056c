import type { CronDatabase } from '../../database/cron-database.js';
import { PartitionKeeper, type RoomAhead } from '../../history/partition-keeper.js';
import type { JobScope } from '../../definition/job-scope.js';
import { RollUpKeeper } from '../../history/roll-ups/roll-up-keeper.js';
import { RetentionKeeper, type RetentionReport } from '../../history/retention-keeper.js';
import type { Terminal } from '../terminal.js';
import { databaseTime } from './database-time.js';
import type { DatabaseTarget } from './database-target.js';
import { databaseTrouble } from './with-database.js';

/** How far ahead commands make room: the application warns when less than four weeks are left. */
export const MAINTAINED_ROOM: RoomAhead = { weeks: 8, reserve: true };

const DAY_MS = 24 * 3_600_000;

/** What `tracked-cron maintain` was asked for. */
export interface MaintainOrder {
  readonly weeks: number | undefined;
  /** Whether statistics are counted anew. */
  readonly recount: boolean;
  readonly target: DatabaseTarget;
  readonly terminal: Pick<Terminal, 'out' | 'err'>;
}

/** @returns whether all of it could be done */
export async function maintain(
  database: CronDatabase,
  { weeks = MAINTAINED_ROOM.weeks, target, terminal, recount }: MaintainOrder,
): Promise<boolean> {
  const clock = await databaseTime(database);
  const keeper = new PartitionKeeper(database, clock);
  try {
    const made = await keeper.makeRoom({ ...MAINTAINED_ROOM, weeks });
    const report = await new RetentionKeeper(database, clock).runOnce();
    const { madeUntil, roomUntil } = await keeper.room();
    for (const name of made) terminal.out(`made ${name}`);
    terminal.out(`Partitions are made until ${day(madeUntil)}, and a reserve until ${day(roomUntil)}.`);
    for (const line of inWords(report)) terminal.out(line);
    if (recount) await recountEverything(database, clock, terminal);
    for (const name of report.notNow)
      terminal.err(`${name} is being read, or dropped by somebody else: it is tried again the next time.`);
    for (const name of report.noRight)
      terminal.err(`${name} may only be dropped by the owner of the tables.`);
    return report.noRight.length === 0;
  } catch (error) {
    throw databaseTrouble(error, target.url);
  }
}

/** Says what {@link maintain} would do. */
export async function previewMaintenance(
  database: CronDatabase,
  { weeks = MAINTAINED_ROOM.weeks, terminal }: MaintainOrder,
): Promise<boolean> {
  const clock = await databaseTime(database);
  const statements = await new PartitionKeeper(database, clock).sqlToMakeRoom({ ...MAINTAINED_ROOM, weeks });
  const expired = await new RetentionKeeper(database, clock).expired();
  for (const statement of statements) terminal.out(`${statement};`);
  for (const { name } of expired) terminal.out(`-- would drop ${name}`);
  if (statements.length === 0 && expired.length === 0) terminal.out('-- nothing to do');
  return true;
}

async function recountEverything(
  database: CronDatabase,
  clock: { now(): number },
  terminal: Pick<Terminal, 'out'>,
): Promise<void> {
  const { rows: scopes } = await database.writes.query<JobScope>(
    `select distinct application, environment from ${database.tables.jobs} order by 1, 2`,
  );
  for (const scope of scopes) {
    const whose = `${scope.application}, ${scope.environment}`;
    const done = await new RollUpKeeper(database, scope, clock).recountEverything();
    terminal.out(
      done ? `counted the history of ${whose}` : `the history of ${whose} is being counted by an instance`,
    );
  }
}

function inWords({ kept, dropped, deleted }: RetentionReport): string[] {
  const kinds = Object.entries(kept).map(
    ([kind, ms]) => `${kind} ${ms === null ? 'for ever' : `${Math.round(ms / DAY_MS)} days`}`,
  );
  const rows = Object.entries(deleted).flatMap(([table, count]) =>
    count === 0 ? [] : [`deleted ${count} rows of ${table}`],
  );
  return [`Kept: ${kinds.join(', ')}.`, ...dropped.map((name) => `dropped ${name}`), ...rows];
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
