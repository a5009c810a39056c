import type { Severity } from 'nestjs-tracked-cron';
import type { IncidentEvent } from '../../incidents/incident.js';
import type { IncidentRecord, LastingSilence } from '../../incidents/incident-record.js';
import type { NotificationKind, NotificationState, Suppression } from '../notification.js';
import type { ResolvedRoute } from '../../routes/route.js';

/** Something that happened to an incident, and the incident as it is now. */
export interface Announced {
  readonly incident: IncidentRecord;
  readonly event: IncidentEvent;
}

/** What was decided before about an incident and a channel. */
export interface ToldBefore {
  readonly id: string;
  readonly incidentId: string;
  readonly channel: string;
  readonly kind: NotificationKind;
  readonly severity: Severity;
  readonly state: NotificationState;
  readonly why: Suppression | null;
  readonly attempts: number;
  /** Epoch milliseconds, as all times here. */
  readonly notBefore: number;
  readonly createdAt: number;
}

/** How a channel stands. */
interface ChannelStanding {
  /** Whether somebody switched it off. */
  readonly off: boolean;
  /** It hears of what is as severe as that, and of nothing else; null for everything. */
  readonly severity: Severity | null;
}

/** Everything that decides who is told of what, read before. */
export interface TellingFacts {
  readonly now: number;
  readonly application: string;
  readonly environment: string;
  readonly routes: readonly ResolvedRoute[];
  /** Those there are, by their names. */
  readonly channels: ReadonlyMap<string, ChannelStanding>;
  /** Why nobody is to hear of an incident, whatever happens to it. */
  readonly silence: (incident: IncidentRecord) => LastingSilence | null;
  /** Of the incidents that are announced, oldest first. */
  readonly told: readonly ToldBefore[];
  /** How many were told in the last minute, by {@link kindOn}. */
  readonly lately: ReadonlyMap<string, number>;
  readonly cooldownMs: number;
  readonly digestAfter: number;
}

/** A kind of notification on a channel, as a key. */
export function kindOn(channel: string, kind: NotificationKind): string {
  return `${channel} ${kind}`;
}
