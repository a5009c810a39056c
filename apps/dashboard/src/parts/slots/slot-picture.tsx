import { memo } from 'react';
import { STATUS_LOOKS } from '../../theme/states.js';
import type { SlotOutcome } from './slot-words.js';

const BAR = 5;
const GAP = 1;
const LEAST = 4;
const HEIGHT = 22;

/** How many slots a strip has room for. */
export const SHOWN_SLOTS = 30;
/** From one slot to the next. Pixels. */
export const STEP = BAR + GAP;

/** The drawing of a strip. @param slots oldest first, at most `SHOWN_SLOTS` */
export const SlotPicture = memo(function SlotPicture({ slots }: { slots: readonly SlotOutcome[] }) {
  const longest = Math.max(1, ...slots.map(({ durationMs }) => durationMs ?? 0));
  return (
    <svg
      className="slot-strip"
      aria-hidden="true"
      width={SHOWN_SLOTS * STEP}
      height={HEIGHT}
      viewBox={`0 0 ${SHOWN_SLOTS * STEP} ${HEIGHT}`}
    >
      {slots.map((slot, index) => (
        <Slot
          key={`${slot.scheduledAt} ${slot.executionId}`}
          slot={slot}
          x={(SHOWN_SLOTS - slots.length + index) * STEP}
          height={LEAST + ((HEIGHT - LEAST) * (slot.durationMs ?? 0)) / longest}
        />
      ))}
    </svg>
  );
});

function Slot({ slot: { status }, x, height }: { slot: SlotOutcome; x: number; height: number }) {
  const { colour } = STATUS_LOOKS[status];
  if (status === 'missed' || status === 'pending') {
    return (
      <rect
        x={x + 0.5}
        y={HEIGHT - 11.5}
        width={BAR - 1}
        height={11}
        fill="none"
        style={{ stroke: colour }}
        strokeDasharray={status === 'missed' ? '2 1.5' : undefined}
      />
    );
  }
  if (status === 'skipped') {
    return (
      <path d={`M${x} ${HEIGHT} L${x + BAR} ${HEIGHT - 12}`} style={{ stroke: colour }} strokeWidth="1.5" />
    );
  }
  return <rect x={x} y={HEIGHT - height} width={BAR} height={height} style={{ fill: colour }} />;
}
