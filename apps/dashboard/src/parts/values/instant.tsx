import { useOfNow } from '../../time/now.js';
import { bothClocks, clockTime, duration, fromNow, VIEWERS_ZONE } from '../../time/words.js';

interface InstantProps {
  /** ISO text, as the API has it. */
  readonly at: string;
  /** The job's zone: told beside the viewer's where they differ. */
  readonly zone?: string;
}

/** An instant on the viewer's clock. */
export function Instant({ at, zone = VIEWERS_ZONE }: InstantProps) {
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={bothClocks(instant, zone)}>
      {clockTime(instant)}
    </time>
  );
}

/** How long ago, or in how long; it counts. */
export function FromNow({ at, zone = VIEWERS_ZONE }: InstantProps) {
  const instant = Date.parse(at);
  const words = useOfNow((now) => fromNow(instant, now));
  return (
    <time dateTime={at} title={bothClocks(instant, zone)} className="numbers">
      {words}
    </time>
  );
}

/** A length of time; a dash for none. */
export function Duration({ ms }: { ms: number | null | undefined }) {
  return <span className="numbers">{ms === null || ms === undefined ? '–' : duration(ms)}</span>;
}
