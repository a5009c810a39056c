import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../../api/client.js';
import { BothClocks } from '../../../parts/values/both-clocks.js';
import { DataTable } from '../../../parts/tables/data-table.js';

interface AuditTableProps {
  /** What is in it, for who can't see it. */
  readonly name: string;
  readonly entries: readonly Schemas['AuditEntry'][];
  readonly zone: string;
}

/** Entries of the audit log: when, who, what, why, and what it changed. */
export function AuditTable({ name, entries, zone }: AuditTableProps) {
  return (
    <DataTable name={name}>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">Outcome</th>
          <th scope="col">Why</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <BothClocks at={entry.at} zone={zone} />
            </td>
            <td>{entry.by ?? 'the application'}</td>
            <th scope="row">
              {entry.action}
              {entry.executionId !== null && (
                <>
                  {' '}
                  <Link to="/executions/$id" params={{ id: entry.executionId }}>
                    an execution<span className="unseen"> {entry.executionId}</span>
                  </Link>
                </>
              )}
            </th>
            <td>
              {entry.outcome}
              {entry.code !== null && <span className="soft"> {entry.code}</span>}
            </td>
            <td className="audit-reason">{entry.reason ?? '–'}</td>
            <td className="audit-change">
              <Change before={entry.before} after={entry.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Change({ before, after }: { before: unknown; after: unknown }) {
  if ((before ?? null) === null && (after ?? null) === null) return '–';
  return (
    <span className="code">
      {(before ?? null) !== null && <>{JSON.stringify(before)} → </>}
      {JSON.stringify(after)}
    </span>
  );
}
