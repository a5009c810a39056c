import type { AccessRequest } from './cron-admin-access.js';

/** What `Authorization: Bearer …` says. Nothing else is read: a token in a URL is in every log on its way. */
export function bearerToken({ headers }: AccessRequest, longest: number): string | null {
  const { authorization } = headers;
  const token = typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined;
  return token === undefined || token.length > longest ? null : token;
}
