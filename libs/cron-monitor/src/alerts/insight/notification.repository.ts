import { TrackedCronError } from 'nestjs-tracked-cron';
import { isUuid, SqlParameters, type CronDatabase } from 'nestjs-tracked-cron/internal';
import type { NotificationPage, NotificationQuery } from '../../cron-alerts.interface.js';
import { isAboutJobs } from '../../incidents/jobs-within.js';
import { NOTIFICATION_STATES, type Notification } from '../notification.js';
import type { Scope } from '../scope.js';
import { revived } from '../revived-message.js';

const DEFAULT_LIMIT = 50;
const MOST = 200;
/** Of one incident; a life of a thousand messages is read page by page. */
const MOST_OF_INCIDENT = 1_000;

const SELECTED = `n.id, n.incident_id as "incidentId", n.subject, n.kind, n.severity, n.channel, n.dedupe_key as "dedupeKey",
  n.state, n.why, n.not_before as "notBefore", n.attempts, n.last_error as "lastError", n.message, n.receipt,
  n.created_at as "createdAt", n.sent_at as "sentAt"`;

/** Reads what was told, and what was not. */
export class NotificationRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: Scope,
  ) {}

  /** Newest first. @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
  async page(query: NotificationQuery): Promise<NotificationPage> {
    const { limit, before } = checked(query);
    const parameters = new SqlParameters();
    const conditions = [...this.conditions(query, parameters)];
    if (before !== null) conditions.push(`n.id < ${parameters.add(before)}::uuid`);
    const { notifications, incidents } = this.database.tables;
    const rows = await this.read(
      `from ${notifications} n left join ${incidents} i on i.id = n.incident_id
       where ${conditions.join(' and ')} order by n.id desc limit ${limit + 1}`,
      parameters.values,
    );
    const items = rows.slice(0, limit);
    const next = rows.length > limit ? cursorOf(items.at(-1)!.id) : null;
    return { items, page: { next, limit } };
  }

  /** Of one incident, oldest first. */
  ofIncident(incidentId: string): Promise<Notification[]> {
    return this.read(
      `from ${this.database.tables.notifications} n
       where n.application = $1 and n.environment = $2 and n.incident_id = $3 order by n.id limit ${MOST_OF_INCIDENT}`,
      [this.scope.application, this.scope.environment, incidentId],
    );
  }

  byId(ids: readonly string[]): Promise<Notification[]> {
    return this.read(
      `from ${this.database.tables.notifications} n
       where n.application = $1 and n.environment = $2 and n.id = any($3::uuid[]) order by n.id`,
      [this.scope.application, this.scope.environment, ids],
    );
  }

  private async read(rest: string, values: readonly unknown[]): Promise<Notification[]> {
    const rows: Notification[] = await this.database.dataSource.query(`select ${SELECTED} ${rest}`, [
      ...values,
    ]);
    return rows.map((row) => (row.message === null ? row : { ...row, message: revived(row.message) }));
  }

  private *conditions(
    { state, channel, incidentId, within }: NotificationQuery,
    parameters: SqlParameters,
  ): Generator<string> {
    yield `n.application = ${parameters.add(this.scope.application)}`;
    yield `n.environment = ${parameters.add(this.scope.environment)}`;
    if (state !== undefined) yield `n.state = any(${parameters.add(state)}::text[])`;
    if (channel !== undefined) yield `n.channel = ${parameters.add(channel)}`;
    if (incidentId !== undefined) yield `n.incident_id = ${parameters.add(incidentId)}::uuid`;
    // a digest names jobs that are nobody's business who may not see them all
    yield isAboutJobs(this.database.tables, within, parameters);
  }
}

function checked({ limit = DEFAULT_LIMIT, cursor, state, incidentId }: NotificationQuery) {
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw invalid('limit', `limit must be a whole number from 1 to ${MOST}.`);
  if (state?.some((one) => !NOTIFICATION_STATES.includes(one)))
    throw invalid('state', `state must be of ${NOTIFICATION_STATES.join(', ')}.`);
  if (incidentId !== undefined && !isUuid(incidentId))
    throw invalid('incidentId', 'incidentId must be the id of an incident.');
  const before =
    cursor === undefined ? null : Buffer.from(String(cursor).slice(0, 100), 'base64url').toString();
  if (before === null || isUuid(before)) return { limit, before };
  throw new TrackedCronError(
    'INVALID_CURSOR',
    'The cursor can not be read: pass page.next unchanged, or leave it out.',
    {
      parameter: 'cursor',
    },
  );
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function invalid(parameter: string, message: string): TrackedCronError {
  return new TrackedCronError('INVALID_QUERY', message, { parameter });
}
