import type { IdGenerator } from 'nestjs-tracked-cron';
import type { DatabaseClock, InstanceIdentity } from 'nestjs-tracked-cron/internal';
import type pg from 'pg';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { Scope } from '../scope.js';
import { digestMessage } from './digest-message.js';
import type { DigestRepository } from './digest.repository.js';
import type { Claim, OutboxRepository, Taken } from './outbox.repository.js';
import { allowance } from './rate.js';

/** How long somebody may take to send a message and to write down what became of it, before another one does. */
export const CLAIM_MS = 30_000;

/** Beyond that, single messages that waited would be old news. */
const LONG_PAUSE_MS = 60_000;

/** Hands out what a channel may be sent now, under a lock over all instances, so that no limit is ever exceeded. */
export class Outbox {
  constructor(
    private readonly repository: Pick<OutboxRepository, 'onChannel' | 'traffic' | 'take' | 'leaveToDigest'>,
    private readonly digests: Pick<DigestRepository, 'members' | 'make'>,
    private readonly settings: Pick<CronMonitorSettings, 'rateLimit'>,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
    private readonly identity: Pick<InstanceIdentity, 'id'>,
  ) {}

  /**
   * The next messages for a channel, each about another incident; none where nothing is due, or nothing may be sent.
   * @param most so many, which are sent at the same time; after a pause one, which finds out whether the channel is back
   */
  next(channel: string, most: number): Promise<readonly Taken[]> {
    return this.repository.onChannel(channel, async (client) => {
      // under the lock: whoever waited for it must not count by an older clock
      const now = this.clock.now();
      const claim = { by: this.identity.id, now, until: now + CLAIM_MS };
      const traffic = await this.repository.traffic(client, channel, now);
      const may = allowance(traffic, this.settings.rateLimit, now);
      const afterPause = traffic.pausedUntil !== null;
      // what nobody heard of in time is told in one when the channel is back
      if (traffic.pausedUntil !== null && traffic.pausedUntil - now > LONG_PAUSE_MS)
        await this.repository.leaveToDigest(client, channel, now);
      if (may.paused) return [];
      const count = Math.min(may.messages, afterPause ? 1 : most);
      const taken = count > 0 ? await this.repository.take(client, channel, claim, count) : [];
      if (taken.length > 0) return taken.map((one) => ({ ...one, afterPause }));
      if (may.messages === 0) await this.repository.leaveToDigest(client, channel, now);
      const digest = may.digest ? await this.digest(client, channel, claim) : null;
      return digest === null ? [] : [{ ...digest, afterPause }];
    });
  }

  private async digest(
    client: pg.PoolClient,
    channel: string,
    claim: Claim,
  ): Promise<Omit<Taken, 'afterPause'> | null> {
    const members = await this.digests.members(client, channel, claim.now);
    if (members.length === 0) return null;
    const message = digestMessage(members, { ...this.scope, now: claim.now });
    const id = this.ids.next(claim.now);
    await this.digests.make(
      client,
      { id, channel, message },
      members.map((one) => one.id),
      claim,
    );
    const createdAt = new Date(claim.now);
    const { severity } = message;
    return {
      id,
      kind: 'digest',
      incidentId: null,
      severity,
      channel,
      message,
      attempts: 1,
      thread: null,
      opening: null,
      createdAt,
    };
  }
}
