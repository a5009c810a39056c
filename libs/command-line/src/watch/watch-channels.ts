import { SystemClock } from '../../../tracked-cron/src/clock.js';
import { UuidV7Generator } from '../../../tracked-cron/src/id-generator.js';
import type { ScopeTarget } from '../../../tracked-cron/src/cli/database/database-target.js';
import type { AlertMessage } from '../../../cron-monitor/src/alerts/alert-message.js';
import type { AlertChannel } from '../../../cron-monitor/src/channels/alert-channel.js';
import { slackChannel } from '../../../cron-monitor/src/channels/slack/slack-channel.js';
import { webhookChannel } from '../../../cron-monitor/src/channels/webhook/webhook-channel.js';
import { DirectDelivery } from '../../../cron-monitor/src/outage/direct-delivery.js';
import type { WatchWord } from './watcher.js';

/** Where the watch tells. */
export interface WatchTargets {
  readonly slackWebhook: string | undefined;
  readonly webhook: string | undefined;
  readonly secret: string | undefined;
}

/** The channels of an application, without the application. @throws what their checks say is wrong */
export async function watchChannels({ slackWebhook, webhook, secret }: WatchTargets): Promise<{
  readonly names: readonly string[];
  send(message: AlertMessage, tell: (line: string) => void): Promise<void>;
}> {
  const channels: AlertChannel[] = [
    ...(slackWebhook ? [slackChannel({ webhookUrl: slackWebhook })] : []),
    ...(webhook ? [webhookChannel({ name: 'webhook', url: webhook, secret })] : []),
  ];
  for (const channel of channels) await channel.check?.();
  const delivery = new DirectDelivery(new SystemClock(), new UuidV7Generator());
  return {
    names: channels.map(({ name }) => name),
    send: async (message, tell) => {
      const taken = await delivery.send(channels, message);
      if (taken < channels.length)
        tell(`${channels.length - taken} of ${channels.length} channels did not take it.`);
    },
  };
}

/** What the watch says, as every other alert is said. */
export function watchMessage(
  { word, sentence }: WatchWord,
  { application, environment }: ScopeTarget,
  at: Date,
): AlertMessage {
  const subject = `scheduled jobs of ${application}`;
  return {
    word,
    subject,
    application,
    environment,
    severity: 'critical',
    title: `${word} · ${subject} · ${environment}`,
    sentence,
    fields: [],
    advice: [],
    logTail: null,
    links: [],
    at,
    lines: [],
  };
}
