import type { ExecutionDetails, ExecutionRecord, LogLine } from 'nestjs-tracked-cron';
import type { Incident } from 'nestjs-tracked-cron/monitor';
import type { ShownStatus } from '../alerts/open-incidents.js';
import type { AccessAction } from '../access/cron-admin-access.js';
import type { Problem } from '../api/problem.js';
import type { LiveStats } from './live-stats.js';

/** The version of the protocol; it grows when a client of an older one could not follow any more. */
export const LIVE_PROTOCOL = 1;

/** What can be subscribed to: `jobs`, `job:<name>`, `execution:<id>`, `logs:<id>`, `stats`, `alerts`. */
export type LiveChannelName =
  'jobs' | 'stats' | 'alerts' | `job:${string}` | `execution:${string}` | `logs:${string}`;

/** The first message to a client. */
export interface LiveHello {
  readonly protocol: typeof LIVE_PROTOCOL;
  readonly serverTime: string;
  /** Of this process: sequence numbers of another one mean nothing here. */
  readonly epoch: string;
  /** What this client may do where no single job is meant. */
  readonly permissions: readonly AccessAction[];
}

/** Where a client stands in a channel: what it had last, to go on from there. */
export interface LivePosition {
  readonly epoch: string;
  readonly seq: number;
}

/** From a client: follow a channel. */
export interface LiveSubscribe {
  readonly channel: LiveChannelName;
  /** Of `logs:<id>` the `to` of the last lines, or `page.next` of `GET /:id/logs`; else epoch and `seq` of what came last. */
  readonly since?: LivePosition | string;
}

/** What a `subscribe` or `unsubscribe` is answered with, where the client asks for an answer. */
export type LiveAnswer = { readonly ok: true } | { readonly ok: false; readonly problem: Problem };

/** What lies in a channel under an id: a job's status, an execution, or an incident. */
export type LiveValue = ShownStatus | Incident | ExecutionRecord | ExecutionDetails | LiveStats;

/** One thing of a channel. */
export interface LiveItem {
  /** In `jobs` a job's name; in `job:<name>` `status` or an execution's id; in `execution:<id>` that; in `stats` `now`; in `alerts` an incident's id. */
  readonly id: string;
  /** Grows with each change. */
  readonly rev: number;
  readonly value: LiveValue;
}

/** All of a channel, as it is. */
export interface LiveSnapshot extends LivePosition {
  readonly channel: LiveChannelName;
  readonly data: { readonly items: readonly LiveItem[] };
}

/** One change of a channel. */
export type LiveOperation =
  | ({ readonly op: 'upsert' } & LiveItem)
  | { readonly op: 'remove'; readonly id: string; readonly rev: number };

/** What has changed since `prev`; a client that is not at `prev` has missed something and asks again. */
export interface LiveDelta {
  readonly channel: LiveChannelName;
  readonly seq: number;
  readonly prev: number;
  readonly ops: readonly LiveOperation[];
}

/** Lines of a log, in their order. */
export interface LiveLines {
  readonly channel: LiveChannelName;
  /** Behind which line these are; null for the beginning. */
  readonly from: string | null;
  /** The last of them, to go on from; null while there is none. */
  readonly to: string | null;
  readonly lines: readonly LogLine[];
  /** How many between `from` and `to` are not kept. */
  readonly dropped: number;
}

/** The client was too slow for a channel and is no longer subscribed to it: it asks again. */
export interface LiveLag {
  readonly channel: LiveChannelName;
}

/** Something went wrong that no answer was asked for, or that ends the connection or a subscription. */
export interface LiveProblem {
  /** The subscription that has ended with it; null where it is about something else. */
  readonly channel: LiveChannelName | null;
  readonly problem: Problem;
}

/** What the server says, by event. */
export interface LiveMessages {
  hello: LiveHello;
  snapshot: LiveSnapshot;
  delta: LiveDelta;
  lines: LiveLines;
  lag: LiveLag;
  problem: LiveProblem;
}
