import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { EXIT, UsageError, type Command } from '../../../tracked-cron/src/cli/command.js';
import {
  DATABASE_HELP,
  DATABASE_OPTIONS,
  databaseTarget,
  SCOPE_HELP,
  SCOPE_OPTIONS,
  scopeTarget,
} from '../../../tracked-cron/src/cli/database/database-target.js';
import { parseArguments } from '../../../tracked-cron/src/cli/parse-arguments.js';
import { parseDuration } from '../../../tracked-cron/src/duration.js';

const OPTIONS = {
  ...DATABASE_OPTIONS,
  ...SCOPE_OPTIONS,
  every: { type: 'string' },
  after: { type: 'string' },
  'slack-webhook': { type: 'string' },
  webhook: { type: 'string' },
  'webhook-secret': { type: 'string' },
  once: { type: 'boolean' },
} as const;

const SHORTEST_MS = 1_000;

/** `tracked-cron watch` */
export const watchCommand: Command = {
  name: 'watch',
  summary: 'watches an application from outside and tells when nobody there can',
  help: `tracked-cron watch [options]

Looks again and again whether the database answers, whether an instance that runs jobs is alive, and whether somebody looks
after the jobs; tells when that is no longer so, and once when it is so again. Run it where the application does not run:
what takes the one down should not take the other. It changes nothing and needs the right to read alone.

${DATABASE_HELP}
${SCOPE_HELP}
--every <duration>     how often to look; default 15s
--after <duration>     for how long something has to be wrong; default 60s
--slack-webhook <url>  default SLACK_WEBHOOK_URL; needs the package @slack/webhook
--webhook <url>        gets JSON as of webhookChannel; default TRACKED_CRON_WATCH_WEBHOOK
--webhook-secret <s>   signs it; default TRACKED_CRON_WATCH_SECRET
--once                 look once, print what is wrong, exit with 1 if something is; for probes and crontabs
--help                 print this`,

  async run(args, terminal) {
    const { values } = parseArguments(() => parseArgs({ args, options: OPTIONS }), Object.keys(OPTIONS));
    const target = databaseTarget(values, terminal);
    const scope = await scopeTarget(values, terminal);
    const everyMs = duration(values.every ?? '15s', 'every');
    const afterMs = duration(values.after ?? '60s', 'after');
    const [{ look }, { judgeLook }, { Watcher }, { watchChannels, watchMessage }] = await Promise.all([
      import('./look.js'),
      import('./judge-look.js'),
      import('./watcher.js'),
      import('./watch-channels.js'),
    ]);
    if (values.once) {
      const trouble = judgeLook(await look(target, scope), Infinity, afterMs);
      if (trouble) terminal.err(trouble.sentence);
      else terminal.out(`All is well with ${scope.application} (${scope.environment}).`);
      return trouble ? EXIT.found : EXIT.ok;
    }
    const { env } = terminal;
    const channels = await watchChannels({
      slackWebhook: values['slack-webhook'] ?? env.SLACK_WEBHOOK_URL,
      webhook: values.webhook ?? env.TRACKED_CRON_WATCH_WEBHOOK,
      secret: values['webhook-secret'] ?? env.TRACKED_CRON_WATCH_SECRET,
    });
    const toldTo = channels.names.length === 0 ? 'this terminal alone' : channels.names.join(' and ');
    terminal.out(
      `Watching ${scope.application} (${scope.environment}) every ${everyMs / 1_000} s; told to ${toldTo}.`,
    );
    const watcher = new Watcher(afterMs);
    const stopped = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort());
    while (!stopped.signal.aborted) {
      const word = watcher.see(await look(target, scope), performance.now());
      if (word) {
        terminal.err(`${new Date().toISOString()} ${word.word} ${word.sentence}`);
        await channels.send(watchMessage(word, scope, new Date()), (line) => terminal.err(line));
      }
      await pause(everyMs, undefined, { signal: stopped.signal }).catch(() => {});
    }
    return EXIT.ok;
  },
};

function duration(value: string, option: string): number {
  const ms = parseDuration(value, `--${option}`);
  if (ms >= SHORTEST_MS) return ms;
  throw new UsageError(`--${option} ${value} is too short: write --${option} 15s.`);
}
