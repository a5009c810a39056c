import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from 'nestjs-tracked-cron';
import { problemFromError } from '../api/problem-from-error.js';
import { problemOf, type Problem } from '../api/problem.js';
import type { Entrant } from '../access/gate.js';
import { isOverfull } from './backlog.js';
import { nameOf, type LiveTopic } from './channel-name.js';
import { isProblem, readClientMessage } from './client-message.js';
import type { LiveHub } from './live-hub.js';
import type { LiveSocket } from './live-socket.js';
import type { Subscriber } from './live-transport.js';
import { LIVE_PROTOCOL, type LiveAnswer, type LiveChannelName, type LiveMessages } from './protocol.js';
import type { Rights } from './rights.js';

/** Channels that one socket may follow. */
const MOST_CHANNELS = 50;
/** Messages of a socket that wait for their answer; more are nobody's who means well. */
const MOST_WAITING = 100;
/** The longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether somebody may follow a channel now. @throws ProblemException, or what asking comes to */
export type MayFollow = (entrant: Entrant, topic: LiveTopic) => Promise<void>;

/** One client that is connected: answers each of its messages, one after the other, and never throws. */
export class LiveSession implements Subscriber {
  private readonly logger = new Logger('CronAdminGateway');
  private readonly channels = new Set<LiveChannelName>();
  private readonly lagging = new Set<LiveChannelName>();
  private waiting = 0;
  /** Messages that came one after the other while the client read nothing: their answers wait too. */
  private unread = 0;
  private turn: Promise<void> = Promise.resolve();
  private expiry: ClockTimer | undefined;

  constructor(
    private readonly socket: LiveSocket,
    private readonly entrant: Entrant,
    readonly rights: Rights,
    private readonly hub: LiveHub,
    private readonly mayFollow: MayFollow,
    private readonly clock: Clock,
  ) {}

  get id(): string {
    return this.socket.id;
  }

  get isSlow(): boolean {
    return isOverfull(this.socket.conn);
  }

  /** Greets, and answers from now on. */
  begin(): void {
    this.socket.onAny((event, ...values) => this.take(event, values));
    this.turn = this.greet().catch((error: unknown) => this.tellProblem(null, this.problemFrom(error)));
    const { expiresAt } = this.entrant.principal;
    if (expiresAt) this.endAt(expiresAt.getTime());
  }

  end(): void {
    this.expiry?.cancel();
    for (const name of this.channels) this.hub.unsubscribe(this, name);
    this.channels.clear();
    this.lagging.clear();
  }

  /** Closes the connection; one whose client reads nothing would never say goodbye. */
  close(): void {
    const { conn } = this.socket;
    this.socket.disconnect(true);
    if (conn.writeBuffer.length > 0) conn.transport.socket?.terminate?.();
  }

  send<Event extends keyof LiveMessages>(event: Event, message: LiveMessages[Event]): void {
    this.socket.emit(event, message);
  }

  join(room: string): void {
    void this.socket.join(room);
  }

  leave(room: string): void {
    void this.socket.leave(room);
  }

  lags(channel: LiveChannelName): void {
    this.channels.delete(channel);
    this.hub.unsubscribe(this, channel);
    if (this.lagging.size === 0) this.socket.conn.once('drain', () => this.tellLag());
    this.lagging.add(channel);
  }

  private async greet(): Promise<void> {
    this.send('hello', {
      protocol: LIVE_PROTOCOL,
      serverTime: new Date(this.clock.now()).toISOString(),
      epoch: this.hub.epoch,
      permissions: await this.rights.permissions(),
    });
  }

  private take(event: string, values: readonly unknown[]): void {
    const last = values.at(-1);
    const answer = typeof last === 'function' ? (last as (answer: LiveAnswer) => void) : undefined;
    this.waiting += 1;
    this.unread = this.isSlow ? this.unread + 1 : 0;
    if (this.waiting > MOST_WAITING || this.unread > MOST_WAITING) {
      this.tellProblem(null, refusal('More messages than are answered: read, and wait for answers.'));
      this.close();
      return;
    }
    this.turn = this.reply(this.turn, event, values[0], answer);
  }

  private async reply(
    before: Promise<void>,
    event: string,
    message: unknown,
    answer: ((answer: LiveAnswer) => void) | undefined,
  ): Promise<void> {
    await before;
    const problem = await this.carryOut(event, message);
    this.waiting -= 1;
    if (answer) answer(problem ? { ok: false, problem } : { ok: true });
    else if (problem) this.tellProblem(null, problem);
  }

  private async carryOut(event: string, message: unknown): Promise<Problem | null> {
    try {
      if (event !== 'subscribe' && event !== 'unsubscribe') {
        return refusal('There are only the messages "subscribe" and "unsubscribe".');
      }
      const read = readClientMessage(message);
      if (isProblem(read)) return read;
      const name = nameOf(read.topic);
      this.leaveChannel(name);
      if (event === 'unsubscribe') return null;
      if (this.channels.size >= MOST_CHANNELS) {
        return refusal(`At most ${MOST_CHANNELS} channels are followed at a time: leave one.`);
      }
      await this.mayFollow(this.entrant, read.topic);
      if (!this.socket.connected) return null;
      this.channels.add(name);
      await this.follow(name, () => this.hub.subscribe(this, read.topic, read.since));
      return null;
    } catch (error) {
      return this.problemFrom(error);
    }
  }

  /** A socket may be gone by the time it follows. */
  private async follow(name: LiveChannelName, subscribe: () => Promise<void>): Promise<void> {
    try {
      await subscribe();
    } catch (error) {
      this.channels.delete(name);
      throw error;
    }
    if (!this.socket.connected) this.hub.unsubscribe(this, name);
  }

  private leaveChannel(name: LiveChannelName): void {
    this.lagging.delete(name);
    if (this.channels.delete(name)) this.hub.unsubscribe(this, name);
  }

  private tellLag(): void {
    for (const channel of this.lagging) this.send('lag', { channel });
    this.lagging.clear();
  }

  private tellProblem(channel: LiveChannelName | null, problem: Problem): void {
    this.send('problem', { channel, problem });
  }

  private problemFrom(error: unknown): Problem {
    const { problem, unexpected } = problemFromError(error);
    if (unexpected) this.logger.error((error as Error)?.stack ?? String(error));
    return problem;
  }

  private endAt(instant: number): void {
    const left = instant - this.clock.now();
    this.expiry = this.clock.after(Math.min(Math.max(left, 0), LONGEST_TIMER_MS), () => {
      if (left > LONGEST_TIMER_MS) return this.endAt(instant);
      this.tellProblem(null, problemOf('unauthenticated', 'What proved who you are has ended.'));
      this.close();
    });
    this.expiry.unref();
  }
}

function refusal(detail: string): Problem {
  return problemOf('invalid-request', detail);
}
