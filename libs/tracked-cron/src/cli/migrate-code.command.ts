import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EXIT, UsageError, type Command } from './command.js';
import { migrateSources } from './migrate/migrate-sources.js';
import { describeMigration } from './migrate/migration-report.js';
import { parseArguments } from './parse-arguments.js';
import { readSources } from './source/read-sources.js';
import { loadTypeScript } from './source/typescript.js';

const OPTIONS = {
  check: { type: 'boolean' },
  profile: { type: 'string' },
  intervals: { type: 'boolean' },
} as const;
const PROFILES = ['like-cron', 'recommended'] as const;

/** `tracked-cron migrate-code` */
export const migrateCodeCommand: Command = {
  name: 'migrate-code',
  summary: 'rewrites @Cron, addCronJob(new CronJob()) and node-cron to tracked jobs',
  help: `tracked-cron migrate-code [paths…] [options]

Rewrites scheduled code to tracked jobs, where that is safe: @Cron to @TrackedCron, addCronJob(new CronJob(…)) and
node-cron's schedule(…) to CronJobManager.register(…). Says per job what differs, and what it leaves alone and why.
Comments and formatting stay. Commit first, then read the difference.

paths                  files and folders; by default this folder. Tests are only touched when they are named
--check                change nothing; exit with 1 if something would change
--profile <name>       like-cron (default): jobs go on to behave as they did, and are recorded
                       recommended: once over all replicas, no overlap, the latest missed slot is caught up
--intervals            rewrite @Interval too, to @every, whose runs come at other instants
--help                 print this`,

  async run(args, terminal) {
    const { values, positionals } = parseArguments(
      () => parseArgs({ args, options: OPTIONS, allowPositionals: true }),
      Object.keys(OPTIONS),
    );
    const profile = PROFILES.find((one) => one === (values.profile ?? 'like-cron'));
    if (!profile)
      throw new UsageError(`There is no profile "${values.profile}": write ${PROFILES.join(' or ')}.`);
    const check = values.check ?? false;
    const files = await readSources(terminal.folder, positionals);
    const result = migrateSources(loadTypeScript(terminal.folder), files, {
      profile,
      intervals: values.intervals ?? false,
    });
    if (!check) {
      for (const [path, text] of result.changes) await writeFile(join(terminal.folder, path), text);
    }
    terminal.out(describeMigration(result, check));
    return check && result.changes.size > 0 ? EXIT.found : EXIT.ok;
  },
};
