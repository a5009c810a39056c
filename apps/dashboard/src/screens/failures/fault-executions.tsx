import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { Duration, FromNow } from '../../parts/values/instant.js';
import { StatusMark } from '../../parts/values/marks.js';
import { Panel } from '../../parts/panel.js';

interface FaultExecutionsProps {
  readonly fingerprint: string;
  readonly executions: readonly Schemas['Execution'][];
}

/** The newest executions that it ended. */
export function FaultExecutions({ fingerprint, executions }: FaultExecutionsProps) {
  const all = (
    <Link to="/executions" search={{ fingerprint } as never}>
      All executions
    </Link>
  );
  return (
    <Panel title="Newest executions" actions={all}>
      {executions.length === 0 ? (
        <p className="soft">None is kept any more.</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Executions of this fault">
          <table className="table fault-table">
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Job</th>
                <th scope="col">Status</th>
                <th scope="col" className="number">
                  Duration
                </th>
                <th scope="col">Release</th>
                <th scope="col">Message</th>
              </tr>
            </thead>
            <tbody>
              {executions.map((execution) => (
                <tr key={execution.id}>
                  <th scope="row">
                    <Link to="/executions/$id" params={{ id: execution.id }}>
                      <FromNow at={execution.createdAt} />
                    </Link>
                  </th>
                  <td className="fault-jobs">{execution.jobName}</td>
                  <td>
                    <StatusMark status={execution.status} />
                  </td>
                  <td className="number">
                    <Duration ms={execution.durationMs} />
                  </td>
                  <td>{execution.release ?? '–'}</td>
                  <td className="fault-name">{execution.error?.message ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
