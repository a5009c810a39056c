import { Link } from '@tanstack/react-router';
import { DataTable } from '../../parts/tables/data-table.js';
import { GoneMark } from '../../parts/tables/gone-mark.js';
import type { HeldRow } from '../../parts/tables/held-rows.js';
import { FromNow } from '../../parts/values/instant.js';
import { Mark, SeverityMark } from '../../parts/values/marks.js';
import { findingsInWords, INCIDENT_LOOKS, subjectInWords, type Incident } from './alert-words.js';
import { IncidentActions } from './incident-actions.js';

export interface ShownIncidents {
  readonly rows: readonly HeldRow<Incident>[];
  /** Whether they are over. */
  readonly isPast: boolean;
}

export function IncidentsTable({ rows, isPast }: ShownIncidents) {
  return (
    <DataTable name="Incidents" className="alerts-table">
      <thead>
        <tr>
          <th scope="col">Job</th>
          <th scope="col">Severity</th>
          <th scope="col">State</th>
          <th scope="col">What is wrong</th>
          <th scope="col">Began</th>
          <th scope="col">{isPast ? 'Over' : 'Who is on it'}</th>
          <th scope="col">
            <span className="unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, gone }) => (
          <Row key={row.id} incident={row} gone={gone} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Row({ incident, gone }: { incident: Incident; gone: boolean }) {
  const { id, subject, severity, state, beganAt, group } = incident;
  return (
    <tr>
      <th scope="row" className="alerts-name">
        <Link to="/alerts" search={{ incident: id }}>
          {subjectInWords(subject)}
        </Link>
        {group !== null && <span className="soft alerts-group">{group}</span>}
      </th>
      <td>
        <SeverityMark severity={severity} />
      </td>
      <td>
        <Mark look={INCIDENT_LOOKS[state]} />
        <GoneMark gone={gone} />
      </td>
      <td className="alerts-text">{findingsInWords(incident)}</td>
      <td>
        <FromNow at={beganAt} />
      </td>
      <td className="alerts-who">
        <Attention of={incident} />
      </td>
      <td>
        <IncidentActions incident={incident} short />
      </td>
    </tr>
  );
}

/** Who is on it, or when it was over. */
export function Attention({ of }: { of: Incident }) {
  const { resolvedAt, acknowledgedBy, snoozedBy } = of;
  if (resolvedAt !== null) return <FromNow at={resolvedAt} />;
  return snoozedBy ?? acknowledgedBy ?? <span className="soft">nobody</span>;
}
