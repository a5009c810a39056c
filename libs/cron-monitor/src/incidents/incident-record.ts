import type { Incident, IncidentEventKind } from './incident.js';

/** Why an incident that came up was not told and has to be once that is over. */
export type LastingSilence = 'muted' | 'maintenance';

/** An incident with what its life is decided by. */
export interface IncidentRecord extends Incident {
  /** Of the newest facts it is made of: older ones come too late. */
  readonly judgedAt: Date;
  /** Since when it waits for somebody: it was opened, became worse, woke up, or was escalated to somebody else. */
  readonly waitsSince: Date;
  readonly remindedAt: Date | null;
  /** When the incident of the job in `heldBy` ended; null while that goes on. */
  readonly parentEndedAt: Date | null;
  /** By when the job had a chance to do better without its parent's trouble. */
  readonly heldUntil: Date | null;
  readonly silencedBy: LastingSilence | null;
}

/** What is decided of an incident; id and revision belong to whoever writes it. */
export type IncidentFacts = Omit<IncidentRecord, 'id' | 'revision'>;

/** The facts of a record. */
export function factsOf({ id: _id, revision: _revision, ...facts }: IncidentRecord): IncidentFacts {
  return facts;
}

/** Something that happened in its life, not written yet. */
export interface NewIncidentEvent {
  readonly kind: IncidentEventKind;
  readonly by: string | null;
  readonly reason: string | null;
  readonly detail: unknown;
}

/** What becomes of an incident, and the events that tell it. */
export interface IncidentDecision {
  readonly next: IncidentFacts;
  readonly events: readonly NewIncidentEvent[];
}

/** An event that happens by itself. */
export function happened(kind: IncidentEventKind, detail: unknown = null): NewIncidentEvent {
  return { kind, by: null, reason: null, detail };
}
