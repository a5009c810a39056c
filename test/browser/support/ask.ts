import type { Role } from 'nestjs-tracked-cron/admin';
import { TOKENS, type Site } from './site.js';

/** An answer of the API, as a program gets it. */
export interface Asked {
  readonly status: number;
  readonly body: unknown;
}

/** Asks the site's API beside the page. @param path below the mount path, with a slash at its beginning */
export async function ask(
  site: Pick<Site, 'origin'>,
  role: Role,
  path: string,
  sent?: object,
): Promise<Asked> {
  const answer = await fetch(`${site.origin}/admin/cron-jobs${path}`, {
    method: sent === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${TOKENS[role]}`,
      ...(sent !== undefined && { 'content-type': 'application/json' }),
    },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, body: isJson ? JSON.parse(text) : text };
}

/** What the audit log says of an action, the newest first. */
export async function auditOf(site: Pick<Site, 'origin'>, action: string): Promise<unknown[]> {
  const { body } = await ask(site, 'admin', `/audit?action=${action}`);
  return (body as { items: unknown[] }).items;
}
