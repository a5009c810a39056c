import { Logger } from '@nestjs/common';
import type { Finding, IdGenerator } from 'nestjs-tracked-cron';
import type { DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { IncidentDesk } from '../../incidents/incident-desk.js';
import type { JudgedJob } from '../../incidents/judged-job.js';
import type { ChannelRepository } from '../insight/channel.repository.js';
import type { Scope } from '../scope.js';
import { channelSubject } from './channel-subject.js';
import type { Taken } from './outbox.repository.js';
import { ownMessage } from '../own-message.js';
import type { PostingRepository } from './posting.repository.js';

const HOUR_MS = 3_600_000;

/** Sees to it that people hear of a channel that does not work: on all the others. */
export class ChannelTrouble {
  private readonly logger = new Logger('TrackedCron');

  constructor(
    private readonly desk: Pick<IncidentDesk, 'absorb'>,
    private readonly postings: Pick<PostingRepository, 'post'>,
    private readonly channels: Pick<ChannelRepository, 'isBack'>,
    private readonly settings: Pick<CronMonitorSettings, 'channels'>,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
  ) {}

  /** A channel is gone: an incident of its own, until it takes something again. */
  async gone({ channel, message }: Taken, error: string): Promise<void> {
    const words =
      `channel "${channel}" is gone (${error}): nobody is told there until it is mended; it is tried again once an hour, and by a ` +
      `test message at once. Not told: ${message.title}`;
    this.logger.error(`The ${words}.`);
    const now = new Date(this.clock.now());
    const finding: Finding = {
      rule: 'failing',
      severity: 'error',
      told: true,
      since: now,
      message: words,
      count: 1,
      slot: null,
      executionId: null,
    };
    await this.desk.absorb([judged(channel, now, [finding])], now);
  }

  /** It has taken something after a pause. */
  async back(channel: string): Promise<void> {
    const now = new Date(this.clock.now());
    await this.channels.isBack(channel);
    await this.desk.absorb([judged(channel, now, [])], now);
  }

  /** A message was given up: said once an hour. */
  async givenUp({ channel, severity, message: lost }: Taken, error: string): Promise<void> {
    const sentence = `Channel "${channel}" did not accept "${lost.title}" (${error}), which was given up.`;
    this.logger.error(sentence);
    const now = this.clock.now();
    const given = { word: 'BLIND', subject: `channel ${channel}`, severity, sentence } as const;
    const message = ownMessage(given, this.scope, new Date(now));
    const others = this.settings.channels.filter(({ name }) => name !== channel);
    await this.postings.post(
      others.map(({ name }) => ({
        id: this.ids.next(now),
        kind: 'direct',
        severity,
        channel: name,
        dedupeKey: `given-up:${channel}:${Math.floor(now / HOUR_MS)}`,
        message,
        claim: null,
      })),
      now,
    );
  }
}

function judged(channel: string, at: Date, findings: readonly Finding[]): JudgedJob {
  return {
    jobId: null,
    jobName: channelSubject(channel),
    group: null,
    owner: null,
    tags: [],
    findings,
    fingerprints: [],
    goodRuns: findings.length === 0 ? 1 : 0,
    lastEndAt: at,
    nextLateAt: null,
    recoverAfter: 1,
    dependsOn: [],
  };
}
