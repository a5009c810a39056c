import { Link } from '@tanstack/react-router';
import type { JobStatus } from '../../api/queries.js';
import { Panel } from '../../parts/panel.js';
import { useNow } from '../../time/now.js';
import { bothClocks, duration, timeOfDay } from '../../time/words.js';
import { comingUp } from './coming-up.js';

/** Which jobs are due next, counting down. */
export function NextUp({ jobs }: { jobs: readonly JobStatus[] }) {
  const now = useNow();
  const coming = comingUp(jobs, now);
  return (
    <Panel title="What happens next">
      {coming.length === 0 ? (
        <p className="soft">No job is due again by itself.</p>
      ) : (
        <ol className="next-list">
          {coming.map(({ jobName, dueAt, timeZone, description }) => (
            <li key={jobName}>
              <time
                dateTime={new Date(dueAt).toISOString()}
                title={bothClocks(dueAt, timeZone)}
                className="numbers"
              >
                {timeOfDay(dueAt)}
              </time>
              <Link to="/jobs/$jobName" params={{ jobName }} title={description}>
                {jobName}
              </Link>
              <span className="numbers soft">in {duration(Math.ceil((dueAt - now) / 1_000) * 1_000)}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
