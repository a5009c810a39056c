import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { Execution } from '../../api/executions.js';
import { bothClocks, clockTime, timeOfDay, VIEWERS_ZONE } from '../../time/words.js';
import { DurationBar, GoingOn } from './duration-bar.js';
import './executions-table.css';
import { GoneMark } from './gone-mark.js';
import type { HeldRow } from './held-rows.js';
import { ErrorLine } from './error-line.js';
import { Instant } from '../values/instant.js';
import { StatusMark } from '../values/marks.js';
import { DataTable } from './data-table.js';

interface ExecutionsTableProps {
  /** What they are, for who can't see it: `Executions of standings`. */
  readonly name: string;
  readonly rows: readonly HeldRow<Execution>[];
  /** By job, milliseconds. */
  readonly p95?: ReadonlyMap<string, number>;
  /** False where all are of one job. */
  readonly withJob?: boolean;
}

/** Executions, one a row. The arrow keys go from one to the next. */
export function ExecutionsTable({ name, rows, p95, withJob = true }: ExecutionsTableProps) {
  return (
    <DataTable name={name} className="executions-table">
      <thead>
        <tr>
          <th scope="col">State</th>
          {withJob && <th scope="col">Job</th>}
          <th scope="col">Slot</th>
          <th scope="col">Started</th>
          <th scope="col">Duration</th>
          <th scope="col">Attempt</th>
          <th scope="col">Trigger</th>
          <th scope="col">Instance</th>
          <th scope="col">Error</th>
        </tr>
      </thead>
      <tbody onKeyDown={toNeighbour}>
        {rows.map(({ row, gone }) => (
          <Row key={row.id} row={row} gone={gone} p95={p95?.get(row.jobName)} withJob={withJob} />
        ))}
      </tbody>
    </DataTable>
  );
}

interface RowProps {
  readonly row: Execution;
  readonly gone: boolean;
  readonly p95?: number;
  readonly withJob: boolean;
}

function Row({ row, gone, p95, withJob }: RowProps) {
  const { id, jobName, status, scheduledAt, startedAt, createdAt, durationMs, completedAt } = row;
  return (
    <tr>
      <td>
        <StatusMark status={status} />
        <GoneMark gone={gone} />
      </td>
      {withJob && (
        <td className="executions-job">
          <Link to="/jobs/$jobName" params={{ jobName }}>
            {jobName}
          </Link>
        </td>
      )}
      <th scope="row" className="numbers">
        <Link to="/executions/$id" params={{ id }} title={bothClocks(Date.parse(createdAt), VIEWERS_ZONE)}>
          {scheduledAt === null
            ? `By hand, ${clockTime(Date.parse(createdAt))}`
            : clockTime(Date.parse(scheduledAt))}
          {withJob && <span className="unseen"> of {jobName}</span>}
        </Link>
      </th>
      <td className="numbers">
        {startedAt === null ? '–' : <Started at={startedAt} beside={scheduledAt ?? createdAt} />}
      </td>
      <td>
        {completedAt === null && startedAt !== null ? (
          <GoingOn since={startedAt} p95={p95} />
        ) : (
          <DurationBar ms={durationMs} p95={p95} />
        )}
      </td>
      <td className="numbers">{row.attempt === 0 ? '–' : `${row.attempt} of ${row.maxAttempts}`}</td>
      <td className="executions-trigger" title={row.triggerReason ?? undefined}>
        {row.trigger}
        {row.triggeredBy !== null && ` by ${row.triggeredBy}`}
      </td>
      <td className="code" title={row.instanceId ?? undefined}>
        {row.instanceId === null ? '–' : row.instanceId.slice(-8)}
      </td>
      <td className="executions-error">
        <ErrorLine error={row.error} reason={row.reason} />
      </td>
    </tr>
  );
}

/** The day is told where it is not that of the instant beside it. */
function Started({ at, beside }: { at: string; beside: string }) {
  const started = Date.parse(at);
  const sameDay = dayOf(started) === dayOf(Date.parse(beside));
  if (!sameDay) return <Instant at={at} />;
  return (
    <time dateTime={at} title={bothClocks(started, VIEWERS_ZONE)}>
      {timeOfDay(started)}
    </time>
  );
}

function dayOf(instant: number): string {
  return clockTime(instant).split(',', 1)[0]!;
}

function toNeighbour(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = (event.target as HTMLElement).closest('tr');
  if (step === undefined || row === null) return;
  const neighbour = step === 1 ? row.nextElementSibling : row.previousElementSibling;
  const link = neighbour?.querySelector<HTMLElement>('th a');
  if (!link) return;
  event.preventDefault();
  link.focus();
}
