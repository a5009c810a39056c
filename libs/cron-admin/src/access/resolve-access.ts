import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { TrackedCronError } from 'nestjs-tracked-cron';
import type { CronAdminAccess } from './cron-admin-access.js';
import { invalidAccess } from './invalid-access.js';
import { TokenAccess } from './token-access.js';

const WHAT_TO_WRITE =
  "CronAdminModule.forRoot({ access: new TokenAccess([{ token: process.env.CRON_ADMIN_TOKEN, role: 'admin' }]) })";

/**
 * The host's access object. Without one the page is never open: a random admin token is made for this process and
 * printed once, and in production nothing starts.
 * @throws TrackedCronError `ACCESS_REQUIRED`, `INVALID_OPTION`
 */
export function resolveAccess(access: CronAdminAccess | undefined): CronAdminAccess {
  if (access !== undefined) {
    if (typeof access?.authenticate === 'function' && typeof access.can === 'function') {
      checkSignIn(access.signIn);
      return access;
    }
    throw new TrackedCronError(
      'INVALID_OPTION',
      `CronAdminModule: \`access\` has no \`authenticate\` and \`can\`. Write ${WHAT_TO_WRITE}, or an object of your own with both.`,
    );
  }
  if (process.env.NODE_ENV === 'production') {
    throw new TrackedCronError(
      'ACCESS_REQUIRED',
      `CronAdminModule: in production it must be said who may see and steer the jobs. Write ${WHAT_TO_WRITE}.`,
    );
  }
  const token = randomBytes(24).toString('base64url');
  new Logger('CronAdminModule').warn(
    `No access was configured. Admin token of this process: ${token} (send "Authorization: Bearer ${token}"). To choose your own, write ${WHAT_TO_WRITE}.`,
  );
  return new TokenAccess([{ token, role: 'admin', name: 'printed token' }]);
}

/** What the page would lead people to is held to what a browser may be led to. @throws TrackedCronError `INVALID_OPTION` */
function checkSignIn(signIn: CronAdminAccess['signIn']): void {
  if (signIn === undefined || signIn === 'token' || signIn === 'host') return;
  const url = typeof signIn?.url === 'string' && URL.canParse(signIn.url, 'http://host/') ? signIn.url : null;
  if (url !== null && /^https?:$/.test(new URL(url, 'http://host/').protocol)) return;
  throw invalidAccess(
    'CronAdminModule',
    "`access.signIn` must be 'token', 'host', or { url: '/login' } with a path or an http address.",
  );
}
