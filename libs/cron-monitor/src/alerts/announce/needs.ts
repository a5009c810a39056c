import type { Severity } from 'nestjs-tracked-cron';
import type { Incident, IncidentEvent } from '../../incidents/incident.js';
import type { IncidentRecord, LastingSilence } from '../../incidents/incident-record.js';
import type { AlertMessage } from '../alert-message.js';
import type { ResolvedRoute } from '../routes/route.js';

// What telling asks of others. Each may be missing: then nothing is gathered, nobody is silent, nothing is preferred.

/** Makes a message of what happened to an incident. May read the database, and take its time. */
export interface ComposesMessages {
  compose(incident: Incident, event: IncidentEvent): Promise<AlertMessage>;
}

/** Knows what nobody is to be told of, whatever happens: what is muted, or under maintenance. */
export interface KnowsSilences {
  /** Says so of each incident, as it holds at that instant. */
  at(at: Date): Promise<(incident: IncidentRecord) => LastingSilence | null>;
}

/** Knows what people set at run time over what the code says. */
export interface KnowsPreferences {
  current(): Promise<{
    readonly routes: readonly ResolvedRoute[];
    /** Of channels that somebody said something about. */
    readonly channels: ReadonlyMap<string, { readonly off: boolean; readonly minSeverity: Severity | null }>;
  }>;
}

export const MESSAGE_COMPOSER = Symbol.for('nestjs-tracked-cron:message-composer');
export const SILENCES = Symbol.for('nestjs-tracked-cron:silences');
export const PREFERENCES = Symbol.for('nestjs-tracked-cron:preferences');
