import type { AccessAction, AccessTarget, CronAdminAccess, Principal } from './cron-admin-access.js';

const ACTIONS: Readonly<Record<AccessAction, true>> = {
  read: true,
  trigger: true,
  cancel: true,
  skip: true,
  pause: true,
  acknowledge: true,
  backfill: true,
  freeze: true,
  configure: true,
  scrub: true,
  audit: true,
};

/** Everything that somebody can want to do. */
export const ACCESS_ACTIONS = Object.keys(ACTIONS) as readonly AccessAction[];

/** What somebody may do where no single job is meant. */
export async function permissionsOf(
  access: Pick<CronAdminAccess, 'can'>,
  principal: Principal,
  { application, environment }: AccessTarget,
): Promise<AccessAction[]> {
  const place = { application, environment };
  const allowed = await Promise.all(ACCESS_ACTIONS.map((action) => access.can(principal, action, place)));
  return ACCESS_ACTIONS.filter((_, index) => allowed[index]);
}
