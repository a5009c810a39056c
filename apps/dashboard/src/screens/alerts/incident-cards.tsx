import { Link } from '@tanstack/react-router';
import { GoneMark } from '../../parts/tables/gone-mark.js';
import { FromNow } from '../../parts/values/instant.js';
import { Mark, SeverityMark } from '../../parts/values/marks.js';
import { findingsInWords, INCIDENT_LOOKS, subjectInWords } from './alert-words.js';
import { IncidentActions } from './incident-actions.js';
import { Attention, type ShownIncidents } from './incidents-table.js';

/** The incidents on a phone: what is wrong, without pushing a table aside. */
export function IncidentCards({ rows, isPast }: ShownIncidents) {
  return (
    <ul aria-label="Incidents">
      {rows.map(({ row, gone }) => (
        <li key={row.id} className="incident-card">
          <div className="incident-card-head">
            <Link to="/alerts" search={{ incident: row.id }} className="alerts-name">
              {subjectInWords(row.subject)}
            </Link>
            <IncidentActions incident={row} short />
          </div>
          {row.group !== null && <span className="soft alerts-group">{row.group}</span>}
          <span className="incident-card-marks">
            <SeverityMark severity={row.severity} />
            <Mark look={INCIDENT_LOOKS[row.state]} />
            <GoneMark gone={gone} />
          </span>
          <p className="alerts-text">{findingsInWords(row)}</p>
          <p className="soft">
            Began <FromNow at={row.beganAt} />, {isPast ? 'over' : 'on it:'} <Attention of={row} />
          </p>
        </li>
      ))}
    </ul>
  );
}
