import { StatusMark } from '../../../parts/values/marks.js';
import type { Status } from '../../../theme/states.js';

const SHOWN: readonly Status[] = [
  'completed',
  'running',
  'failed',
  'timed_out',
  'missed',
  'skipped',
  'cancelled',
  'lost',
];

/** What the colours of the strip mean. */
export function StripLegend() {
  return (
    <ul className="strip-legend" aria-label="What the strip shows">
      {SHOWN.map((status) => (
        <li key={status}>
          <StatusMark status={status} />
        </li>
      ))}
      <li className="soft">▏due</li>
    </ul>
  );
}
