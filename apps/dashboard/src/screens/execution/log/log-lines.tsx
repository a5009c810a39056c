import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { nameOf, type LogLine } from './log-line.js';
import { LogRow } from './log-row.js';

/** What a line of one row comes to, as log.css has it: what is as high as expected moves nothing behind it. */
const USUAL_HEIGHT_REM = 1.6;
/** Of its frame. Pixels. */
const BORDERS = 2;
/** So near its end it counts as being there. Pixels. */
const NEAR_END = 40;

interface LogLinesProps {
  readonly lines: readonly LogLine[];
  /** Grows with them. */
  readonly version: number;
  /** A line that is to be in sight, and marked. */
  readonly line: string | undefined;
  /** Whether its end is to stay in sight. */
  readonly follows: boolean;
  /** Somebody scrolls away from the end, or back to it. */
  readonly onFollows: (follows: boolean) => void;
}

/** Lines of a log, of which only those in sight are drawn. */
export function LogLines({ lines, version, line, follows, onFollows }: LogLinesProps) {
  const place = useRef<HTMLDivElement>(null);
  const [usual] = useState(usualHeight);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => place.current,
    estimateSize: () => usual,
    overscan: 10,
  });
  const sought = useRef<string>(undefined);
  useEffect(() => {
    if (line === undefined || sought.current === line) return;
    const index = lines.findIndex((one) => nameOf(one) === line);
    if (index === -1) return;
    sought.current = line;
    virtualizer.scrollToIndex(index, { align: 'center' });
  }, [line, lines, version, virtualizer]);
  useEffect(() => {
    if (follows && lines.length > 0) virtualizer.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [follows, lines, version, virtualizer]);
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = place.current!;
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (isAtEnd !== follows) onFollows(isAtEnd);
  };
  return (
    <div
      ref={place}
      className="log-scroll"
      style={{ height: virtualizer.getTotalSize() + BORDERS }}
      role="region"
      aria-label="Lines of the log"
      tabIndex={0}
      onWheel={scrolled}
      onKeyUp={scrolled}
      onTouchEnd={scrolled}
    >
      <div className="log-lines" role="list" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <LogRow
            key={key}
            line={lines[index]!}
            before={lines[index - 1]}
            isSought={nameOf(lines[index]!) === line}
            measure={virtualizer.measureElement}
            index={index}
            count={lines.length}
            top={start}
          />
        ))}
      </div>
    </div>
  );
}

function usualHeight(): number {
  return USUAL_HEIGHT_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
