import { setTimeout as wait } from 'node:timers/promises';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { ExecutionFollowers } from 'nestjs-tracked-cron/internal';
import type { Surroundings } from './execution-words.js';
import { loadSentry, type Sentry } from './load-sentry.js';
import { SentryFollower } from './sentry-follower.js';
import type { SentrySettings } from './sentry-settings.js';

/** How long shutdown waits for what is on its way to Sentry. */
const FLUSH_LIMIT_MS = 2_000;

/** The line to Sentry, from boot to shutdown. Without settings there is none, and nothing is loaded. */
export class SentryLink implements OnApplicationShutdown {
  private constructor(
    private readonly sentry: Sentry | null,
    private readonly flushLimitMs: number,
  ) {}

  /** @throws TrackedCronError `INVALID_OPTION` where the SDK is not installed */
  static async open(
    settings: SentrySettings | null,
    followers: ExecutionFollowers,
    surroundings: Surroundings,
    clock: { now(): number; monotonic(): number },
    { load = loadSentry, flushLimitMs = FLUSH_LIMIT_MS } = {},
  ): Promise<SentryLink> {
    if (settings === null || !followers.areWelcome) return new SentryLink(null, flushLimitMs);
    const sentry = await load();
    if (settings.dsn !== null && !sentry.getClient()) initialise(sentry, settings.dsn, surroundings);
    const base = { isolation: sentry.getIsolationScope(), current: sentry.getCurrentScope() };
    const follower = new SentryFollower(sentry, base, settings, surroundings, clock);
    followers.register((assignment, startedAt) => follower.follow(assignment, startedAt));
    return new SentryLink(sentry, flushLimitMs);
  }

  /** When the last executions have ended: they do while modules are destroyed. */
  async onApplicationShutdown(): Promise<void> {
    const limit = new AbortController();
    const flushed = Promise.resolve(this.sentry?.getClient()?.flush(this.flushLimitMs)).catch(() => {});
    const waited = wait(this.flushLimitMs, undefined, { signal: limit.signal, ref: false }).catch(() => {});
    await Promise.race([flushed, waited]);
    limit.abort();
  }
}

/** A client for executions alone: what else it would do (requests, uncaught errors, the console) is the application's to choose. */
function initialise(sentry: Sentry, dsn: string, { environment, release }: Surroundings): void {
  sentry.initWithoutDefaultIntegrations({
    dsn,
    environment,
    ...(release !== null && { release }),
    enableRuntimeChannelInjection: false, // it would hook into the application's module loader
    integrations: [
      sentry.linkedErrorsIntegration(),
      sentry.contextLinesIntegration(),
      sentry.nodeContextIntegration(),
    ],
  });
}
