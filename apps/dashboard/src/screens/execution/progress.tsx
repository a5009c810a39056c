import { FromNow } from '../../parts/values/instant.js';
import { percent } from '../../time/words.js';
import type { ExecutionInDetail } from './execution.queries.js';

/** How far it says it is; nothing where it says nothing. */
export function Progress({
  execution: { progress, progressMessage, heartbeatAt },
}: {
  execution: ExecutionInDetail;
}) {
  if (progress === null && progressMessage === null) return null;
  return (
    <div className="progress">
      {progress !== null && (
        <progress className="progress-bar" value={progress} max={1} aria-label="Progress">
          {percent(progress)}
        </progress>
      )}
      <p>
        {progress !== null && <span className="numbers">{percent(progress)} </span>}
        {progressMessage}
        {heartbeatAt !== null && (
          <span className="soft">
            {' '}
            last sign of life <FromNow at={heartbeatAt} />
          </span>
        )}
      </p>
    </div>
  );
}
