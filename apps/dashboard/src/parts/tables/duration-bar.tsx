import { useNow } from '../../time/now.js';
import { duration } from '../../time/words.js';

interface DurationBarProps {
  /** Milliseconds; null for what has not run. */
  readonly ms: number | null;
  /** Of the job, milliseconds; undefined while it isn't known. */
  readonly p95?: number;
}

/** A length of time, and as a bar how it compares with what the job usually takes. */
export function DurationBar({ ms, p95 }: DurationBarProps) {
  if (ms === null) return <span className="numbers">–</span>;
  const share = p95 === undefined || p95 <= 0 ? null : ms / p95;
  return (
    <span className="duration-bar" title={p95 === undefined ? undefined : `p95 of the job: ${duration(p95)}`}>
      <span className="numbers">{duration(ms)}</span>
      {share !== null && (
        <span className="duration-bar-track" aria-hidden="true">
          <span
            className="duration-bar-filled"
            data-over={share > 1 || undefined}
            style={{ width: `${Math.min(share, 1) * 100}%` }}
          />
        </span>
      )}
      {share !== null && share > 1 && <span className="unseen">, longer than 95 % of its runs</span>}
    </span>
  );
}

/** The same of what goes on; it counts. */
export function GoingOn({ since, p95 }: { since: string; p95?: number }) {
  const now = useNow();
  return <DurationBar ms={Math.max(0, now - Date.parse(since))} p95={p95} />;
}
