import { useMemo } from 'react';
import { SlotPicture, SHOWN_SLOTS } from './slot-picture.js';
import { SlotPointer } from './slot-pointer.js';
import { slotsInWords, type SlotOutcome } from './slot-words.js';

interface SlotStripProps {
  /** Newest first, as the API has them. */
  readonly slots: readonly SlotOutcome[];
  /** Whose they are: each slot can be pointed at, or chosen with the arrow keys, and opened then. */
  readonly jobName?: string;
}

/** The last slots of a job, the newest at the right: height is duration; hollow: missed; a slash: skipped. */
export function SlotStrip({ slots, jobName }: SlotStripProps) {
  const shown = useMemo(() => slots.slice(0, SHOWN_SLOTS).reverse(), [slots]);
  if (shown.length === 0) return <span className="soft">No slots yet</span>;
  return (
    <>
      <span className="unseen">{slotsInWords(shown)}</span>
      {jobName === undefined ? (
        <SlotPicture slots={shown} />
      ) : (
        <SlotPointer slots={shown} jobName={jobName} />
      )}
    </>
  );
}
