import { Logger } from '@nestjs/common';
import type { Clock, IdGenerator } from 'nestjs-tracked-cron';
import type { AlertMessage } from '../alerts/alert-message.js';
import { DeliveryError, type AlertChannel } from '../channels/alert-channel.js';

const TIME_LIMIT_MS = 10_000;
const TRIES = 3;
const FIRST_WAIT_MS = 2_000;

/** Sends past the outbox, which is in a database that may be gone. What can't be sent is in the log, and nowhere else. */
export class DirectDelivery {
  private readonly logger = new Logger('CronMonitor');

  constructor(
    private readonly clock: Clock,
    private readonly ids: IdGenerator,
  ) {}

  /** Resolves when every channel has taken it or has been given up. Never rejects. @returns how many took it */
  async send(channels: readonly AlertChannel[], message: AlertMessage): Promise<number> {
    const taken = await Promise.all(channels.map((channel) => this.sendThrough(channel, message)));
    return taken.filter(Boolean).length;
  }

  private async sendThrough(channel: AlertChannel, message: AlertMessage): Promise<boolean> {
    const id = this.ids.next(this.clock.now());
    for (let attempt = 1; ; attempt++) {
      try {
        await channel.send({
          id,
          kind: 'direct',
          message,
          incidentId: null,
          thread: null,
          opening: null,
          attempt,
          signal: AbortSignal.timeout(TIME_LIMIT_MS),
        });
        return true;
      } catch (error) {
        if (attempt === TRIES || (error instanceof DeliveryError && !error.retry)) {
          this.logger.error(
            `"${message.title}" could not be told through ${channel.name}: ${(error as Error).message}`,
          );
          return false;
        }
        const asked = error instanceof DeliveryError ? error.retryAfterMs : null;
        await this.wait(asked ?? FIRST_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(ms, resolve).unref());
  }
}
