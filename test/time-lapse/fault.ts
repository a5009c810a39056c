import type { Severity } from 'nestjs-tracked-cron';
import type { FleetJob } from './fleet.js';
import type { Moment } from './moment.js';

/** What people are to be told of a fault, by the design of alerts: once, and on time. */
export interface Expected {
  readonly kind: 'opened' | 'worsened' | 'recovered';
  readonly severity: Severity;
  /** From when on it is true; nobody may say so before. */
  readonly from: number;
}

/** Some slots of a job that don't go as usual. */
export interface Fault {
  readonly name: string;
  readonly subject: string;
  /** Of them it tells what becomes. */
  readonly slots: readonly number[];
  readonly moments: readonly Moment[];
  /** None: people are told nothing. */
  readonly expected: readonly Expected[];
}

/** A job with the slots that a fault may take, the first of which is where it begins. */
export interface Place {
  readonly job: FleetJob;
  readonly slots: readonly number[];
}

/** How a kind of fault is played. */
export type Play = (place: Place) => Omit<Fault, 'name' | 'subject'>;
