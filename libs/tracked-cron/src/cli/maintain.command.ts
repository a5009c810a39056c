import { parseArgs } from 'node:util';
import { EXIT, UsageError, type Command } from './command.js';
import { DATABASE_HELP, DATABASE_OPTIONS, databaseTarget } from './database/database-target.js';
import { withDatabase } from './database/with-database.js';
import { parseArguments } from './parse-arguments.js';

const OPTIONS = {
  ...DATABASE_OPTIONS,
  weeks: { type: 'string' },
  'dry-run': { type: 'boolean' },
  recount: { type: 'boolean' },
} as const;
const MOST_WEEKS = 26;

/** `tracked-cron maintain` */
export const maintainCommand: Command = {
  name: 'maintain',
  summary: 'makes partitions ahead and drops what has been kept for long enough',
  help: `tracked-cron maintain [options]

Makes the partitions of the next weeks, and room for a year behind them; drops those that have been kept for long enough
by the option retention of the applications; deletes from the small tables what belongs to none of it any more. For a
role that owns the tables, best once a day, where the application's own role may not do it. Safe to run from cron and
beside running instances: nobody waits for it longer than a second.

${DATABASE_HELP}
--weeks <n>            how many weeks ahead, 1 to ${MOST_WEEKS}; default 8
--recount              count the history anew for statistics, of all applications; for history that was brought along from
                       elsewhere. Takes about half a minute for a million executions
--dry-run              say what would be made and dropped, and change nothing
--help                 print this`,

  async run(args, terminal) {
    const { values } = parseArguments(() => parseArgs({ args, options: OPTIONS }), Object.keys(OPTIONS));
    const weeks = weeksOf(values.weeks);
    const target = databaseTarget(values, terminal);
    const { maintain, previewMaintenance } = await import('./database/maintain-database.js');
    const work = values['dry-run'] ? previewMaintenance : maintain;
    return withDatabase(target, async (database) =>
      (await work(database, { weeks, target, terminal, recount: values.recount === true }))
        ? EXIT.ok
        : EXIT.found,
    );
  },
};

function weeksOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const weeks = Number(given);
  if (Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS) return weeks;
  throw new UsageError(`--weeks ${given}: write a whole number from 1 to ${MOST_WEEKS}.`);
}
