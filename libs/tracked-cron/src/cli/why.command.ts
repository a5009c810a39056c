import { parseArgs } from 'node:util';
import { EXIT, UsageError, type Command } from './command.js';
import { checkScope } from './database/check-scope.js';
import {
  DATABASE_HELP,
  DATABASE_OPTIONS,
  databaseTarget,
  SCOPE_HELP,
  SCOPE_OPTIONS,
  scopeTarget,
} from './database/database-target.js';
import { withDatabase } from './database/with-database.js';
import { parseArguments } from './parse-arguments.js';

const OPTIONS = {
  ...DATABASE_OPTIONS,
  ...SCOPE_OPTIONS,
  json: { type: 'boolean' },
} as const;

/** `tracked-cron why` */
export const whyCommand: Command = {
  name: 'why',
  summary: 'says why a job did or did not run at a time',
  help: `tracked-cron why <job> <time> [options]

Says why a job did or did not run at a time, past or to come: what was due, what became of it, who was there, what held
them up, and what happens next. It reads the record; the application need not run, nor its code be here.

<job>                  the job's name
<time>                 2026-11-23T02:00:00Z, or by the clock of the job's time zone "2026-11-23 02:00", or the last 02:00

${DATABASE_HELP}
${SCOPE_HELP}
--json                 print the answer as GET /jobs/:jobName/why gives it
--help                 print this`,

  async run(args, terminal) {
    const { values, positionals } = parseArguments(
      () => parseArgs({ args, options: OPTIONS, allowPositionals: true }),
      Object.keys(OPTIONS),
    );
    const [jobName, ...words] = positionals;
    if (jobName === undefined || words.length === 0)
      throw new UsageError('Write a job and a time: tracked-cron why Standings.update 02:00.');
    const target = databaseTarget(values, terminal);
    const scope = await scopeTarget(values, terminal);
    const { explainJob, explanationInWords } = await import('./database/explain-job.js');
    return withDatabase(target, async (database) => {
      await checkScope(database, scope);
      // a date and a time of day may come as two words
      const answer = await explainJob(database, { ...scope, jobName, time: words.join(' ') });
      terminal.out(values.json ? JSON.stringify(answer, null, 2) : explanationInWords(answer));
      return EXIT.ok;
    });
  },
};
