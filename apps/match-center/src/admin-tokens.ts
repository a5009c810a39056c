import { randomBytes } from 'node:crypto';
import { ROLES } from 'nestjs-tracked-cron/admin';

/** Makes a token for each role, in the form of `CRON_ADMIN_TOKENS`: `viewer:…,operator:…,admin:…`. */
export function makeAdminTokens(): string {
  return ROLES.map((role) => `${role}:${randomBytes(24).toString('base64url')}`).join(',');
}
