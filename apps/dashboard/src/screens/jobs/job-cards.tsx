import type { RowSelectionState } from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { COLUMN_NAMES } from './column-names.js';
import { JobCard } from './job-card.js';
import { isSelectable } from './job-line.js';
import { columnOf } from './job-sort.js';
import type { JobsTableProps } from './jobs-table.js';

/** How high a card is before it was measured. Pixels. */
const CARD = 190;

/** The jobs on a phone, of which only those in sight are drawn. */
export function JobCards({ lines, sort, onSort, selection, onSelect, onHold }: JobsTableProps) {
  const place = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop(place.current!.getBoundingClientRect().top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: () => CARD,
    getItemKey: (index) => lines[index]!.job.jobName,
    scrollMargin: top,
    overscan: 4,
  });
  const choose = (jobName: string, isChosen: boolean): RowSelectionState => {
    const { [jobName]: _, ...others } = selection;
    return isChosen ? { ...others, [jobName]: true } : others;
  };
  return (
    <div className="stack">
      <ChoiceField
        label="Order"
        value={columnOf(sort).column}
        choices={COLUMN_NAMES}
        onChange={(column) => onSort(column!)}
      />
      <ul
        ref={place}
        className="job-cards"
        aria-label="Jobs"
        style={{ height: virtualizer.getTotalSize() }}
        onFocus={onHold}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index]!;
          const { jobName } = line.job;
          return (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className="job-card"
              style={{ top: start - top }}
            >
              {onSelect && isSelectable(line) && (
                <input
                  type="checkbox"
                  aria-label={`Choose ${jobName}`}
                  checked={selection[jobName] === true}
                  onChange={({ target }) => onSelect(choose(jobName, target.checked))}
                />
              )}
              <JobCard line={line} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
