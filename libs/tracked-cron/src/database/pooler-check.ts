import type pg from 'pg';
import { TrackedCronError } from '../tracked-cron.error.js';

const PROTOCOL_VIOLATION = '08P01';

/**
 * Makes sure that connections have the settings they were opened with. A pooler that swallows them would also hand prepared
 * statements to others.
 * @throws TrackedCronError `POOLER_UNDECLARED`
 */
export async function checkSession(writes: pg.Pool): Promise<void> {
  const { rows } = await writes.query<{ seqscan: string }>(
    "select current_setting('enable_seqscan') as seqscan",
  );
  if (rows[0].seqscan !== 'off') throw undeclared('it drops the settings that connections are opened with');
}

/** What a pooler says that refuses those settings, in words that help; every other error as it came. */
export function explainPooler(error: unknown): unknown {
  const { code, message } = error as { code?: unknown; message?: string };
  const refused = code === PROTOCOL_VIOLATION && message?.includes('startup parameter');
  return refused ? undeclared(message!, error) : error;
}

function undeclared(why: string, cause?: unknown): TrackedCronError {
  return new TrackedCronError(
    'POOLER_UNDECLARED',
    `A pooler stands in front of PostgreSQL (${why}). Write database: { pooler: 'transaction' } (on the command line: ` +
      '--pooler transaction), which is right for poolers in session mode too, or connect past it.',
    {},
    { cause },
  );
}
