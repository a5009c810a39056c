import { Link } from '@tanstack/react-router';
import type { JobStatus } from '../../api/queries.js';
import { matching } from '../../shell/matching.js';

/** In the place of a job that is not there: it was renamed, taken away, or is out of sight for this person. */
export function UnknownJob({ jobName, jobs }: { jobName: string; jobs: readonly JobStatus[] }) {
  const alike = jobsAlike(jobName, jobs);
  return (
    <div className="empty">
      <h1>No job is called “{jobName}”</h1>
      <p>It was renamed, or taken away more than 14 days ago, or it is not yours to see.</p>
      {alike.length > 0 && (
        <>
          <p>Did you mean one of these?</p>
          <ul className="stack-tight">
            {alike.map((name) => (
              <li key={name}>
                <Link to="/jobs/$jobName" params={{ jobName: name }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Link to="/jobs">All jobs</Link>
      </p>
    </div>
  );
}

const MOST = 5;

/** Those that have a word of the name in common with it. */
function jobsAlike(jobName: string, jobs: readonly JobStatus[]): readonly string[] {
  const words = jobName.split(/[.:_-]+/).filter((word) => word.length > 2);
  const found = words.flatMap((word) => matching(jobs, word).map((job) => job.jobName));
  return [...new Set(found)].slice(0, MOST);
}
