import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { statusQuery } from '../../api/queries.js';
import { useApi, useMe } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { Jobs } from './jobs.js';
import './jobs.css';

/** Which job, how healthy, when next? */
export function JobsScreen() {
  const status = useQuery(statusQuery(useApi()));
  const { application, environment } = useMe();
  const { system } = useSearch({ from: '/jobs' });
  return (
    <div className="stack">
      <h1>
        Jobs{' '}
        <span className="jobs-of">
          of {application}, {environment}
        </span>
      </h1>
      <Answer query={status} what="jobs">
        {(jobs) => (system || jobs.some((job) => !job.system) ? <Jobs jobs={jobs} /> : <NoJobs />)}
      </Answer>
    </div>
  );
}

function NoJobs() {
  return (
    <Empty title="There are no jobs yet.">
      <p>
        Put <code>@TrackedCron(&#39;*/5 * * * *&#39;)</code> on a method of a provider, and start the
        application: the job shows here.
      </p>
      <Link className="button" to="/jobs" search={{ system: true }}>
        Show the library’s own
      </Link>
    </Empty>
  );
}
