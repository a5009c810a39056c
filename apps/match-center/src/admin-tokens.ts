import { randomBytes } from 'node:crypto';
import { ROLES, type Role } from 'nestjs-tracked-cron/admin';

/** Makes a token for each role, in the form of `CRON_ADMIN_TOKENS`: `viewer:…,operator:…,admin:…`. */
export function makeAdminTokens(): string {
  return ROLES.map((role) => `${role}:${randomBytes(24).toString('base64url')}`).join(',');
}

/** The role of whoever may do the most with these. */
export function highestRole(tokens: string): Role {
  return ROLES.findLast((role) => tokens.split(',').some((token) => token.trim().startsWith(`${role}:`)))!;
}
