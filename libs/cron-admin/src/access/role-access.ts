import type { ExecutionContext } from '@nestjs/common';
import { ROLES, type Role } from './access-token.js';
import { checkScope, covers, coversEnvironment, type AccessScope } from './access-scope.js';
import type {
  AccessAction,
  AccessRequest,
  AccessTarget,
  CronAdminAccess,
  Principal,
} from './cron-admin-access.js';
import { HIDDEN_PARTS, type HiddenPart } from './hidden-parts.js';
import { invalidAccess } from './invalid-access.js';

/** Somebody with a role. */
export interface RolePrincipal extends Principal {
  readonly role: Role;
  /** Default: all jobs. */
  readonly scope?: AccessScope;
}

/** What all access by roles has in common. */
export interface RoleAccessOptions {
  /**
   * What a role is not shown: `{ viewer: ['parameters', 'result', 'error', 'logs'] }`. Default: every role is shown everything.
   */
  hide?: Partial<Readonly<Record<Role, readonly HiddenPart[]>>>;
}

const NEEDED_ROLE: Readonly<Record<AccessAction, Role>> = {
  read: 'viewer',
  trigger: 'operator',
  cancel: 'operator',
  skip: 'operator',
  pause: 'operator',
  acknowledge: 'operator',
  backfill: 'admin',
  freeze: 'admin',
  configure: 'admin',
  scrub: 'admin',
  audit: 'admin',
};

/** Access by one of three roles, within a scope. How somebody is known is left to those that extend it. */
export abstract class RoleAccess implements CronAdminAccess {
  private readonly hidden: Partial<Readonly<Record<Role, readonly HiddenPart[]>>>;

  /** @throws TrackedCronError `INVALID_OPTION` */
  constructor({ hide = {} }: RoleAccessOptions = {}) {
    for (const [role, parts] of Object.entries(hide)) {
      if (!ROLES.includes(role as Role) || !parts.every((part) => HIDDEN_PARTS.includes(part))) {
        throw invalidAccess(
          new.target.name,
          `hide.${role} is not understood. Write hide: { viewer: ['${HIDDEN_PARTS.join("', '")}'] }, or some of these.`,
        );
      }
    }
    this.hidden = hide;
  }

  abstract authenticate(
    request: AccessRequest,
    context?: ExecutionContext,
  ): RolePrincipal | null | Promise<RolePrincipal | null>;

  can(principal: RolePrincipal, action: AccessAction, target: AccessTarget = {}): boolean {
    const { role } = principal;
    const scope = this.scopeOf(principal);
    if (ROLES.indexOf(role) < ROLES.indexOf(NEEDED_ROLE[action])) return false;
    const isOne = [target.job, target.group, target.owner].some((one) => typeof one === 'string');
    // of an answer about many, what is out of scope is left out
    if (isOne) return covers(scope, target);
    return action === 'read' || action === 'audit' || coversEnvironment(scope, target.environment);
  }

  scopeOf({ scope }: RolePrincipal): AccessScope | null {
    return scope ?? null;
  }

  rightsOf({ role, scope }: RolePrincipal): string {
    return scope === undefined ? role : `${role} ${JSON.stringify(scope)}`;
  }

  hides(rights: string): readonly HiddenPart[] {
    return this.hidden[rights.split(' ', 1)[0] as Role] ?? [];
  }
}

/** Whoever a host's own function names, as we can work with. @throws TrackedCronError `INVALID_OPTION` */
export function checkPrincipal(principal: RolePrincipal, by: string): RolePrincipal {
  const { name, role, scope } = principal;
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200) {
    throw invalidAccess(by, 'map must answer a `name` of 1 to 200 characters, or null.');
  }
  if (!ROLES.includes(role)) {
    throw invalidAccess(by, `map must answer a \`role\`, one of ${ROLES.join(', ')}, or null.`);
  }
  if (scope !== undefined) checkScope(scope, `"${name}"`);
  return principal;
}

/** The role of somebody who has one, whatever access object says so. */
export function roleOf(principal: Principal): Role | undefined {
  const { role } = principal as Partial<RolePrincipal>;
  return ROLES.find((known) => known === role);
}
