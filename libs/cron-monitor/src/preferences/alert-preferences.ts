import { Logger } from '@nestjs/common';
import { TrackedCronError, type InstanceBus, type SteeringWords } from 'nestjs-tracked-cron';
import { inTheFuture, words, type DatabaseClock, type JobRegistry } from 'nestjs-tracked-cron/internal';
import type { AlertPreference } from '../cron-alerts.interface.js';
import type { MonitorLoop } from '../monitor-loop.js';
import { codeOf, type AlertingCode } from './alerting-code.js';
import type { AlertPreferenceRepository } from './alert-preference.repository.js';
import { checkPreference } from './check-preference.js';
import type { HeldPreferences } from './held-preferences.js';
import { preferenceKey } from './preference-keys.js';
import { PreferenceLayers } from './preference-layers.js';
import { isHolding, type StoredPreference } from './stored-preference.js';

/** What the bus says is heard at once; what it does not say, after this. */
const FRESH_MS = 10_000;
/** Of the messages on the bus that are about no incident. */
const PREFERENCES_CHANGED = 'preferences';

/** How somebody sets one. */
export interface PreferenceOptions extends SteeringWords {
  readonly until?: Date;
  readonly ifRevision?: number;
}

/** What people want to be told, and how, over what the code says: set on any instance, held by all of them. */
export class AlertPreferences implements MonitorLoop {
  private readonly logger = new Logger('TrackedCron');
  private stored: readonly StoredPreference[] = [];
  private held: HeldPreferences;
  private freshUntil = -Infinity;
  private unheard: string | undefined;
  private forget: (() => void) | undefined;

  constructor(
    private readonly repository: Pick<AlertPreferenceRepository, 'all' | 'set'>,
    private readonly code: AlertingCode,
    private readonly jobs: Pick<JobRegistry, 'isForeign' | 'get'>,
    private readonly bus: InstanceBus,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {
    this.held = new PreferenceLayers(code).held();
  }

  start(): void {
    const stale = () => (this.freshUntil = -Infinity);
    this.forget ??= this.bus.subscribe('alert', stale, { id: PREFERENCES_CHANGED, missed: stale });
  }

  async stop(): Promise<void> {
    this.forget?.();
    this.forget = undefined;
  }

  /** How alerting is configured now. */
  async current(): Promise<HeldPreferences> {
    const now = this.clock.now();
    if (now >= this.freshUntil) {
      // what is set from here on is news again
      this.freshUntil = now + FRESH_MS;
      try {
        this.stored = await this.repository.all();
      } catch (error) {
        this.freshUntil = -Infinity;
        throw error;
      }
      this.held = this.laid(now);
      const ends = this.stored.flatMap(({ holdsUntil }) => holdsUntil?.getTime() ?? []);
      this.freshUntil = Math.min(this.freshUntil, ...ends.filter((end) => end > now));
    }
    return this.held;
  }

  /** Those that hold, by key. */
  async list(): Promise<AlertPreference[]> {
    const now = this.clock.now();
    const stored = (await this.repository.all()).filter((one) => isHolding(one, now));
    return stored.map((one) => this.recordOf(one)).sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /**
   * @param value null gives it back to the code
   * @throws TrackedCronError `INVALID_OPTION`, `UNKNOWN_JOB`, `VERSION_CONFLICT`
   */
  async set(
    key: string,
    value: unknown,
    { until, ifRevision, by, reason }: PreferenceOptions,
  ): Promise<{ readonly before: AlertPreference | null; readonly after: AlertPreference }> {
    const now = this.clock.now();
    inTheFuture(until, now, 'leave it out to let it hold until it is changed again');
    const parts = preferenceKey(key);
    checkPreference({ key, value, until: until ?? null }, parts, { code: this.code, jobs: this.jobs, now });
    const wanted = {
      key,
      value: value ?? null,
      setBy: words('by', by) ?? null,
      reason: words('reason', reason) ?? null,
      holdsUntil: until ?? null,
    };
    const { before, after } = await this.repository.set(wanted, (current) =>
      checkRevision(key, current !== null && isHolding(current, now) ? current.revision : 0, ifRevision),
    );
    this.freshUntil = -Infinity;
    this.bus.publish('alert', { id: PREFERENCES_CHANGED, what: 'preference', revision: after.revision });
    const held = before !== null && isHolding(before, now);
    return { before: held ? this.recordOf(before) : null, after: this.recordOf(after) };
  }

  /** What the code of today does not take any more is left out, and said once. */
  private laid(now: number): HeldPreferences {
    const layers = new PreferenceLayers(this.code);
    const left: string[] = [];
    for (const { key, value, setAt } of this.stored.filter((one) => isHolding(one, now))) {
      try {
        layers.lay(preferenceKey(key), value, setAt.getTime());
      } catch (error) {
        left.push(`${key} (${(error as Error).message})`);
      }
    }
    const unheard = left.join('; ');
    if (unheard !== '' && unheard !== this.unheard) {
      this.logger.warn(`Preferences that don't fit the code any more, which holds instead: ${unheard}`);
    }
    this.unheard = unheard;
    return layers.held();
  }

  private recordOf({
    key,
    value,
    revision,
    setAt,
    setBy,
    reason,
    holdsUntil,
  }: StoredPreference): AlertPreference {
    const code = codeOf(preferenceKey(key), this.code);
    return { key, value, code, setAt, setBy, reason, until: holdsUntil, revision };
  }
}

function checkRevision(key: string, revision: number, expected: number | undefined): void {
  if (expected === undefined || expected === revision) return;
  throw new TrackedCronError(
    'VERSION_CONFLICT',
    `Preference ${key} is at revision ${revision}, not ${expected} any more: look at what has changed, then ask again with ` +
      `ifRevision: ${revision}.`,
    { key, revision, expected },
  );
}
