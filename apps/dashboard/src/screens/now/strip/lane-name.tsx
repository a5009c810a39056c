import { Link } from '@tanstack/react-router';
import type { JobStatus } from '../../../api/queries.js';
import { HealthMark } from '../../../parts/values/marks.js';

/** What a lane is called, with the health of its job and the way to it. */
export function LaneName({
  id,
  name,
  job,
  width,
}: {
  id: string;
  name: string;
  job: JobStatus | undefined;
  width: number;
}) {
  return (
    <span className="lane-name" title={name} style={{ width }}>
      {job ? (
        <>
          <HealthMark health={job.health} short />
          <Link to="/jobs/$jobName" params={{ jobName: id }}>
            {name}
          </Link>
        </>
      ) : (
        name
      )}
    </span>
  );
}
