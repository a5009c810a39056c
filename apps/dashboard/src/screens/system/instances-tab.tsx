import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { AsOf } from '../../parts/as-of.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { GenerationsPanel } from './generations-panel.js';
import { InstanceRow } from './instance-row.js';
import { instancesQuery } from './instances-query.js';
import { ScalingPanel } from './scaling-panel.js';

/** Who executes. */
export function InstancesTab() {
  const query = useQuery(instancesQuery(useApi()));
  return (
    <Answer query={query} what="instances">
      {(report) => (
        <>
          <Panel title="Instances" actions={<AsOf query={query} />}>
            <Instances items={report.items} />
          </Panel>
          <GenerationsPanel report={report} />
          <ScalingPanel />
        </>
      )}
    </Answer>
  );
}

function Instances({ items }: { items: readonly Schemas['Instance'][] }) {
  if (items.length === 0) {
    return <Empty title="No instance has been alive in the last 24 hours." />;
  }
  return (
    <DataTable name="All instances">
      <thead>
        <tr>
          <th scope="col">Instance</th>
          <th scope="col">State</th>
          <th scope="col">Release</th>
          <th scope="col">Lease</th>
          <th scope="col">Clock</th>
          <th scope="col">Event loop</th>
          <th scope="col" className="number">
            Running
          </th>
          <th scope="col">Started</th>
        </tr>
      </thead>
      <tbody>
        {items.map((instance) => (
          <InstanceRow key={instance.id} instance={instance} />
        ))}
      </tbody>
    </DataTable>
  );
}
