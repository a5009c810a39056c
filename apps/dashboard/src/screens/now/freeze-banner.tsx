import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.js';
import type { JobStatus } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { count } from '../../time/words.js';
import { freezesQuery } from './now-queries.js';

/** How often it is asked whether somebody has frozen something. Milliseconds. */
const ASKED_MS = 15_000;

/** That nothing starts, of what, since when, by whom and why. */
export function FreezeBanner({ jobs }: { jobs: readonly JobStatus[] }) {
  const api = useApi();
  const { data = [] } = useQuery({ ...freezesQuery(api), refetchInterval: ASKED_MS });
  const frozen = jobs.filter((job) => job.frozen !== null).length;
  if (frozen === 0 && data.length === 0) return null;
  return (
    <div className="notice notice-warning" role="status">
      <strong>
        Frozen: {count(frozen)} {frozen === 1 ? 'job does' : 'jobs do'} not start.
      </strong>
      {data.map((freeze) => (
        <p key={`${freeze.group} ${freeze.owner}`}>
          <Freeze freeze={freeze} />
        </p>
      ))}
    </div>
  );
}

function Freeze({ freeze }: { freeze: Schemas['FreezeInForce'] }) {
  const { group, owner, since, until, by, reason } = freeze;
  const what = [group && `group ${group}`, owner && `jobs of ${owner}`].filter(Boolean).join(', ');
  return (
    <>
      {what || 'All jobs'}, <FromNow at={since} />
      {by && <> by {by}</>}
      {until ? (
        <>
          , until <Instant at={until} />
        </>
      ) : (
        ', until somebody ends it'
      )}
      {reason && <>: {reason}</>}
    </>
  );
}
