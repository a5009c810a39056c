import { Logger } from '@nestjs/common';
import type { Severity } from 'nestjs-tracked-cron';
import type { AlertMessage } from '../alerts/alert-message.js';
import type { AlertChannel, Delivery } from './alert-channel.js';
import { messageText } from './message-text.js';
import { plainMessage } from './plain-message.js';

/** How the log channel is set up. */
export interface LogChannelOptions {
  /** What routes call it. Default: `'log'`. */
  readonly name?: string;
  /** The context of its lines. Default: `'CronAlerts'`. */
  readonly context?: string;
}

type Level = 'log' | 'warn' | 'error' | 'fatal';

const LEVELS: Readonly<Record<Severity, Level>> = {
  info: 'log',
  warning: 'warn',
  error: 'error',
  critical: 'fatal',
};
/** What is over, or taken care of, alarms nobody who watches the log. */
const QUIET: ReadonlySet<AlertMessage['word']> = new Set([
  'RECOVERED',
  'RESOLVED',
  'ACKNOWLEDGED',
  'SNOOZED',
  'TEST',
  'WEEKLY',
]);

/** Alerts as lines of Nest's own logger, at the level of their severity. */
export function logChannel({ name = 'log', context = 'CronAlerts' }: LogChannelOptions = {}): AlertChannel {
  const logger = new Logger(context);
  return {
    name,
    concurrency: 20,
    send({ message }: Delivery) {
      const level = QUIET.has(message.word) ? 'log' : LEVELS[message.severity];
      logger[level](messageText(plainMessage(message)));
      return Promise.resolve();
    },
  };
}
