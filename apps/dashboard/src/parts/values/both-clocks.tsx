import { clockTime, timeOfDay, VIEWERS_ZONE } from '../../time/words.js';

interface BothClocksProps {
  /** ISO text, as the API has it. */
  readonly at: string;
  /** The job's. */
  readonly zone: string;
}

/** An instant on the job's clock, and on the viewer's where that shows another time. */
export function BothClocks({ at, zone }: BothClocksProps) {
  const instant = Date.parse(at);
  const there = clockTime(instant, zone);
  const here = clockTime(instant);
  return (
    <time dateTime={at} title={`${here} (${VIEWERS_ZONE})`}>
      <span className="numbers">{there}</span> <span className="soft">{zone}</span>
      {there !== here && (
        <span className="soft">
          {' '}
          (<span className="numbers">{dayOf(there) === dayOf(here) ? timeOfDay(instant) : here}</span> your
          clock)
        </span>
      )}
    </time>
  );
}

function dayOf(written: string): string {
  return written.split(',', 1)[0];
}

/** A stretch of time on the viewer's clock, for where the text beside it tells it in UTC; nothing where that is the same. */
export function OwnClock({ from, to }: { from: string; to?: string | null }) {
  const instant = Date.parse(from);
  const begin = clockTime(instant);
  if (clockTime(instant, 'UTC') === begin) return null;
  const end = clockTime(Date.parse(to ?? from));
  const shortEnd = dayOf(begin) === dayOf(end) ? timeOfDay(Date.parse(to ?? from)) : end;
  return <span className="soft">({begin === end ? begin : `${begin} – ${shortEnd}`} your clock)</span>;
}
