import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { FromNow } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { count } from '../../time/words.js';
import type { JobTabProps } from './job-tabs.js';

/** How often what people decide elsewhere, and new failures, are looked for. Milliseconds. */
const LOOKED_AT_EVERY_MS = 30_000;

/** What this job fails by, by fault: the last seven days. */
export function FailuresTab({ job: { jobName, timeZone } }: JobTabProps) {
  const api = useApi();
  const failures = useQuery({
    queryKey: ['failures', { jobName }],
    queryFn: async ({ signal }) => {
      const params = { query: { jobName, sort: '-lastSeenAt', limit: 50 } } as const;
      // it is asked for as JSON, and could be had as CSV
      return (await answerOf(api.GET('/reports/failures', { params, signal }))) as Schemas['FailureGroups'];
    },
    refetchInterval: LOOKED_AT_EVERY_MS,
  });
  return (
    <Panel title="What it fails by, in the last 7 days">
      <Answer query={failures} what="failures">
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Nothing has failed in the last 7 days." />
          ) : (
            <Groups groups={items} jobName={jobName} zone={timeZone} />
          )
        }
      </Answer>
    </Panel>
  );
}

interface GroupsProps {
  readonly groups: readonly Schemas['FailureGroup'][];
  readonly jobName: string;
  readonly zone: string;
}

function Groups({ groups, jobName, zone }: GroupsProps) {
  return (
    <DataTable name={`Failures of ${jobName}`}>
      <thead>
        <tr>
          <th scope="col">Fault</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            This job
          </th>
          <th scope="col" className="number">
            Hour
          </th>
          <th scope="col" className="number">
            Day
          </th>
          <th scope="col" className="number">
            Week
          </th>
          <th scope="col">First seen</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <Group key={group.fingerprint} group={group} jobName={jobName} zone={zone} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Group({ group, jobName, zone }: { group: Schemas['FailureGroup']; jobName: string; zone: string }) {
  const { fingerprint, errorClass, sample, frame, state, windows, jobs, jobCount, lastRelease } = group;
  const own = jobs.find((job) => job.jobName === jobName)?.count ?? 0;
  return (
    <tr>
      <th scope="row" className="fault">
        <Link to="/failures" search={{ jobName, fingerprint }}>
          <strong>{errorClass}</strong>: {sample}
        </Link>
        {frame !== null && <span className="soft code">{frame}</span>}
        {jobCount > 1 && <span className="soft">fails {count(jobCount)} jobs</span>}
      </th>
      <td>{state}</td>
      <td className="number">
        <Link to="/executions" search={{ jobName, fingerprint }} title="Its executions that it ended">
          {count(own)}
        </Link>
      </td>
      <td className="number">{count(windows.hour)}</td>
      <td className="number">{count(windows.day)}</td>
      <td className="number">{count(windows.week)}</td>
      <td>
        <FromNow at={group.firstSeenAt} zone={zone} />
      </td>
      <td>
        <FromNow at={group.lastSeenAt} zone={zone} />
        {lastRelease !== null && <span className="soft"> in {lastRelease}</span>}
      </td>
    </tr>
  );
}
