import { Link } from '@tanstack/react-router';
import { CancelExecution } from '../../actions/cancel-execution.js';
import type { JobStatus } from '../../api/queries.js';
import { FromNow } from '../../parts/values/instant.js';
import { StatusMark } from '../../parts/values/marks.js';
import { percent } from '../../time/words.js';

/** What of the job waits or runs now. */
export function InFlight({ job: { jobName, timeZone, inFlight } }: { job: JobStatus }) {
  return (
    <ul className="in-flight" aria-label="In flight">
      {inFlight.map((execution) => {
        const {
          executionId,
          status,
          givenUp,
          attempt,
          maxAttempts,
          startedAt,
          retryAt,
          progress,
          progressMessage,
        } = execution;
        return (
          <li key={executionId}>
            <StatusMark status={status} />
            <Link to="/executions/$id" params={{ id: executionId }}>
              {startedAt ? (
                <>
                  started <FromNow at={startedAt} zone={timeZone} />
                </>
              ) : (
                'waits for its start'
              )}
              <span className="unseen">, execution {executionId}</span>
            </Link>
            {maxAttempts > 1 && (
              <span>
                attempt {attempt} of {maxAttempts}
              </span>
            )}
            {retryAt && (
              <span>
                tried again <FromNow at={retryAt} zone={timeZone} />
              </span>
            )}
            {progress !== null && <span className="numbers">{percent(progress)}</span>}
            {progressMessage && <span className="soft">{progressMessage}</span>}
            {givenUp ? (
              <span className="soft">given up, but its code goes on</span>
            ) : (
              <CancelExecution execution={{ id: executionId, jobName, status }} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
