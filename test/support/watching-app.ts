import { watchCommand } from '../../libs/command-line/src/watch/watch.command.js';

/* `npx tracked-cron watch` in a process of its own. */
process.exitCode = await watchCommand.run(process.argv.slice(2), {
  folder: process.cwd(),
  env: process.env,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
