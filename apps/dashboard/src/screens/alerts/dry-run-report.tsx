import type { Schemas } from '../../api/client.js';
import { Instant } from '../../parts/values/instant.js';
import { SeverityMark } from '../../parts/values/marks.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { clockTime, count } from '../../time/words.js';
import { SUPPRESSION_WORDS, type Suppression } from './alert-words.js';

/** What would have been told, and what held back. */
export function DryRunReport({ report }: { report: Schemas['AlertDryRunReport'] }) {
  const { from, told, suppressed, examples } = report;
  const times = told === 1 ? 'once' : `${count(told)} times`;
  const heldBack = Object.entries(suppressed).filter(([, many]) => many > 0);
  return (
    <div className="stack" role="status">
      <p className="alerts-sentence">
        {told === 0 ? 'Would have told nobody anything' : `Would have told ${times}`} since{' '}
        {clockTime(Date.parse(from))}.
      </p>
      {heldBack.length > 0 && (
        <ul>
          {heldBack.map(([why, many]) => (
            <li key={why}>
              {count(many)} held back: {SUPPRESSION_WORDS[why as Suppression] ?? why}
            </li>
          ))}
        </ul>
      )}
      {examples.length > 0 && (
        <DataTable name="What would have been told" className="alerts-table">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Job</th>
              <th scope="col">Severity</th>
              <th scope="col">To</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {examples.map(({ at, jobName, severity, channels, text }) => (
              <tr key={`${at} ${jobName} ${text}`}>
                <td>
                  <Instant at={at} />
                </td>
                <th scope="row" className="alerts-name">
                  {jobName}
                </th>
                <td>
                  <SeverityMark severity={severity} />
                </td>
                <td>{channels.join(', ')}</td>
                <td className="alerts-text">{text}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </div>
  );
}
