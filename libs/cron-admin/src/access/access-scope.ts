import { isWithin, TrackedCronError, type JobsWithin } from 'nestjs-tracked-cron';
import type { AccessTarget } from './cron-admin-access.js';

/** The jobs that there are for somebody: everything that is given must hold. What is left out says nothing. */
export interface AccessScope extends JobsWithin {
  /** In one of these environments. */
  readonly environments?: readonly string[];
}

const DIMENSIONS = ['environments', 'jobs', 'groups', 'owners', 'tags'] as const;

/**
 * A scope as it may be used.
 * @param whose for the error
 * @throws TrackedCronError `INVALID_OPTION` for what a typing error would have made into "everything"
 */
export function checkScope(scope: AccessScope, whose: string): AccessScope {
  for (const [name, values] of Object.entries(scope) as [string, unknown][]) {
    if (!(DIMENSIONS as readonly string[]).includes(name)) {
      throw invalid(whose, `there is no "${name.slice(0, 60)}". Write some of ${DIMENSIONS.join(', ')}`);
    }
    if (values === undefined) continue;
    const fits =
      Array.isArray(values) &&
      values.length > 0 &&
      values.every(
        (one) => typeof one === 'string' && one !== '' && one.length <= 500 && !one.includes('\0'),
      );
    if (!fits) throw invalid(whose, `write ${name}: ['…'] with at least one name, or leave it out for all`);
  }
  return scope;
}

/** Whether an environment is in a scope. */
export function coversEnvironment(scope: AccessScope | null, environment: string | undefined): boolean {
  const { environments } = scope ?? {};
  return environments === undefined || (environment !== undefined && environments.includes(environment));
}

/** Whether everything that a target can mean is in a scope: a job, a group or owner as a whole, or all there is. */
export function covers(scope: AccessScope | null, target: AccessTarget): boolean {
  if (scope === null) return true;
  if (!coversEnvironment(scope, target.environment)) return false;
  const { job, group = null, owner = null, tags = [] } = target;
  if (job !== undefined) return isWithin(scope, { name: job, group, owner, tags });
  const { jobs, groups, owners, tags: some } = scope;
  // a whole group may have jobs of any name and tag
  if (jobs !== undefined || some !== undefined) return false;
  return isOneOf(groups, group) && isOneOf(owners, owner);
}

function isOneOf(names: readonly string[] | undefined, name: string | null): boolean {
  return names === undefined || (name !== null && names.includes(name));
}

/** Which jobs may be read in an environment; null for all. */
export function readable(scope: AccessScope | null, environment: string): JobsWithin | null {
  if (scope === null) return null;
  if (!coversEnvironment(scope, environment)) return { jobs: [] };
  const { environments: _, ...within } = scope;
  return Object.values(within).every((limit) => limit === undefined) ? null : within;
}

function invalid(whose: string, remedy: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `The scope of ${whose} can't be used: ${remedy}.`);
}
