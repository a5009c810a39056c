import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../app-context.js';
import type { Schemas } from '../../api/client.js';
import { Answer } from '../../parts/answer.js';
import { Course } from '../../parts/charts/course.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { Mark } from '../../parts/values/marks.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { count } from '../../time/words.js';
import { ChangesAround } from './changes-around.js';
import { FaultActions } from './fault-actions.js';
import { FaultExecutions } from './fault-executions.js';
import { decisionInWords, FAILURE_LOOKS, WINDOWS } from './failure-words.js';
import { faultQuery } from './failures.queries.js';

/** One fault: what it says, where, since when, in which jobs, and what changed when it began. */
export function Fault({ fingerprint }: { fingerprint: string }) {
  const query = useQuery(faultQuery(useApi(), fingerprint));
  return (
    <div className="stack">
      <p>
        <Link to="/failures">All failures</Link>
      </p>
      <Answer query={query} what="this fault">
        {(group) => <Details group={group} />}
      </Answer>
    </div>
  );
}

function Details({ group }: { group: Schemas['FailureGroupDetails'] }) {
  const { errorClass, message, sample, frame, state, fingerprint, jobs, jobCount } = group;
  const decided = decisionInWords(group);
  return (
    <>
      <header className="stack">
        <h1>
          {errorClass}: {message}
        </h1>
        <div className="row">
          <Mark look={FAILURE_LOOKS[state]} />
          {decided !== null && <span className="soft fault-decision">{decided}</span>}
          <FaultActions group={group} />
        </div>
      </header>
      <Panel title="What it says">
        <pre className="fault-sample">{sample}</pre>
        <Facts>
          <Fact name="First frame in your code">
            {frame === null ? 'none in the stack' : <code>{frame}</code>}
          </Fact>
          <Fact name="First seen">
            <Instant at={group.firstSeenAt} /> (<FromNow at={group.firstSeenAt} />)
          </Fact>
          <Fact name="Last seen">
            <Instant at={group.lastSeenAt} /> (<FromNow at={group.lastSeenAt} />)
          </Fact>
          <Fact name="Last seen in release">{group.lastRelease ?? 'not known'}</Fact>
          <Fact name="Fingerprint">
            <code>{fingerprint}</code>
          </Fact>
        </Facts>
      </Panel>
      <div className="fault-halves">
        <Panel title="How often">
          <DataTable name="How often it ended executions">
            <thead>
              <tr>
                <th scope="col">Last</th>
                {WINDOWS.map(({ name, words }) => (
                  <th key={name} scope="col" className="number">
                    {words}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">Executions</th>
                {WINDOWS.map(({ name }) => (
                  <td key={name} className="number">
                    {count(group.windows[name])}
                  </td>
                ))}
              </tr>
            </tbody>
          </DataTable>
          <div className="row">
            <Course counts={group.course} label="Failures in 7 days" />
            <span className="soft">in the last 7 days</span>
          </div>
        </Panel>
        <Panel title={`Jobs (${count(jobCount)})`}>
          {jobs.length === 0 && <p className="soft">No job failed with it in the last 7 days.</p>}
          <ul className="fault-job-list">
            {jobs.map(({ jobName, count: many }) => (
              <li key={jobName}>
                <Link to="/jobs/$jobName" params={{ jobName }}>
                  {jobName}
                </Link>
                <span className="numbers">{count(many)}</span>
              </li>
            ))}
          </ul>
          {jobCount > jobs.length && jobs.length > 0 && (
            <p className="soft">and {count(jobCount - jobs.length)} more, each less often</p>
          )}
        </Panel>
      </div>
      <ChangesAround
        firstSeenAt={group.firstSeenAt}
        jobName={jobCount === 1 ? jobs[0]?.jobName : undefined}
      />
      <FaultExecutions fingerprint={fingerprint} executions={group.executions} />
    </>
  );
}
