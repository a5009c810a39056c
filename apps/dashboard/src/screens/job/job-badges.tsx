import type { JobStatus } from '../../api/queries.js';
import { BothClocks } from '../../parts/values/both-clocks.js';
import { FromNow } from '../../parts/values/instant.js';
import { count } from '../../time/words.js';

/** What holds for the job beside its health, each with who said so and until when. */
export function JobBadges({ job }: { job: JobStatus }) {
  const {
    timeZone,
    overridden,
    system,
    observed,
    paused,
    frozen,
    skipNext,
    breaker,
    disabledReason,
    removedAt,
  } = job;
  return (
    <>
      <span className="badge">{overridden ? 'Overridden' : 'Code'}</span>
      {system && <span className="badge">The library’s own</span>}
      {observed && <span className="badge">Only observed</span>}
      {removedAt !== null && (
        <span className="badge">
          Gone from the code <FromNow at={removedAt} zone={timeZone} />
        </span>
      )}
      {disabledReason !== null && <span className="badge">Disabled: {disabledReason}</span>}
      {paused && (
        <span className="badge badge-long">
          Paused <FromNow at={paused.since} zone={timeZone} />
          {paused.by && ` by ${paused.by}`}
          {paused.reason && `: ${paused.reason}`}
          {paused.until ? (
            <>
              {' · until '}
              <BothClocks at={paused.until} zone={timeZone} />
            </>
          ) : (
            ' · until somebody resumes it'
          )}
        </span>
      )}
      {frozen && (
        <span className="badge badge-long">
          Frozen <FromNow at={frozen.since} zone={timeZone} />
          {frozen.until && (
            <>
              {' · until '}
              <BothClocks at={frozen.until} zone={timeZone} />
            </>
          )}
        </span>
      )}
      {skipNext && (
        <span className="badge badge-long">
          Skips <BothClocks at={skipNext.slot} zone={timeZone} />
          {skipNext.by && ` · ${skipNext.by}`}
          {skipNext.reason && `: ${skipNext.reason}`}
        </span>
      )}
      {breaker && breaker.state !== 'closed' && (
        <span className="badge badge-long">
          Breaker {breaker.state} after {count(breaker.failures)} failures
          {breaker.until && (
            <>
              {' · a trial '}
              <FromNow at={breaker.until} zone={timeZone} />
            </>
          )}
        </span>
      )}
    </>
  );
}
