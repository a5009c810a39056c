import type { Severity } from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent } from '../../incidents/incident.js';
import type { AlertMessage } from '../alert-message.js';
import type { Suppression } from '../notification.js';

// What telling asks of others. Each may be missing: then nothing is gathered, nobody is silent, nothing is preferred.

/** Makes a message of what happened to an incident. May read the database, and take its time. */
export interface ComposesMessages {
  compose(incident: Incident, event: IncidentEvent): Promise<AlertMessage>;
}

/** Knows why nobody wants to hear of something: mute, maintenance, snooze, acknowledgement. */
export interface KnowsSilences {
  /** Of the events that nobody is to be told of: why, by the event's id. */
  silencesOf(
    announced: readonly { readonly incident: Incident; readonly event: IncidentEvent }[],
    at: Date,
  ): Promise<ReadonlyMap<string, Suppression>>;
}

/** Knows what people set at run time over what the code says. */
export interface KnowsPreferences {
  /** Everything that holds now, by its key: `channel:<name>`, `routes`. */
  valuesOf(at: Date): Promise<ReadonlyMap<string, unknown>>;
}

/** What people set about a channel, under `channel:<name>`. */
export interface ChannelPreference {
  /** Nothing is sent to it. Default: false. */
  readonly off?: boolean;
  /** What it hears of at least. Default: whatever routes send to it. */
  readonly severity?: Severity;
}

export const MESSAGE_COMPOSER = Symbol.for('nestjs-tracked-cron:message-composer');
export const SILENCES = Symbol.for('nestjs-tracked-cron:silences');
export const PREFERENCES = Symbol.for('nestjs-tracked-cron:preferences');
