import type { JobStatus } from '../../api/queries.js';
import { FromNow } from '../../parts/values/instant.js';

/** What is special about a job, beyond its health. */
export function JobBadges({ job }: { job: JobStatus }) {
  const { paused, frozen, breaker, skipNext, system, removedAt, overridden, tags } = job;
  return (
    <>
      <span
        className="badge"
        title={overridden ? 'Somebody has put something in place of its code' : 'As its code says'}
      >
        {overridden ? 'Overridden' : 'Code'}
      </span>
      {paused && (
        <span className="badge" title={wordsOf(paused.by, paused.reason)}>
          Paused
          <Until at={paused.until} />
        </span>
      )}
      {frozen && (
        <span className="badge">
          Frozen
          <Until at={frozen.until} />
        </span>
      )}
      {skipNext && (
        <span className="badge" title={wordsOf(skipNext.by, skipNext.reason)}>
          Skips next
        </span>
      )}
      {breaker && breaker.state !== 'closed' && (
        <span className="badge" title={`After ${breaker.failures} failures in a row`}>
          Breaker {breaker.state}
        </span>
      )}
      {system && (
        <span className="badge" title="The library’s own">
          System
        </span>
      )}
      {removedAt !== null && (
        <span className="badge" title="No release that runs has it in its code any more">
          Removed
        </span>
      )}
      {tags.map((tag) => (
        <span key={tag} className="job-tag" title={`Tag ${tag}`}>
          #{tag}
        </span>
      ))}
    </>
  );
}

function Until({ at }: { at: string | null }) {
  if (at === null) return null;
  return (
    <>
      , ends <FromNow at={at} />
    </>
  );
}

function wordsOf(by: string | null, reason: string | null): string | undefined {
  const said = [by && `by ${by}`, reason].filter(Boolean).join(': ');
  return said === '' ? undefined : said;
}
