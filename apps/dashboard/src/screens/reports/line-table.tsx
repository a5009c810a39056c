import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count, duration, percent } from '../../time/words.js';
import { Change } from './change.js';
import {
  changeInWords,
  type ChangeInWords,
  type Measure,
  type Performance,
  type ReportKey,
  type ReportSort,
} from './report-words.js';
import { DataTable } from '../../parts/tables/data-table.js';

const route = getRouteApi('/reports');

/** A job, group or owner in both periods. */
export interface Line extends Performance {
  readonly key: string;
  readonly name: ReactNode;
  readonly before: Performance | null;
}

interface Column extends Pick<Measure, 'format' | 'better' | 'points'> {
  readonly key: ReportKey;
  readonly words: string;
  readonly value: (line: Performance) => number | null;
}

const COLUMNS: readonly Column[] = [
  { key: 'runs', words: 'Executions', value: ({ runs }) => runs, format: count, better: null },
  {
    key: 'successRate',
    words: 'Success',
    value: ({ successRate }) => successRate,
    format: percent,
    better: 'more',
    points: true,
  },
  {
    key: 'p50',
    words: 'p50',
    value: ({ duration }) => duration?.p50 ?? null,
    format: duration,
    better: 'less',
  },
  {
    key: 'p95',
    words: 'p95',
    value: ({ duration }) => duration?.p95 ?? null,
    format: duration,
    better: 'less',
  },
  {
    key: 'lateness',
    words: 'Late by, p95',
    value: ({ lateness }) => lateness?.p95 ?? null,
    format: duration,
    better: 'less',
  },
  { key: 'missed', words: 'Missed', value: ({ missed }) => missed, format: count, better: 'less' },
  { key: 'totalMs', words: 'Time used', value: ({ totalMs }) => totalMs, format: duration, better: null },
];

/** Each line with this period above the period before. */
export function LineTable({ what, lines }: { what: string; lines: readonly Line[] }) {
  const { sort = '-p95' } = route.useSearch();
  return (
    <DataTable name={`${what}s in both periods`} className="report-lines">
      <thead>
        <tr>
          <SortHead column="jobName" words={what} sort={sort} />
          {COLUMNS.map(({ key, words }) => (
            <SortHead key={key} column={key} words={words} sort={sort} number />
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row" className="report-name">
              {line.name}
            </th>
            {COLUMNS.map((column) => (
              <Cell key={column.key} column={column} line={line} />
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Cell({ column, line }: { column: Column; line: Line }) {
  const [own, old] = [column.value(line), line.before && column.value(line.before)];
  const written = (value: number | null) => (value === null ? '–' : column.format(value));
  const isAsBefore = written(own) === written(old);
  const hasBefore = line.before !== null;
  return (
    <td className="number">
      {written(own)}
      <span className="report-before">
        {!hasBefore && 'new'}
        {hasBefore && isAsBefore && 'as before'}
        {hasBefore && !isAsBefore && (
          <>
            was {written(old)} {own !== null && <Change change={changeOf(own, old, column)} />}
          </>
        )}
      </span>
    </td>
  );
}

/** What was none stands there already. */
function changeOf(own: number, old: number | null, column: Column): ChangeInWords {
  const change = changeInWords(own, old, column);
  return old === 0 ? { ...change, text: '' } : change;
}

interface SortHeadProps {
  readonly column: ReportKey;
  readonly words: string;
  readonly sort: ReportSort;
  readonly number?: boolean;
}

function SortHead({ column, words, sort, number = false }: SortHeadProps) {
  const direction = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;
  // what is best known by its highest first; names from A on
  const first: ReportSort = column === 'jobName' || column === 'successRate' ? column : `-${column}`;
  const other: ReportSort = first === column ? `-${column}` : column;
  return (
    <th scope="col" className={number ? 'number' : undefined} aria-sort={direction}>
      <Link
        from="/reports"
        to="/reports"
        search={(was) => ({ ...was, sort: sort === first ? other : first })}
        className="sort-head"
        resetScroll={false}
      >
        {words}
        <span aria-hidden="true">
          {direction === undefined ? '' : direction === 'ascending' ? ' ↑' : ' ↓'}
        </span>
      </Link>
    </th>
  );
}
