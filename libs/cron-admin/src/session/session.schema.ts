import type { AccessAction } from '../access/cron-admin-access.js';
import { ROLES, type Role } from '../access/access-token.js';
import { ACCESS_ACTIONS } from '../access/permissions.js';
import { about, flag, instant, list, nullable, object, oneOf, optional, text } from '../openapi/schema.js';

/** Who asks, what they may, and where they are. */
export interface Session {
  readonly name: string;
  readonly role?: Role;
  readonly permissions: readonly AccessAction[];
  readonly expiresAt: Date | null;
  readonly application: string;
  readonly environment: string;
  readonly production: boolean;
  readonly release: string | null;
  readonly libraryVersion: string;
  readonly serverTime: Date;
  readonly live: boolean;
}

export const session = object<Session>('Session', {
  name: about('Under which what you do is recorded.', text),
  role: optional(about('Where access is by roles.', oneOf(ROLES))),
  permissions: about('What you may do where no single job is meant.', list(oneOf(ACCESS_ACTIONS))),
  expiresAt: about('When what proves who you are runs out; null for never.', nullable(instant)),
  application: text,
  environment: text,
  production: about('Whether a mistake costs: the page asks twice then.', flag),
  release: about('What this instance runs.', nullable(text)),
  libraryVersion: text,
  serverTime: instant,
  live: about('Whether changes are shown live, over socket.io.', flag),
});

/** What a ticket was exchanged for. */
export interface OpenedSession {
  readonly token: string;
  readonly expiresAt: Date;
}

export const openedSession = object<OpenedSession>('OpenedSession', {
  token: about('To be sent as `Authorization: Bearer <token>`.', text),
  expiresAt: instant,
});
