import { Logger } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { recordError } from '../execution/error-record.js';
import { TRACKED_CRON_EVENTS, type TrackedCronEvents } from '../events.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/** The part of `EventEmitter2` that is used here; `@nestjs/event-emitter` itself is optional. */
interface Emitter {
  emit(name: string, event: object): unknown;
}

/** Resolves when `@OnEvent` methods have been found. */
interface ReadinessWatcher {
  waitUntilReady(): Promise<void>;
}

/**
 * Tells the library's events again through the host's `@nestjs/event-emitter`, as `tracked-cron.execution.ended` and so
 * on. Events of the boot wait for the host's listeners, which Nest may only find after us.
 */
export class EventEmitterBridge {
  private readonly logger = new Logger('TrackedCron');
  private waiting: (() => void)[] | undefined = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly events: TrackedCronEvents,
    private readonly settings: { readonly eventEmitter: boolean },
  ) {}

  /** @throws TrackedCronError `INVALID_OPTION` where the host has no `EventEmitterModule` */
  connect(): void {
    if (!this.settings.eventEmitter) return;
    const emitters = this.instances().filter(isEmitter);
    if (emitters.length === 0) {
      throw new TrackedCronError(
        'INVALID_OPTION',
        'TrackedCronModule: eventEmitter: true, but the application has no EventEmitterModule: ' +
          'npm install @nestjs/event-emitter, and import EventEmitterModule.forRoot() in the root module.',
      );
    }
    for (const name of TRACKED_CRON_EVENTS) {
      this.events.on(name, (event) =>
        this.pass(() => emitters.forEach((emitter) => emitter.emit(`tracked-cron.${name}`, event))),
      );
    }
    const watchers = this.instances('EventEmitterReadinessWatcher') as ReadinessWatcher[];
    void Promise.allSettled(watchers.map((watcher) => watcher.waitUntilReady())).then(() =>
      this.passWaiting(),
    );
  }

  private pass(tell: () => void): void {
    if (this.waiting) this.waiting.push(tell);
    else tell();
  }

  private passWaiting(): void {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const tell of waiting) {
      try {
        tell();
      } catch (error) {
        this.logger.error(`A listener of an event failed: ${recordError(error).message}`);
      }
    }
  }

  private instances(name?: string): unknown[] {
    const wrappers = this.discovery
      .getProviders()
      .filter((wrapper) => wrapper.instance && (name === undefined || wrapper.name === name));
    return [...new Set(wrappers.map((wrapper) => wrapper.instance as unknown))];
  }
}

/** By what it can do: its class is not there for hosts without the package, and has a name that others have too. */
function isEmitter(instance: unknown): instance is Emitter {
  try {
    const methods = instance as Record<string, unknown>;
    return ['emit', 'emitAsync', 'onAny'].every((name) => typeof methods[name] === 'function');
  } catch {
    return false; // somebody's getter or proxy
  }
}
