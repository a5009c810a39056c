import type { Clock } from 'nestjs-tracked-cron';
import { captureText, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import { DeliveryError, type AlertChannel } from '../../channels/alert-channel.js';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { ChannelTrouble } from './channel-trouble.js';
import { outcomeOf } from './outcome.js';
import type { Outbox } from './outbox.js';
import type { OutboxRepository, Taken } from './outbox.repository.js';

/** What a channel has to accept a message. */
const SENDING_MS = 10_000;
/** Tries to write down what was accepted, while nobody else may take it. */
const MOST_WRITES = 10;
const BETWEEN_WRITES_MS = 1_500;
/** Bytes of an error that are kept. */
const LONGEST_ERROR = 500;

/** Sends what is due, whoever decided it: over all instances each message is in one pair of hands at a time. */
export class Deliverer {
  /** Channels that this instance is busy with. */
  private readonly busy = new Map<string, Promise<void>>();
  /** Of them, those that something may have become due for after their last look. */
  private readonly lookAgain = new Set<string>();
  private readonly aborts = new Set<AbortController>();
  private stopped = false;

  constructor(
    private readonly outbox: Pick<Outbox, 'next'>,
    private readonly repository: Pick<OutboxRepository, 'dueChannels' | 'delivered' | 'again' | 'failed'>,
    private readonly settings: Pick<CronMonitorSettings, 'channels'>,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
    private readonly trouble: Pick<ChannelTrouble, 'gone' | 'back' | 'givenUp'>,
  ) {}

  /** Sends all that may be sent now. One channel that hangs keeps no other waiting. */
  async runOnce(): Promise<void> {
    const due = await this.repository.dueChannels(this.databaseClock.now());
    const sent = await Promise.allSettled(
      this.settings.channels.filter(({ name }) => due.includes(name)).map((channel) => this.sendAll(channel)),
    );
    const failed = sent.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Sends one message that is in our hands. @param retries false: it is given up at once */
  async send(channel: AlertChannel, taken: Taken, retries = true): Promise<void> {
    let receipt: unknown;
    try {
      receipt = await this.accepted(channel, taken);
    } catch (error) {
      return this.refused(taken, error, retries);
    }
    const at = this.databaseClock.now();
    await this.insistently(() => this.repository.delivered(taken, keepable(receipt), at));
    if (taken.afterPause) await this.trouble.back(channel.name);
  }

  /** Takes nothing any more; what is on its way is let go after a while, and sent again by somebody else. */
  async stop(graceMs: number): Promise<void> {
    this.stopped = true;
    const timer = this.clock.after(graceMs, () => {
      for (const abort of this.aborts) abort.abort(new DeliveryError('the application is shutting down'));
    });
    await Promise.allSettled(this.busy.values());
    timer.cancel();
  }

  private sendAll(channel: AlertChannel): Promise<void> {
    const { name } = channel;
    const busy = this.busy.get(name);
    if (busy) {
      this.lookAgain.add(name);
      return busy;
    }
    const sending = this.untilEmpty(channel).finally(() => this.busy.delete(name));
    this.busy.set(name, sending);
    return sending;
  }

  private async untilEmpty(channel: AlertChannel): Promise<void> {
    while (!this.stopped) {
      this.lookAgain.delete(channel.name);
      const taken = await this.outbox.next(channel.name, channel.concurrency ?? 1);
      if (taken.length === 0 && this.lookAgain.has(channel.name)) continue;
      if (taken.length === 0) return;
      const sent = await Promise.allSettled(taken.map((one) => this.send(channel, one)));
      const failed = sent.find((one) => one.status === 'rejected');
      if (failed) throw failed.reason;
    }
  }

  private async accepted(channel: AlertChannel, taken: Taken): Promise<unknown> {
    const abort = new AbortController();
    const late = new DeliveryError(`no answer within ${SENDING_MS / 1_000} s`);
    const timer = this.clock.after(SENDING_MS, () => abort.abort(late));
    this.aborts.add(abort);
    // a channel that doesn't look at its signal is not waited for either
    const given = new Promise<never>((_, reject) =>
      abort.signal.addEventListener('abort', () => reject(abort.signal.reason as Error)),
    );
    const { id, kind, message, incidentId, thread, opening, attempts: attempt } = taken;
    const { signal } = abort;
    try {
      const sending = channel.send({ id, kind, message, incidentId, thread, opening, attempt, signal });
      return await Promise.race([sending, given]);
    } catch (error) {
      // clients throw errors of their own when their signal aborts
      throw abort.signal.aborted ? abort.signal.reason : error;
    } finally {
      timer.cancel();
      this.aborts.delete(abort);
    }
  }

  /** What was accepted is sent again where that can't be written down: worth some patience with a database that is away. */
  private async insistently(write: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await write();
      } catch (error) {
        if (tries === MOST_WRITES || this.stopped) throw error;
        await new Promise<void>((resolve) => this.clock.after(BETWEEN_WRITES_MS, resolve));
      }
    }
  }

  private async refused(taken: Taken, error: unknown, retries: boolean): Promise<void> {
    const now = this.databaseClock.now();
    const words = captureText(error instanceof Error ? error.message : String(error), LONGEST_ERROR);
    const outcome = outcomeOf(error, taken.attempts, now - taken.createdAt.getTime());
    const pausedUntil = outcome.pausesMs === null ? null : now + outcome.pausesMs;
    if (outcome.kind === 'again' && retries) {
      const { afterMs, counts } = outcome;
      return this.repository.again(taken, words, { at: now + afterMs, counts, pausedUntil });
    }
    await this.repository.failed(taken, words, pausedUntil);
    if (taken.kind === 'test') return;
    if (outcome.kind === 'given-up' && outcome.channelGone) await this.trouble.gone(taken, words);
    else await this.trouble.givenUp(taken, words);
  }
}

/** A receipt that JSON can't hold is no reason to send a message again. */
function keepable(receipt: unknown): unknown {
  try {
    const text = JSON.stringify(receipt ?? null);
    return text.length > 10_000 ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
