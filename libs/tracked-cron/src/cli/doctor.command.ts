import { parseArgs } from 'node:util';
import { EXIT, type Command } from './command.js';
import {
  DATABASE_HELP,
  DATABASE_OPTIONS,
  databaseTarget,
  SCOPE_HELP,
  SCOPE_OPTIONS,
  scopeTarget,
} from './database/database-target.js';
import { withUnopenedDatabase } from './database/with-database.js';
import { parseArguments } from './parse-arguments.js';

const OPTIONS = {
  ...DATABASE_OPTIONS,
  ...SCOPE_OPTIONS,
  json: { type: 'boolean' },
} as const;

/** `tracked-cron doctor` */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'says what is wrong with the record and those who write it, and what to do',
  help: `tracked-cron doctor [options]

Looks at the database, the schema, partitions and retention, at the instances, their clocks and event loops, and at jobs
that nobody runs; says of each finding what to do. It changes nothing. It exits with 1 when something has to be seen to.

${DATABASE_HELP}
${SCOPE_HELP}
--json                 print the answer as GET /diagnosis gives it
--help                 print this`,

  async run(args, terminal) {
    const { values } = parseArguments(() => parseArgs({ args, options: OPTIONS }), Object.keys(OPTIONS));
    const target = databaseTarget(values, terminal);
    const scope = await scopeTarget(values, terminal);
    const { examine, diagnosisInWords, isHarmless } = await import('./database/examine-database.js');
    return withUnopenedDatabase(target, async (database) => {
      const diagnosis = await examine(database, scope, target);
      terminal.out(values.json ? JSON.stringify(diagnosis, null, 2) : diagnosisInWords(diagnosis));
      return isHarmless(diagnosis) ? EXIT.ok : EXIT.found;
    });
  },
};
