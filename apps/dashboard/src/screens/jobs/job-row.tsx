import { FlexRender, type Row } from '@tanstack/react-table';
import { memo } from 'react';
import type { jobFeatures } from './job-columns.js';
import { isSelectable, type JobLine } from './job-line.js';

interface JobRowProps {
  readonly row: Row<typeof jobFeatures, JobLine>;
  readonly index: number;
  /** Told how high the row is. */
  readonly measure: (row: HTMLTableRowElement | null) => void;
  /** Null where rows can't be chosen. */
  readonly isSelected: boolean | null;
}

/** One job. It is drawn anew only where its line has become another one: hundreds of others change meanwhile. */
export const JobRow = memo(function JobRow({ row, index, measure, isSelected }: JobRowProps) {
  const { jobName } = row.original.job;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2} data-selected={isSelected || undefined}>
      {isSelected !== null && (
        <td className="jobs-check">
          {isSelectable(row.original) && (
            <input
              type="checkbox"
              aria-label={`Choose ${jobName}`}
              checked={isSelected}
              onChange={row.getToggleSelectedHandler()}
            />
          )}
        </td>
      )}
      {row.getAllCells().map((cell) =>
        cell.column.id === 'jobName' ? (
          <th key={cell.id} scope="row" className="jobs-jobName">
            <FlexRender cell={cell} />
          </th>
        ) : (
          <td key={cell.id} className={`jobs-${cell.column.id}`}>
            <FlexRender cell={cell} />
          </td>
        ),
      )}
    </tr>
  );
}, isSameRow);

/** The table makes new rows of the same lines whenever one of them has changed. */
function isSameRow(one: JobRowProps, other: JobRowProps): boolean {
  return (
    one.row.original === other.row.original &&
    one.index === other.index &&
    one.isSelected === other.isSelected &&
    one.measure === other.measure
  );
}
