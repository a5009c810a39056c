import type { FindingRule, Severity } from 'nestjs-tracked-cron';
import type { FleetJob } from './fleet.js';
import type { Moment } from './moment.js';

/** A rule of the findings, or that nobody watched. */
export type ToldRule = FindingRule | 'gap';

/**
 * How something comes to be known: an execution ends, which is judged when it happens; a sweep sees that something did not
 * happen; objectives are counted now and then; one of many that come up together stands in a digest.
 */
export type KnownBy = 'end' | 'sweep' | 'count' | 'digest';

/** What people are to be told of a fault, by the design of alerts: once, and on time. */
export interface Expected {
  readonly kind: 'opened' | 'worsened' | 'recovered';
  readonly severity: Severity;
  /** From when on it is true; nobody may say so before. */
  readonly from: number;
  /** Default: a recovery by an end, anything else by a sweep. */
  readonly knownBy?: KnownBy;
}

/** Some slots of a job that don't go as usual. */
export interface Fault {
  readonly name: string;
  /** Of which it is a case, or nearly one. */
  readonly rule: ToldRule;
  readonly subject: string;
  /** Of them it tells what becomes. */
  readonly slots: readonly number[];
  readonly moments: readonly Moment[];
  /** None: a near miss, people are told nothing. */
  readonly expected: readonly Expected[];
  /** How long nothing else may be wrong with the job, where that is longer than all of this. */
  readonly until?: number;
}

/** A job with the slots that a fault may take, the first of which is where it begins. */
export interface Place {
  readonly job: FleetJob;
  readonly slots: readonly number[];
}

/** How a kind of fault is played. */
export type Play = (place: Place) => Omit<Fault, 'name' | 'rule' | 'subject'>;
