import { Link } from '@tanstack/react-router';
import { Panel } from '../../parts/panel.js';
import { Instant } from '../../parts/values/instant.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { comparisonOf } from './comparison.js';
import type { Advice, ExecutionInDetail } from './execution.queries.js';

interface ComparisonPanelProps {
  readonly execution: ExecutionInDetail;
  readonly advice: Advice;
}

/** It beside the last one that went well. */
export function ComparisonPanel({ execution, advice: { lastSuccess, logLines } }: ComparisonPanelProps) {
  if (lastSuccess === null) return null;
  return (
    <Panel title="Against the last good run">
      <DataTable name="Both side by side">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">This one</th>
            <th scope="col">
              <Link to="/executions/$id" params={{ id: lastSuccess.id }}>
                <Instant at={lastSuccess.scheduledAt ?? lastSuccess.createdAt} />
              </Link>
            </th>
          </tr>
        </thead>
        <tbody>
          {comparisonOf(execution, lastSuccess, logLines).map(({ name, own, other, differs }) => (
            <tr key={name} className={differs ? 'comparison-differs' : undefined}>
              <th scope="row">
                {name}
                {differs && <span className="badge">differs</span>}
              </th>
              <td className="comparison-value">{own}</td>
              <td className="comparison-value">{other}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
