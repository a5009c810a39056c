import { Link } from '@tanstack/react-router';
import type { JobStatus } from '../../api/queries.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { HealthMark } from '../../parts/values/marks.js';
import { Panel } from '../../parts/panel.js';
import { count } from '../../time/words.js';

/** Jobs that somebody keeps from running: who, why, and until when. */
export function RestingList({ jobs }: { jobs: readonly JobStatus[] }) {
  if (jobs.length === 0) return null;
  return (
    <Panel title={`Held: ${count(jobs.length)}`}>
      <ul className="resting-list" tabIndex={0} aria-label="Jobs that are held">
        {jobs.map((job) => (
          <li key={job.jobName}>
            <HealthMark health={job.health} short />
            <Link to="/jobs/$jobName" params={{ jobName: job.jobName }}>
              {job.jobName}
            </Link>
            <span className="soft">
              <Why job={job} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Why({ job: { paused, frozen } }: { job: JobStatus }) {
  if (paused) {
    return (
      <>
        paused <FromNow at={paused.since} />
        {paused.by && <> by {paused.by}</>}
        {paused.until ? (
          <>
            , until <Instant at={paused.until} />
          </>
        ) : (
          ', until somebody resumes it'
        )}
        {paused.reason && <>: {paused.reason}</>}
      </>
    );
  }
  if (frozen === null) return null;
  return (
    <>
      frozen <FromNow at={frozen.since} />
      {frozen.until && (
        <>
          , until <Instant at={frozen.until} />
        </>
      )}
    </>
  );
}
