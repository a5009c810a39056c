import type { Severity } from 'nestjs-tracked-cron';
import { isLike } from './glob.js';
import { isAtLeast } from './severity.js';

/** Conditions of a route or a maintenance window as they are compared; null where nothing is said. */
export interface ResolvedConditions {
  readonly severity: Severity | null;
  readonly application: readonly string[] | null;
  readonly environment: readonly string[] | null;
  readonly group: readonly string[] | null;
  readonly owner: readonly string[] | null;
  readonly tag: readonly string[] | null;
  /** With `*` for any characters. */
  readonly job: readonly string[] | null;
}

/** What of an alert conditions are about. */
export interface Conditioned {
  readonly severity: Severity;
  readonly application: string;
  readonly environment: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** The job's name, or what else it is about. */
  readonly subject: string;
}

/** Whether all conditions hold. */
export function fits(when: ResolvedConditions, alert: Conditioned): boolean {
  return (
    (when.severity === null || isAtLeast(alert.severity, when.severity)) &&
    isOneOf(when.application, alert.application) &&
    isOneOf(when.environment, alert.environment) &&
    isOneOf(when.group, alert.group) &&
    isOneOf(when.owner, alert.owner) &&
    (when.tag === null || when.tag.some((tag) => alert.tags.includes(tag))) &&
    (when.job === null || when.job.some((pattern) => isLike(pattern, alert.subject)))
  );
}

/** Whether whatever fits the other ones fits these too. */
export function covers(when: ResolvedConditions, other: ResolvedConditions): boolean {
  return (
    (when.severity === null || (other.severity !== null && isAtLeast(other.severity, when.severity))) &&
    (['application', 'environment', 'group', 'owner', 'tag'] as const).every((part) => {
      const [mine, others] = [when[part], other[part]];
      return mine === null || (others !== null && others.every((value) => mine.includes(value)));
    }) &&
    // a star of the other one stands for itself here: what matches it matches whatever the star stands for
    (when.job === null ||
      (other.job !== null && other.job.every((one) => when.job!.some((pattern) => isLike(pattern, one)))))
  );
}

function isOneOf(values: readonly string[] | null, value: string | null): boolean {
  return values === null || (value !== null && values.includes(value));
}
