import type { Severity } from 'nestjs-tracked-cron';
import type { ResolvedQuietHours } from '../routes/quiet-hours.js';
import type { ResolvedRoute } from '../routes/route.js';
import type { ResolvedWindow } from '../conditions/maintenance-window.js';
import type { ResolvedSpan } from './ad-hoc-window.js';

/** How people want a channel to be. */
export interface ChannelPreference {
  /** Nothing is sent to it. */
  readonly off: boolean;
  /** It hears of what is as severe as that; null for everything that is routed to it. */
  readonly minSeverity: Severity | null;
}

/** How alerting is configured now: what the code says, and what people have put in its place. */
export interface HeldPreferences {
  /** Names of muted jobs, with `*` for any characters. */
  readonly mutes: readonly string[];
  /** Of channels that somebody said something about. */
  readonly channels: ReadonlyMap<string, ChannelPreference>;
  readonly quietHours: ResolvedQuietHours | null;
  /** Maintenance windows that come again. */
  readonly windows: readonly ResolvedWindow[];
  /** Maintenance windows that come once. */
  readonly spans: readonly ResolvedSpan[];
  readonly routes: readonly ResolvedRoute[];
}
