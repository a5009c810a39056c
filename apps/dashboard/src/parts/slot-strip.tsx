import { STATUS_LOOKS, type Status } from '../theme/states.js';
import type { Schemas } from '../api/client.js';
import { count, duration } from '../time/words.js';

const WIDTH = 5;
const GAP = 1;
const HEIGHT = 22;
const LEAST = 4;
const NOT_RUN: readonly Status[] = ['missed', 'skipped', 'pending'];

interface SlotStripProps {
  /** Newest first, as the API has them. */
  readonly slots: readonly Schemas['SlotOutcome'][];
}

/** The last slots of a job, the newest at the right: height is duration; hollow: missed; a slash: skipped. */
export function SlotStrip({ slots }: SlotStripProps) {
  const shown = slots.slice(0, 30).reverse();
  const longest = Math.max(1, ...shown.map(({ durationMs }) => durationMs ?? 0));
  return (
    <svg
      className="slot-strip"
      role="img"
      aria-label={inWords(shown)}
      width={30 * (WIDTH + GAP)}
      height={HEIGHT}
      viewBox={`0 0 ${30 * (WIDTH + GAP)} ${HEIGHT}`}
    >
      {shown.map((slot, index) => (
        <Slot
          key={`${slot.scheduledAt} ${slot.executionId}`}
          slot={slot}
          x={(30 - shown.length + index) * (WIDTH + GAP)}
          height={LEAST + ((HEIGHT - LEAST) * (slot.durationMs ?? 0)) / longest}
        />
      ))}
    </svg>
  );
}

function Slot({ slot, x, height }: { slot: Schemas['SlotOutcome']; x: number; height: number }) {
  const { status } = slot;
  const { colour } = STATUS_LOOKS[status];
  if (status === 'missed' || status === 'pending') {
    return (
      <rect
        x={x + 0.5}
        y={HEIGHT - 11.5}
        width={WIDTH - 1}
        height={11}
        fill="none"
        style={{ stroke: colour }}
        strokeDasharray={status === 'missed' ? '2 1.5' : undefined}
      />
    );
  }
  if (status === 'skipped') {
    return (
      <path d={`M${x} ${HEIGHT} L${x + WIDTH} ${HEIGHT - 12}`} style={{ stroke: colour }} strokeWidth="1.5" />
    );
  }
  return <rect x={x} y={HEIGHT - height} width={WIDTH} height={height} style={{ fill: colour }} />;
}

function inWords(slots: readonly Schemas['SlotOutcome'][]): string {
  if (slots.length === 0) return 'No slots yet';
  const counts = new Map<Status, number>();
  for (const { status, count } of slots) counts.set(status, (counts.get(status) ?? 0) + count);
  const said = [...counts].map(
    ([status, many]) => `${count(many)} ${STATUS_LOOKS[status].word.toLowerCase()}`,
  );
  const longest = Math.max(
    0,
    ...slots.map(({ durationMs, status }) => (NOT_RUN.includes(status) ? 0 : (durationMs ?? 0))),
  );
  return `Last slots: ${said.join(', ')}${longest > 0 ? `; the longest took ${duration(longest)}` : ''}`;
}
