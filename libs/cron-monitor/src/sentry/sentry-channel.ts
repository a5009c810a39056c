import { DeliveryError, type AlertChannel, type Delivery } from '../channels/alert-channel.js';
import { accepted } from './event-acceptance.js';
import { incidentEvent } from './incident-event.js';
import { loadSentry, type Sentry } from './load-sentry.js';

/** How `sentryChannel` tells incidents. */
export interface SentryChannelOptions {
  /** What routes call it. Default: `'sentry'`. */
  readonly name?: string;
  /**
   * Whether it tells incidents of failed executions, too. With the module's `sentry` option their errors are in Sentry already, as
   * errors. Default: false.
   */
  readonly failures?: boolean;
}

/**
 * A channel that tells incidents to Sentry, one issue each: what is late, missed, stale, stuck or lost has no error that Sentry
 * could have heard of. It uses the client of the process: the application's own, or that of the module's `sentry.dsn`.
 *
 * @example CronMonitorModule.forRoot({ sentry: true, channels: [sentryChannel()] })
 */
export function sentryChannel(options: SentryChannelOptions = {}): AlertChannel {
  return new SentryChannel(options, loadSentry);
}

class SentryChannel implements AlertChannel {
  readonly name: string;
  private readonly failures: boolean;
  private loaded: Promise<Sentry> | undefined;

  constructor(
    { name = 'sentry', failures = false }: SentryChannelOptions,
    private readonly load: () => Promise<Sentry>,
  ) {
    this.name = name;
    this.failures = failures;
  }

  async check(): Promise<void> {
    await this.sdk();
  }

  async send(delivery: Delivery): Promise<unknown> {
    const { message, signal } = delivery;
    if (!this.failures && message.word === 'FAILED') return { left: 'to the errors of its executions' };
    const sentry = await this.sdk();
    const client = sentry.getClient();
    if (!client?.getTransport()) {
      throw new DeliveryError(
        'this process has no Sentry client with a DSN: call Sentry.init, or set sentry.dsn',
        {
          retry: false,
        },
      );
    }
    // the same at every try, so that Sentry takes it once
    const eventId = delivery.id.replaceAll('-', '');
    const capture = () =>
      sentry.withIsolationScope((scope) => {
        scope.clearBreadcrumbs(); // they are those of whatever else this process does
        sentry.captureEvent(incidentEvent(delivery), { event_id: eventId });
      });
    await accepted(client, eventId, capture, signal);
    return { eventId };
  }

  private sdk(): Promise<Sentry> {
    return (this.loaded ??= this.load());
  }
}
