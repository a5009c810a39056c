import { clockTime, VIEWERS_ZONE } from '../time/words.js';

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
    <time dateTime={at} className="both-clocks">
      <span className="numbers">{there}</span> <span className="soft">{zone}</span>
      {there !== here && (
        <>
          {' · '}
          <span className="numbers">{here}</span> <span className="soft">{VIEWERS_ZONE}, your clock</span>
        </>
      )}
    </time>
  );
}
