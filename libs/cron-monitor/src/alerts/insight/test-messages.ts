import { TrackedCronError, type IdGenerator, type SteeringWords } from 'nestjs-tracked-cron';
import { nearest, type DatabaseClock, type InstanceIdentity } from 'nestjs-tracked-cron/internal';
import type { AlertChannel } from '../../channels/alert-channel.js';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { Notification } from '../notification.js';
import type { Deliverer } from '../outbox/deliverer.js';
import { CLAIM_MS } from '../outbox/outbox.js';
import { ownMessage } from '../own-message.js';
import type { Posting, PostingRepository } from '../outbox/posting.repository.js';
import type { RouteBook } from '../route-book.js';
import type { Scope } from '../scope.js';
import type { NotificationRepository } from './notification.repository.js';

/** Sends test messages, past every limit and silence: whoever asks for one wants to see whether it arrives. */
export class TestMessages {
  constructor(
    private readonly postings: Pick<PostingRepository, 'post'>,
    private readonly deliverer: Pick<Deliverer, 'send'>,
    private readonly notifications: Pick<NotificationRepository, 'byId'>,
    private readonly book: Pick<RouteBook, 'read'>,
    private readonly settings: Pick<CronMonitorSettings, 'channels'>,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
  ) {}

  /**
   * Tried once, and at once. @returns what became of each
   * @throws TrackedCronError `UNKNOWN_ROUTE`, `UNKNOWN_CHANNEL`, `INVALID_QUERY`
   */
  async send(
    target: { readonly route?: string; readonly channel?: string },
    { by, reason }: SteeringWords = {},
  ): Promise<readonly Notification[]> {
    const channels = await this.channelsOf(target);
    const now = this.clock.now();
    const what = target.route === undefined ? `channel "${target.channel}"` : `route "${target.route}"`;
    const message = ownMessage(
      {
        word: 'TEST',
        subject: target.route ?? target.channel!,
        severity: 'info',
        sentence: `A test message through ${what}${by ? `, sent by ${by}` : ''}${reason ? `: ${reason}` : ''}. Nothing is wrong.`,
      },
      this.scope,
      new Date(now),
    );
    const claim = { by: this.identity.id, until: now + CLAIM_MS };
    const sent = channels.map((channel) => {
      const id = this.ids.next(now);
      const posting: Posting = {
        id,
        kind: 'test',
        severity: 'info',
        channel: channel.name,
        dedupeKey: `test:${id}`,
        message,
        claim,
      };
      return { channel, posting };
    });
    await this.postings.post(
      sent.map(({ posting }) => posting),
      now,
    );
    await Promise.all(sent.map(({ channel, posting }) => this.sendOne(channel, posting, now)));
    return this.notifications.byId(sent.map(({ posting }) => posting.id));
  }

  private sendOne(channel: AlertChannel, posting: Posting, now: number): Promise<void> {
    const taken = {
      ...posting,
      incidentId: null,
      attempts: 1,
      thread: null,
      opening: null,
      createdAt: new Date(now),
      afterPause: true,
    };
    return this.deliverer.send(channel, taken, false);
  }

  private async channelsOf({
    route,
    channel,
  }: {
    readonly route?: string;
    readonly channel?: string;
  }): Promise<readonly AlertChannel[]> {
    const there = this.settings.channels;
    if (channel !== undefined) {
      const found = there.find(({ name }) => name === channel);
      if (found) return [found];
      throw unknown(
        'CHANNEL',
        channel,
        there.map(({ name }) => name),
      );
    }
    if (route === undefined)
      throw new TrackedCronError('INVALID_QUERY', 'Name the route or the channel to be tested.', {
        parameter: 'route',
      });
    const { routes } = await this.book.read();
    const through = routes.find(({ name }) => name === route);
    if (!through)
      throw unknown(
        'ROUTE',
        route,
        routes.map(({ name }) => name),
      );
    return there.filter(({ name }) => through.channels.includes(name));
  }
}

function unknown(what: 'ROUTE' | 'CHANNEL', name: string, known: readonly string[]): TrackedCronError {
  const meant = nearest(name.slice(0, 60), known, 3);
  const there = known.length === 0 ? 'there is none' : `there are ${known.join(', ')}`;
  return new TrackedCronError(
    `UNKNOWN_${what}`,
    `The ${what.toLowerCase()} ${JSON.stringify(name.slice(0, 60))} is not known${meant ? `: did you mean "${meant}"?` : `; ${there}.`}`,
    { [what.toLowerCase()]: name },
  );
}
