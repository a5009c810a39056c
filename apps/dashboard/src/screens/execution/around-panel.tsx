import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.js';
import { Duration, Instant } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { StatusMark } from '../../parts/values/marks.js';
import type { ExecutionInDetail } from './execution.queries.js';

type Related = Schemas['RelatedExecution'];

/** What stands around it: the job's own before and after, and what failed like it or when it did. */
export function AroundPanel({ execution }: { execution: ExecutionInDetail }) {
  const { previous, next, sameFingerprint, failedAround } = execution.related;
  return (
    <Panel title="Around it">
      <h3>Of the job</h3>
      {previous === null && next === null ? (
        <p className="soft">It is the only one that is kept.</p>
      ) : (
        <ul className="around">
          {next !== null && <Line execution={next} says="Next" />}
          {previous !== null && <Line execution={previous} says="Previous" />}
        </ul>
      )}
      {execution.error !== null && (
        <>
          <h3>With the same error</h3>
          <Lines executions={sameFingerprint} none="No other." />
          {sameFingerprint.length > 0 && (
            <p>
              <Link to="/executions" search={{ fingerprint: execution.error.fingerprint }}>
                All with this error
              </Link>
            </p>
          )}
        </>
      )}
      {(failedAround.length > 0 || execution.error !== null) && (
        <>
          <h3>Failed within that minute</h3>
          <Lines executions={failedAround} none="Nothing else." />
        </>
      )}
    </Panel>
  );
}

function Lines({ executions, none }: { executions: readonly Related[]; none: string }) {
  if (executions.length === 0) return <p className="soft">{none}</p>;
  return (
    <ul className="around">
      {executions.map((execution) => (
        <Line key={execution.id} execution={execution} says={execution.jobName} />
      ))}
    </ul>
  );
}

function Line({ execution, says }: { execution: Related; says: string }) {
  const { id, status, scheduledAt, createdAt, durationMs, errorClass } = execution;
  return (
    <li className="around-line">
      <StatusMark status={status} />
      <Link to="/executions/$id" params={{ id }}>
        {says}, <Instant at={scheduledAt ?? createdAt} />
      </Link>
      {durationMs !== null && <Duration ms={durationMs} />}
      {errorClass !== null && <span className="code soft">{errorClass}</span>}
    </li>
  );
}
