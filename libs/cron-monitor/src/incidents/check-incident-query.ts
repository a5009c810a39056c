import { createHash } from 'node:crypto';
import { SEVERITIES, TrackedCronError, type JobScope } from 'nestjs-tracked-cron';
import { decodeCursor, orderOf } from 'nestjs-tracked-cron/internal';
import type { IncidentQuery } from '../cron-alerts.interface.js';
import { INCIDENT_STATES } from './incident.js';

/** Newest first: ids carry their birth. */
export const INCIDENT_ORDER = orderOf('-createdAt', undefined);

const DEFAULT_LIMIT = 50;
const MOST = 200;
const LONGEST_TEXT = 300;
const LAST_INSTANT = 253402300799999;

/** A query that can be answered. */
export interface CheckedIncidentQuery {
  readonly filters: Omit<IncidentQuery, 'limit' | 'cursor'>;
  readonly limit: number;
  readonly signature: string;
  readonly position: ReturnType<typeof decodeCursor> | null;
}

/** @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
export function checkIncidentQuery(
  { limit = DEFAULT_LIMIT, cursor, ...filters }: IncidentQuery,
  scope: JobScope,
): CheckedIncidentQuery {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    refuse('limit', `limit must be a whole number from 1 to ${MOST}.`);
  const { state, severity, from, to } = filters;
  if (state !== undefined && !(Array.isArray(state) && state.every((one) => INCIDENT_STATES.includes(one))))
    refuse('state', `state must be a list of ${INCIDENT_STATES.join(', ')}.`);
  if (severity !== undefined && !SEVERITIES.includes(severity))
    refuse('severity', `severity must be one of ${SEVERITIES.join(', ')}.`);
  for (const name of ['jobName', 'group', 'owner', 'tag'] as const) checkText(name, filters[name]);
  for (const [name, instant] of Object.entries({ from, to })) {
    const at = instant?.getTime();
    if (at !== undefined && !(at >= 0 && at <= LAST_INSTANT))
      refuse(name, `${name} must be an instant from 1970 to 9999.`);
  }
  const signature = signatureOf(filters, scope);
  const position = cursor === undefined ? null : decodeCursor(cursor, signature, INCIDENT_ORDER);
  return { filters, limit, signature, position };
}

function checkText(name: string, text: unknown): void {
  if (text === undefined) return;
  if (typeof text === 'string' && text.length <= LONGEST_TEXT && !text.includes('\0')) return;
  refuse(name, `${name} must be a text of at most ${LONGEST_TEXT} characters.`);
}

/** What a cursor belongs to. */
function signatureOf(filters: object, { application, environment }: JobScope): string {
  const meant = Object.entries({ ...filters, application, environment })
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(['incidents', meant]))
    .digest('base64url')
    .slice(0, 16);
}

function refuse(parameter: string, message: string): never {
  throw new TrackedCronError('INVALID_QUERY', message, { parameter });
}
