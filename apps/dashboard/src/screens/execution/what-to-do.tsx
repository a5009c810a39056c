import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CancelExecution } from '../../actions/cancel-execution.js';
import { useApi, useMe } from '../../app-context.js';
import { Panel } from '../../parts/panel.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { SeverityMark } from '../../parts/values/marks.js';
import { whyQuery, type Advice, type ExecutionInDetail } from './execution.queries.js';
import { RunAgain } from './run-again.js';
import { isInFlight, verdictOf } from './verdict.js';

interface WhatToDoProps {
  readonly execution: ExecutionInDetail;
  /** Undefined while it isn't known. */
  readonly advice: Advice | undefined;
}

/** What somebody who was woken by it wants to know first, and the one thing to press. */
export function WhatToDo({ execution, advice }: WhatToDoProps) {
  const isDone = execution.status === 'completed';
  return (
    <Panel title="What to do">
      <p className="execution-verdict">{verdictOf(execution)}</p>
      {(execution.status === 'missed' || execution.status === 'skipped') && <Why execution={execution} />}
      {advice?.hint && (
        <p className="execution-hint">
          {advice.hint.text} <span className="badge">{advice.hint.kind}</span>
        </p>
      )}
      {advice && !isDone && <Impact advice={advice} />}
      {advice && <Incident advice={advice} />}
      {advice && !isDone && <SinceLastSuccess advice={advice} />}
      <div className="row">
        {isInFlight(execution) ? (
          <CancelExecution execution={execution} />
        ) : (
          <RunAgain execution={execution} rerun={advice?.rerun ?? null} />
        )}
        {advice?.runbook && (
          <a href={advice.runbook} target="_blank" rel="noreferrer" className="button">
            Runbook
          </a>
        )}
        {advice?.rerunInWords && <span className="soft">{advice.rerunInWords}</span>}
      </div>
    </Panel>
  );
}

function Impact({ advice: { impact, canWaitUntil, owner } }: { advice: Advice }) {
  if (impact === null && canWaitUntil === null) return null;
  return (
    <p>
      {impact}
      {canWaitUntil !== null && ` It can wait until ${canWaitUntil}.`}
      {owner !== null && <span className="soft"> Owner: {owner}.</span>}
    </p>
  );
}

function Incident({ advice: { incident } }: { advice: Advice }) {
  if (incident === null) return null;
  return (
    <p className="row">
      <SeverityMark severity={incident.severity} />
      <span>
        Part of{' '}
        <Link to="/alerts" search={{ incident: incident.id }}>
          an incident
        </Link>
        , {incident.state}.
      </span>
    </p>
  );
}

/** What went well last, and what has changed since: where to look first. */
function SinceLastSuccess({ advice: { lastSuccess, changed } }: { advice: Advice }) {
  return (
    <div className="execution-since">
      <p>
        {lastSuccess === null ? (
          'No good run is kept before it.'
        ) : (
          <>
            Last good run:{' '}
            <Link to="/executions/$id" params={{ id: lastSuccess.id }}>
              <FromNow at={lastSuccess.completedAt ?? lastSuccess.createdAt} />
            </Link>
            .
          </>
        )}
      </p>
      {changed.length === 0 ? (
        <p className="soft">Nothing is known to have changed since.</p>
      ) : (
        <>
          <p>Changed since, the latest first:</p>
          <ul className="execution-changes">
            {changed.map(({ at, text, by }) => (
              <li key={`${at} ${text}`}>
                <Instant at={at} /> {text}
                {by !== null && <span className="soft"> ({by})</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Why({ execution: { jobName, scheduledAt, environment } }: { execution: ExecutionInDetail }) {
  const me = useMe();
  const { data } = useQuery({
    ...whyQuery(useApi(), jobName, scheduledAt ?? ''),
    enabled: scheduledAt !== null && environment === me.environment,
  });
  if (!data) return null;
  return (
    <>
      <p>{data.sentence}</p>
      <p className="soft">{data.next.text}</p>
    </>
  );
}
