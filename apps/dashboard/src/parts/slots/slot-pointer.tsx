import { Link } from '@tanstack/react-router';
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { SHOWN_SLOTS, SlotPicture, STEP } from './slot-picture.js';
import { slotInWords, type SlotOutcome } from './slot-words.js';

interface SlotPointerProps {
  /** Oldest first. */
  readonly slots: readonly SlotOutcome[];
  readonly jobName: string;
}

/** Where the words about a slot stand: above all else, so that no table cuts them off. */
interface Place {
  readonly left: number;
  readonly top: number;
}

/**
 * A strip as one link, which leads to the slot that is pointed at: thirty links a job would be thirty stops of the Tab key.
 * The arrow keys go from slot to slot.
 */
export function SlotPointer({ slots, jobName }: SlotPointerProps) {
  const newest = slots.length - 1;
  const [chosen, setChosen] = useState<number | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const index = Math.min(chosen ?? newest, newest);
  const slot = slots[index]!;
  const show = (strip: Element, at: number) => {
    const { left, bottom } = strip.getBoundingClientRect();
    setChosen(at);
    setPlace({ left: left + (SHOWN_SLOTS - slots.length + at) * STEP, top: bottom + 6 });
  };
  const pointed = ({ currentTarget, clientX }: PointerEvent) => {
    const column = Math.floor((clientX - currentTarget.getBoundingClientRect().left) / STEP);
    show(currentTarget, Math.min(Math.max(column - (SHOWN_SLOTS - slots.length), 0), newest));
  };
  const pressed = (event: KeyboardEvent) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: newest }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(event.currentTarget, Math.min(Math.max(to, 0), newest));
  };
  const left = () => {
    setChosen(null);
    setPlace(null);
  };
  const words = slotInWords(slot);
  const link = {
    className: 'slot-strip-link',
    'aria-label': words,
    onPointerMove: pointed,
    onPointerDown: pointed,
    onPointerLeave: left,
    onFocus: (event: { currentTarget: Element }) => show(event.currentTarget, index),
    onBlur: left,
    onKeyDown: pressed,
    children: <SlotPicture slots={slots} />,
  };
  return (
    <>
      {slot.executionId === null ? (
        <Link to="/jobs/$jobName" params={{ jobName }} search={{ at: slot.scheduledAt }} {...link} />
      ) : (
        <Link to="/executions/$id" params={{ id: slot.executionId }} {...link} />
      )}
      {place && (
        <span className="slot-words" style={place} aria-live="polite">
          {words}
        </span>
      )}
    </>
  );
}
