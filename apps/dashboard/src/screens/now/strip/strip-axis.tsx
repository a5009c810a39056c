import { clockTime } from '../../../time/words.js';
import { axisTicks, tickName } from './axis.js';
import { xOf, type Scale } from './strip-window.js';

/** The times above the lanes. */
export function StripAxis({ scale, now }: { scale: Scale; now: number }) {
  const ticks = axisTicks(scale, (instant) => -new Date(instant).getTimezoneOffset() * 60_000);
  const nowAt = xOf(now, scale);
  return (
    <div className="strip-axis" aria-hidden="true">
      {ticks
        .map((tick) => ({ tick, x: xOf(tick, scale) }))
        .filter(({ x }) => x > 16 && x < scale.width - 16 && Math.abs(x - nowAt) > 36)
        .map(({ tick, x }) => (
          <span key={tick} className="strip-tick numbers" style={{ left: x }}>
            {tickName(tick, scale.to - scale.from)}
          </span>
        ))}
      <span className="strip-tick strip-tick-now" style={{ left: nowAt }} title={clockTime(now)}>
        now
      </span>
    </div>
  );
}
