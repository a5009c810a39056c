import { Logger } from '@nestjs/common';
import type { IdGenerator } from 'nestjs-tracked-cron';
import { uuidV7Time, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { IncidentNews } from '../../incidents/incident-news.js';
import type { Silences } from '../../incidents/silences.js';
import type { AlertMessage } from '../alert-message.js';
import type { MessageComposer } from '../message-composer.js';
import type { RouteBook } from '../route-book.js';
import type { Scope } from '../scope.js';
import type { AnnouncementRepository, Written } from './announcement.repository.js';
import { briefMessage } from './brief-message.js';
import { decide } from './decide.js';
import type { Announcement, Decision } from './decision.js';
import type { Announced, TellingFacts } from './telling-facts.js';

/** Events of one transaction. */
const BATCH = 500;
/** How long an instance is given to announce what it has found out itself: composed by all of them, a message costs each the same. */
const ELSEWHERE_MS = 1_000;
/** Of more, an instance that does not get to announcing them leaves the rest to the others. */
const MOST_OWN = 10_000;

/** Decides who is told of what happened to incidents, once over all instances. */
export class Announcer {
  private readonly logger = new Logger('TrackedCron');
  /** Incidents that something has happened to here since the last look. */
  private mine = new Set<string>();
  /** The look that is under way, and those that wait behind it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly repository: AnnouncementRepository,
    private readonly book: RouteBook,
    private readonly settings: Pick<CronMonitorSettings, 'cooldownMs' | 'digestAfter'>,
    private readonly scope: Scope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
    private readonly silences: Pick<Silences, 'at'>,
    private readonly composer: Pick<MessageComposer, 'compose'>,
    news: Pick<IncidentNews, 'onNews'>,
  ) {
    news.onNews((incidentIds) => this.note(incidentIds));
  }

  /**
   * Announces what was found out here, and what others have left. Looks take turns: what one has in its hands is announced before
   * the next one is through. @returns how many events
   */
  runOnce(): Promise<number> {
    const look = this.turn.then(() => this.look());
    this.turn = look.catch(() => {});
    return look;
  }

  private async look(): Promise<number> {
    let count = 0;
    for (;;) {
      // what fails on the way is left to whoever looks a second later
      const mine = [...this.mine];
      this.mine = new Set();
      const until = new Date(this.clock.now() - ELSEWHERE_MS);
      const announced = await this.repository.unannounced(BATCH, mine, until);
      if (announced.length === BATCH) this.note(mine);
      if (announced.length === 0) return count;
      const done = await this.announce(announced);
      count += done;
      // what has changed in between is taken up by the next look
      if (done === 0 || announced.length < BATCH) return count;
    }
  }

  private note(incidentIds: readonly string[]): void {
    for (const id of incidentIds.slice(0, MOST_OWN - this.mine.size)) this.mine.add(id);
  }

  /**
   * Composing reads the record, and may take its time: it is done before, for what will be told by itself as far as can be
   * foreseen, and what is decided in the transaction holds.
   */
  private async announce(announced: readonly Announced[]): Promise<number> {
    const now = this.clock.now();
    const incidentIds = announced.map(({ incident }) => incident.id);
    const facts = { ...(await this.factsAt(now)), ...(await this.repository.before(incidentIds, now)) };
    const messages = await this.composeFor(decide(announced, facts));
    return this.repository.announce(announced, now, (still, before) => {
      const { decisions, withdrawn } = decide(still, { ...facts, ...before });
      const written = decisions.map((decision) => this.written(decision, messages, before.told));
      return { written, withdrawn };
    });
  }

  private async factsAt(now: number): Promise<Omit<TellingFacts, 'told' | 'lately'>> {
    const at = new Date(now);
    const [held, silence] = await Promise.all([this.book.read(), this.silences.at(at)]);
    const { application, environment } = this.scope;
    const { cooldownMs, digestAfter } = this.settings;
    return { now, application, environment, ...held, silence, cooldownMs, digestAfter };
  }

  private async composeFor({ decisions }: Announcement): Promise<ReadonlyMap<string, AlertMessage>> {
    const needed = new Map(
      decisions.filter(({ told, why }) => told && why === null).map((one) => [one.event.id, one]),
    );
    const composed = await Promise.all(
      [...needed].map(async ([id, one]) => [id, await this.compose(one)] as const),
    );
    return new Map(composed);
  }

  /** A plain word in time is better than a good one never. */
  private async compose(one: Announced): Promise<AlertMessage> {
    try {
      return await this.composer.compose(one.incident, one.event);
    } catch (error) {
      this.logger.error(
        `The message about "${one.incident.subject}" could not be composed, a brief one is sent: ${(error as Error).message}`,
      );
      return briefMessage(one, this.scope);
    }
  }

  private written(
    decision: Decision,
    messages: ReadonlyMap<string, AlertMessage>,
    told: TellingFacts['told'],
  ): Written {
    const message = messages.get(decision.event.id) ?? briefMessage(decision, this.scope);
    const { severity } = decision;
    const id = this.ids.next(Math.max(this.clock.now(), after(decision, told)));
    return { ...decision, id, message: { ...message, severity } };
  }
}

/**
 * Messages about an incident are sent in the order of their ids: one of an instance whose clock is behind must not come before
 * what another one has written.
 */
function after({ incident }: Decision, told: TellingFacts['told']): number {
  const mine = told.filter(({ incidentId }) => incidentId === incident.id);
  return Math.max(-Infinity, ...mine.map(({ id }) => uuidV7Time(id) + 1));
}
