import type { JobStatus } from '../../api/queries.js';
import { Instant } from '../../parts/values/instant.js';
import { useFreshness } from '../../live/use-freshness.js';
import { useNow } from '../../time/now.js';
import type { Incident } from './attention.js';
import { verdictOf } from './verdict.js';

const GLYPHS = { bad: '✕', doubtful: '!', good: '✓', none: '·' } as const;

interface VerdictLineProps {
  readonly jobs: readonly JobStatus[];
  /** The incident of who watches over the jobs, where that was away; null for none. */
  readonly ourselves: Incident | null;
}

/** The first thing to read: one sentence about everything. */
export function VerdictLine({ jobs, ourselves }: VerdictLineProps) {
  const now = useNow();
  const { freshness, ageMs } = useFreshness();
  const watch = {
    awaySince: ourselves && Date.parse(ourselves.beganAt),
    message: ourselves?.findings[0]?.message ?? null,
    silentMs: freshness === 'stale' ? ageMs : null,
  };
  const { tone, sentence, doubt } = verdictOf(jobs, now, watch);
  return (
    <header className="verdict" data-tone={tone}>
      <span className="verdict-glyph" aria-hidden="true">
        {GLYPHS[tone]}
      </span>
      <div>
        <h1>{sentence}</h1>
        {doubt && (
          <p>
            {doubt}
            {ourselves && freshness !== 'stale' && (
              <>
                {' '}
                Since <Instant at={ourselves.beganAt} />.
              </>
            )}
          </p>
        )}
      </div>
      <p className="unseen" role="status">
        {sentence}
      </p>
    </header>
  );
}
