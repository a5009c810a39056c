import type { RecordFacts } from './diagnosis-facts.js';
import { fewOf, finding, type DiagnosisFinding, type Verdict } from './diagnosis.js';

const OLDEST = 140_000;
const NEWEST = 190_000;

/** The finding when nobody answers. */
export function unreachable(why: string): DiagnosisFinding {
  return finding(
    'DATABASE_UNREACHABLE',
    'critical',
    `The database can't be asked (${why}).`,
    'See that PostgreSQL runs and that DATABASE_URL leads there. Jobs with scope: "cluster" wait meanwhile; ends are kept in the spool.',
  );
}

/** PostgreSQL itself, and how this process is connected to it. */
export function checkServer({ server, schema }: RecordFacts): Verdict {
  const findings: DiagnosisFinding[] = [];
  if (server.version < OLDEST) {
    findings.push(
      finding(
        'DATABASE_TOO_OLD',
        'error',
        `PostgreSQL ${server.versionText} is older than what the statements are written for.`,
        'Upgrade to PostgreSQL 14 or newer; 15 and 18 are tested.',
      ),
    );
  }
  if (server.version >= NEWEST) {
    findings.push(
      finding(
        'DATABASE_UNTESTED',
        'info',
        `PostgreSQL ${server.versionText} is newer than what this release was tested on.`,
        'Look whether a newer release of nestjs-tracked-cron names it.',
      ),
    );
  }
  if (server.readOnly) {
    findings.push(
      finding(
        'DATABASE_READ_ONLY',
        'critical',
        'The database is a standby, which takes no writes: nothing is claimed or recorded.',
        'Lead DATABASE_URL to the primary, for example with target_session_attrs=read-write or the host name of the cluster.',
      ),
    );
  }
  return { check: 'database', well: `PostgreSQL ${server.versionText}, schema "${schema}".`, findings };
}

/** What every connection of ours sets: a pooler that drops it also mixes up what is prepared. */
export function checkSettings({ server }: RecordFacts): Verdict {
  const findings =
    server.statementTimeout > 0
      ? []
      : [
          finding(
            'STATEMENTS_UNLIMITED',
            'warning',
            'Statements have no time limit here, although each connection asks for one: a pooler drops the settings.',
            "Write database: { pooler: 'transaction' } (on the command line --pooler transaction), or connect past the pooler.",
          ),
        ];
  return {
    check: 'connection',
    well:
      `Statements end after ${server.statementTimeout} ms at the latest.` +
      (server.pooled
        ? ' Behind a pooler in transaction mode instances hear of each other with each renewal of a lease.'
        : ''),
    findings,
  };
}

/** What running jobs takes. */
export function checkRights({ server: { missingRights } }: RecordFacts): Verdict {
  const findings =
    missingRights.length === 0
      ? []
      : [
          finding(
            'RIGHTS_MISSING',
            'error',
            `This role lacks rights: ${fewOf(missingRights)}.`,
            'Run npx tracked-cron migrate --grant-to <role> as the role that owns the tables.',
          ),
        ];
  return { check: 'rights', well: 'This role may do what running jobs takes.', findings };
}

export function checkMigrations({
  pendingMigrations,
  schema,
}: Pick<RecordFacts, 'pendingMigrations' | 'schema'>): Verdict {
  const findings =
    pendingMigrations.length === 0
      ? []
      : [
          finding(
            'MIGRATIONS_PENDING',
            'error',
            `Schema "${schema}" lacks ${fewOf(pendingMigrations)}.`,
            'Run npx tracked-cron migrate as a role that may create tables.',
          ),
        ];
  return { check: 'migrations', well: 'The schema is up to date.', findings };
}
