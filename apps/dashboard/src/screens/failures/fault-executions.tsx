import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usualDurationsQuery, type Execution } from '../../api/executions.js';
import { useApi } from '../../app-context.js';
import { Panel } from '../../parts/panel.js';
import { ExecutionsTable } from '../../parts/tables/executions-table.js';
import { fresh } from '../../parts/tables/held-rows.js';

interface FaultExecutionsProps {
  readonly fingerprint: string;
  readonly executions: readonly Execution[];
}

/** The newest executions that it ended. */
export function FaultExecutions({ fingerprint, executions }: FaultExecutionsProps) {
  const { data: p95 } = useQuery(usualDurationsQuery(useApi()));
  const all = (
    <Link to="/executions" search={{ fingerprint }}>
      All executions
    </Link>
  );
  return (
    <Panel title="Newest executions" actions={all}>
      {executions.length === 0 ? (
        <p className="soft">None are kept any more.</p>
      ) : (
        <ExecutionsTable name="Executions of this fault" rows={fresh(executions).rows} p95={p95} />
      )}
    </Panel>
  );
}
