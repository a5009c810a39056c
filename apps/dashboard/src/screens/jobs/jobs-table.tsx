import { FlexRender, useTable, type RowSelectionState, type SortingState } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { isSelectable, type JobLine } from './job-line.js';
import { jobColumns, jobFeatures } from './job-columns.js';
import { JobRow } from './job-row.js';
import { columnOf } from './job-sort.js';
import type { JobSort } from './jobs.search.js';

/** How high a row is before it was measured. Pixels. */
const ROW = 68;

/** What a list of jobs is shown by, on a desk and on a phone. */
export interface JobsTableProps {
  /** In the order in which they are shown. */
  readonly lines: readonly JobLine[];
  readonly sort: JobSort;
  readonly onSort: (sort: JobSort) => void;
  readonly selection: RowSelectionState;
  /** Null where nothing could be done with what is chosen. */
  readonly onSelect: ((selection: RowSelectionState) => void) | null;
  /** Called when somebody points at the jobs or stands in one: from then on they stay where they are. */
  readonly onHold: () => void;
}

/** The jobs, of which only those in sight are drawn. */
export function JobsTable({ lines, sort, onSort, selection, onSelect, onHold }: JobsTableProps) {
  const place = useRef<HTMLDivElement>(null);
  const sorting = useMemo<SortingState>(() => {
    const { column, desc } = columnOf(sort);
    return [{ id: column, desc }];
  }, [sort]);
  const table = useTable({
    features: jobFeatures,
    columns: jobColumns,
    data: lines,
    getRowId: ({ job }) => job.jobName,
    state: { sorting, rowSelection: selection },
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    onSortingChange: (change) => {
      const [next] = typeof change === 'function' ? change(sorting) : change;
      if (next) onSort(`${next.desc ? '-' : ''}${next.id}` as JobSort);
    },
    enableRowSelection: (row) => isSelectable(row.original),
    onRowSelectionChange: (change) => onSelect?.(typeof change === 'function' ? change(selection) : change),
  });
  const { rows } = table.getRowModel();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => place.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]!.id,
    overscan: 6,
  });
  const shown = virtualizer.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const width = jobColumns.length + (onSelect ? 1 : 0);
  return (
    <div
      ref={place}
      className="table-scroll jobs-scroll"
      tabIndex={0}
      role="region"
      aria-label="Jobs"
      onPointerEnter={onHold}
    >
      <table className="table jobs-table" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {onSelect && (
              <th scope="col" className="jobs-check">
                <input
                  type="checkbox"
                  aria-label="Choose all that are shown"
                  checked={table.getIsAllRowsSelected()}
                  ref={(box) =>
                    void (
                      box &&
                      (box.indeterminate = table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected())
                    )
                  }
                  onChange={table.getToggleAllRowsSelectedHandler()}
                />
              </th>
            )}
            {table.getFlatHeaders().map((header) => {
              const direction = header.column.getIsSorted();
              return (
                <th
                  key={header.id}
                  scope="col"
                  className={`jobs-${header.column.id}`}
                  aria-sort={
                    direction === false ? undefined : direction === 'asc' ? 'ascending' : 'descending'
                  }
                >
                  <button
                    type="button"
                    className="jobs-sort"
                    onClick={header.column.getToggleSortingHandler()}
                  >
                    <FlexRender header={header} />
                    <span aria-hidden="true">
                      {direction === false ? '' : direction === 'asc' ? ' ↑' : ' ↓'}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody onFocus={onHold}>
          <Space height={before} width={width} />
          {shown.map(({ index, key }) => (
            <JobRow
              key={key}
              row={rows[index]!}
              index={index}
              measure={virtualizer.measureElement}
              isSelected={onSelect ? rows[index]!.getIsSelected() : null}
            />
          ))}
          <Space height={after} width={width} />
        </tbody>
      </table>
    </div>
  );
}

/** In place of the rows that are not drawn. */
function Space({ height, width }: { height: number; width: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="jobs-space">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}
