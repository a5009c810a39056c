import type { CronDatabase } from 'nestjs-tracked-cron/internal';
import type pg from 'pg';
import type { AlertMessage } from '../alert-message.js';
import type { Scope } from '../scope.js';
import type { DigestMember } from './digest-message.js';
import type { Claim } from './outbox.repository.js';

/** What one digest tells; more of it comes with the next one. */
const MOST_MEMBERS = 5_000;

/** Makes digests of what waits for one. */
export class DigestRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables'>,
    private readonly scope: Scope,
  ) {}

  /** What a digest of a channel would tell now, oldest first. */
  async members(
    client: pg.PoolClient,
    channel: string,
    now: number,
  ): Promise<readonly (DigestMember & { readonly id: string })[]> {
    const { notifications, incidents, errors } = this.database.tables;
    const { rows } = await client.query<DigestMember & { id: string }>(
      `select n.id, n.incident_id as "incidentId", n.subject, i.job_group as "group", n.kind, n.severity, n.why,
         n.message->>'word' as word, n.message->>'sentence' as sentence, i.began_at as "beganAt",
         i.resolved_at as "resolvedAt",
         (select e.error_class || ': ' || coalesce(e.pattern, e.sample) from ${errors} e
          where e.application = $1 and e.environment = $2 and e.fingerprint = i.fingerprints[cardinality(i.fingerprints)]) as error
       from ${notifications} n join ${incidents} i on i.id = n.incident_id
       where n.application = $1 and n.environment = $2 and n.channel = $3 and n.state = 'pending'
         and n.not_before <= $4 and n.why is not null
       order by n.id limit ${MOST_MEMBERS} for update of n`,
      [this.scope.application, this.scope.environment, channel, new Date(now)],
    );
    return rows;
  }

  /** Puts a digest in place of its members, in the hands of whoever makes it. */
  async make(
    client: pg.PoolClient,
    digest: { readonly id: string; readonly channel: string; readonly message: AlertMessage },
    memberIds: readonly string[],
    claim: Claim,
  ): Promise<void> {
    const { notifications } = this.database.tables;
    const { id, channel, message } = digest;
    const now = new Date(claim.now);
    await client.query(
      `insert into ${notifications} (application, environment, id, kind, severity, channel, dedupe_key, state, not_before,
         claimed_until, claimed_by, attempts, message, created_at, taken_at)
       values ($1, $2, $3, 'digest', $4, $5, $6, 'sending', $7, $8, $9, 1, $10, $7, $7)`,
      [
        this.scope.application,
        this.scope.environment,
        id,
        message.severity,
        channel,
        `digest:${id}`,
        now,
        new Date(claim.until),
        claim.by,
        JSON.stringify(message),
      ],
    );
    await client.query(
      `update ${notifications} set state = 'digested', digest_id = $1 where id = any($2::uuid[])`,
      [id, memberIds],
    );
  }
}
