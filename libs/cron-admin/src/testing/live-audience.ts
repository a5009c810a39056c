import type { JobStatus, LogLine, LogPage } from 'nestjs-tracked-cron';
import type { Incident, IncidentPage } from 'nestjs-tracked-cron/monitor';
import type { LiveTransport, Subscriber } from '../live/live-transport.js';
import type { LiveMessages } from '../live/protocol.js';
import { Rights } from '../live/rights.js';
import type { LiveReads } from '../live/sources.js';

type Message = { readonly event: keyof LiveMessages; readonly message: LiveMessages[keyof LiveMessages] };

const PLACE = { application: 'shop', environment: 'test' };

/** Who listens to channels, without sockets: each has a list of what reached it. */
export class LiveAudience implements LiveTransport {
  private readonly rooms = new Map<string, Set<Listener>>();
  private readonly listeners = new Map<string, Listener>();
  /** Messages that were made, however many they reached. */
  made = 0;

  /** @param sees the jobs it may see; none for all */
  listener(id: string, sees?: (job: string) => boolean | Promise<boolean>): Listener {
    const access = {
      authenticate: () => null,
      can: (_: unknown, __: unknown, { job }: { job?: string }) => (job && sees ? sees(job) : true),
    };
    const key = sees === undefined ? 'all' : id;
    const rights =
      this.listeners.get(key)?.rights ??
      new Rights({ principal: { name: id }, scope: null, rights: key, hidden: [] }, access, PLACE);
    const listener = new Listener(id, rights, this.rooms);
    this.listeners.set(id, listener);
    return listener;
  }

  toRoom<Event extends keyof LiveMessages>(room: string, event: Event, message: LiveMessages[Event]): void {
    this.made += 1;
    for (const listener of this.rooms.get(room) ?? []) listener.send(event, message);
  }

  toSockets<Event extends keyof LiveMessages>(
    ids: readonly string[],
    event: Event,
    message: LiveMessages[Event],
  ): void {
    this.made += 1;
    for (const id of ids) this.listeners.get(id)?.send(event, message);
  }
}

class Listener implements Subscriber {
  readonly heard: Message[] = [];
  readonly lagged: string[] = [];
  isSlow = false;

  constructor(
    readonly id: string,
    readonly rights: Rights,
    private readonly rooms: Map<string, Set<Listener>>,
  ) {}

  send<Event extends keyof LiveMessages>(event: Event, message: LiveMessages[Event]): void {
    this.heard.push({ event, message });
  }

  join(room: string): void {
    this.rooms.set(room, (this.rooms.get(room) ?? new Set()).add(this));
  }

  leave(room: string): void {
    this.rooms.get(room)?.delete(this);
  }

  lags(channel: string): void {
    this.lagged.push(channel);
  }

  all<Event extends keyof LiveMessages>(event: Event): LiveMessages[Event][] {
    return this.heard
      .filter((one) => one.event === event)
      .map(({ message }) => message as LiveMessages[Event]);
  }
}

/** Reads whose answers a test decides, and that count how often they are asked. */
export class LiveReadings implements LiveReads {
  readonly statuses = new Map<string, JobStatus>();
  readonly incidents: Incident[] = [];
  readonly lines: LogLine[] = [];
  readonly asked: string[] = [];
  failure: Error | null = null;

  constructor(...jobNames: string[]) {
    for (const name of jobNames) this.set(name, {});
  }

  set(jobName: string, change: Partial<JobStatus>): void {
    const base = this.statuses.get(jobName) ?? {
      jobName,
      group: null,
      owner: null,
      tags: [],
      health: 'healthy',
      inFlight: [],
      nextDueAt: null,
    };
    this.statuses.set(jobName, { ...base, ...change } as JobStatus);
  }

  say(text: string, sequence = this.lines.length + 1): void {
    this.lines.push({
      attempt: 1,
      sequence,
      at: new Date(0),
      level: 'info',
      context: null,
      text,
      dropped: 0,
    });
  }

  async getStatuses(jobNames?: readonly string[]): Promise<JobStatus[]> {
    this.note(`statuses ${jobNames?.join() ?? 'all'}`);
    return [...this.statuses.values()].filter(({ jobName }) => jobNames?.includes(jobName) ?? true);
  }

  async getIncidents(): Promise<IncidentPage> {
    return { items: [...this.incidents], page: { next: null, limit: 200 } };
  }

  async getHistory(): Promise<never> {
    throw new Error('nobody asks for this');
  }

  async getExecution(): Promise<never> {
    throw new Error('nobody asks for this');
  }

  async getLogs(
    executionId: string,
    { after, limit = 200 }: { after?: string; limit?: number } = {},
  ): Promise<LogPage> {
    this.note(`logs ${after ?? 'from the beginning'}`);
    const begin = after === undefined ? 0 : Number(after.split('.')[1]);
    const behind = this.lines.filter(({ sequence }) => sequence > begin);
    const items = behind.slice(0, limit);
    const last = items.at(-1)?.sequence ?? begin;
    const next = last === 0 ? null : `1.${last}`;
    return {
      executionId,
      captured: true,
      inFlight: true,
      items,
      page: { next, more: behind.length > limit, limit },
    };
  }

  private note(what: string): void {
    this.asked.push(what);
    if (this.failure) throw this.failure;
  }
}
