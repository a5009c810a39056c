import { Link } from '@tanstack/react-router';
import { Course } from '../../parts/charts/course.js';
import { GoneMark } from '../../parts/tables/gone-mark.js';
import type { HeldRow } from '../../parts/tables/held-rows.js';
import { FromNow } from '../../parts/values/instant.js';
import { Mark } from '../../parts/values/marks.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { useClock } from '../../time/now.js';
import { count } from '../../time/words.js';
import { FaultActions } from './fault-actions.js';
import {
  decisionInWords,
  FAILURE_LOOKS,
  isNew,
  SPANS,
  WINDOWS,
  type FailureGroup,
  type Span,
} from './failure-words.js';

interface FaultTableProps {
  readonly rows: readonly HeldRow<FailureGroup>[];
  readonly span: Span;
}

export function FaultTable({ rows, span }: FaultTableProps) {
  return (
    <DataTable name="Faults" className="fault-table">
      <thead>
        <tr>
          <th scope="col">Fault</th>
          <th scope="col">State</th>
          <th scope="col">{SPANS[span].words}</th>
          <th scope="col" className="number">
            Count
          </th>
          {WINDOWS.map(({ name, words }) => (
            <th key={name} scope="col" className="number">
              {words}
            </th>
          ))}
          <th scope="col">Jobs</th>
          <th scope="col">First seen</th>
          <th scope="col">Last seen</th>
          <th scope="col">
            <span className="unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, gone }) => (
          <FaultRow key={row.fingerprint} group={row} gone={gone} span={span} />
        ))}
      </tbody>
    </DataTable>
  );
}

function FaultRow({ group, gone, span }: { group: FailureGroup; gone: boolean; span: Span }) {
  const { fingerprint, errorClass, message, frame, state, windows, course } = group;
  const now = useClock()();
  return (
    <tr>
      <th scope="row" className="fault-name">
        <Link to="/failures" search={{ fingerprint }}>
          <strong>{errorClass}</strong>: {message}
        </Link>{' '}
        {isNew(group, now) && <span className="badge">New</span>}
        {frame !== null && <code className="fault-frame">{frame}</code>}
      </th>
      <td>
        <span title={decisionInWords(group) ?? undefined}>
          <Mark look={FAILURE_LOOKS[state]} />
        </span>
        <GoneMark gone={gone} />
      </td>
      <td>
        <Course counts={course} label={`Failures, ${SPANS[span].words}`} />
      </td>
      <td className="number">
        <Link to="/executions" search={{ fingerprint }} title="The executions that it ended">
          <strong>{count(group.count)}</strong>
        </Link>
      </td>
      {WINDOWS.map(({ name }) => (
        <td key={name} className="number" data-none={windows[name] === 0 || undefined}>
          {count(windows[name])}
        </td>
      ))}
      <td className="fault-jobs">
        <Jobs group={group} />
      </td>
      <td>
        <FromNow at={group.firstSeenAt} />
      </td>
      <td>
        <FromNow at={group.lastSeenAt} />
      </td>
      <td>
        <FaultActions group={group} short />
      </td>
    </tr>
  );
}

function Jobs({ group: { jobs, jobCount } }: { group: FailureGroup }) {
  const [most] = jobs;
  if (!most) return <span className="soft">none in this time</span>;
  return (
    <>
      <Link to="/jobs/$jobName" params={{ jobName: most.jobName }} title={most.jobName}>
        {most.jobName}
      </Link>
      {jobCount > 1 && <span className="soft"> and {count(jobCount - 1)} more</span>}
    </>
  );
}
