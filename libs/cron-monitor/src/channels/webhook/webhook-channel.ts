import { SystemClock, type Clock } from 'nestjs-tracked-cron';
import type { AlertChannel, Delivery } from '../alert-channel.js';
import { plainMessage } from '../plain-message.js';
import { WEBHOOK_FORMATS } from './presets.js';
import { sendRequest } from './send-request.js';
import { webhookSignature } from './signature.js';
import type { WebhookRequest } from './webhook-format.js';
import { resolveWebhook, type ResolvedWebhook, type WebhookChannelOptions } from './webhook-options.js';

/** What is kept of a delivery. */
export interface WebhookReceipt {
  /** Of the last answer. */
  readonly status: number;
}

/**
 * Alerts as HTTP requests: JSON of our own, or what PagerDuty, Opsgenie, Alertmanager, Microsoft Teams or Discord understand.
 *
 * @example
 * webhookChannel({ name: 'ops', url: 'https://ops.example.com/alerts', secret: process.env.ALERTS_SECRET })
 * webhookChannel({ name: 'pager', preset: 'pagerduty', key: process.env.PAGERDUTY_KEY })
 */
export function webhookChannel(options: WebhookChannelOptions): AlertChannel {
  return new WebhookChannel(options, new SystemClock());
}

class WebhookChannel implements AlertChannel {
  readonly name: string;
  readonly concurrency: number;

  constructor(
    private readonly options: WebhookChannelOptions,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    this.name = options?.name;
    // what is behind a preset counts requests by the second; one's own server is asked to keep up
    this.concurrency = options?.preset === undefined ? 5 : 1;
  }

  /** @throws TrackedCronError `INVALID_OPTION` */
  check(): void {
    resolveWebhook(this.options);
  }

  async send(delivery: Delivery): Promise<WebhookReceipt> {
    const webhook = resolveWebhook(this.options);
    const format = WEBHOOK_FORMATS[webhook.preset];
    const plain = { ...delivery, message: plainMessage(delivery.message) };
    let status = 0;
    for (const request of format.requests(plain, webhook)) {
      const now = this.clock.now();
      status = await sendRequest(this.signed(request, delivery, webhook, now), {
        gone: format.gone,
        secrets: [webhook.key, ...webhook.secrets, ...Object.values(webhook.headers)],
        signal: delivery.signal,
        now,
      });
    }
    return { status };
  }

  private signed(
    request: WebhookRequest,
    { id }: Delivery,
    { secrets, headers }: ResolvedWebhook,
    now: number,
  ): WebhookRequest & { readonly body: string } {
    const body = JSON.stringify(request.body);
    return {
      ...request,
      body,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'nestjs-tracked-cron',
        'X-Tracked-Cron-Delivery': id,
        ...request.headers,
        ...(secrets.length > 0 && { 'X-Tracked-Cron-Signature': webhookSignature(body, secrets, now) }),
        ...headers,
      },
    };
  }
}
