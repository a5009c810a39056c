import { parseArgs } from 'node:util';
import { EXIT, type Command } from './command.js';
import { DATABASE_HELP, DATABASE_OPTIONS, databaseTarget } from './database/database-target.js';
import { withUnopenedDatabase } from './database/with-database.js';
import { parseArguments } from './parse-arguments.js';

const OPTIONS = {
  ...DATABASE_OPTIONS,
  check: { type: 'boolean' },
  print: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'grant-to': { type: 'string' },
} as const;

/** `tracked-cron migrate` */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'creates the schema, runs what is pending, and makes room in the history',
  help: `tracked-cron migrate [options]

Runs the library's migrations, and makes the partitions of the next weeks, with a role that may create tables: where the
application's own role may not (database: { migrations: 'verify' }), or where migrations have a step of their own in the
deployment. Safe to run again, and beside running instances.

${DATABASE_HELP}
--grant-to <role>      give this role what it needs to run jobs, and no more: no right to create, change or drop
--print, --dry-run     print the SQL that would run, and change nothing
--check                change nothing; exit with 1 if something is pending
--help                 print this`,

  async run(args, terminal) {
    const { values } = parseArguments(() => parseArgs({ args, options: OPTIONS }), Object.keys(OPTIONS));
    const target = { ...databaseTarget(values, terminal), migrations: 'run' } as const;
    const { checkMigrations, migrate, printMigrations } = await import('./database/migrate-database.js');
    return withUnopenedDatabase(target, async (database) => {
      const order = { target, grantTo: values['grant-to'], terminal };
      if (values.check) return (await checkMigrations(database, order)) ? EXIT.ok : EXIT.found;
      await (values.print || values['dry-run'] ? printMigrations : migrate)(database, order);
      return EXIT.ok;
    });
  },
};
