import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { asProblem } from '../../api/problem.js';
import { useApi } from '../../app-context.js';
import { useFollowInto, usePolling } from '../../live/follow.js';
import { Answer, Empty } from '../../parts/answer.js';
import { Instant } from '../../parts/values/instant.js';
import { StatusMark } from '../../parts/values/marks.js';
import { AroundPanel } from './around-panel.js';
import { ComparisonPanel } from './comparison-panel.js';
import { ErrorPanel } from './error-panel.js';
import { adviceQuery, executionQuery, type ExecutionInDetail } from './execution.queries.js';
import type { ExecutionSearch } from './execution.search.js';
import { FactsPanel } from './facts-panel.js';
import { LogPanel } from './log/log-panel.js';
import { Progress } from './progress.js';
import { TimelinePanel } from './timeline-panel.js';
import { isInFlight } from './verdict.js';
import { WhatToDo } from './what-to-do.js';
import './execution.css';

const route = getRouteApi('/executions/$id');

/** What happened, and what do I do? */
export function ExecutionScreen() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const api = useApi();
  const client = useQueryClient();
  const polling = usePolling();
  const query = useQuery({
    ...executionQuery(api, id),
    // what has ended does not change
    refetchInterval: ({ state: { data } }) => data !== undefined && isInFlight(data) && polling,
  });
  const { data } = query;
  useFollowInto(data && isInFlight(data) ? `execution:${id}` : null, (_, items) =>
    takeLive(client, id, items.get(id) as Partial<ExecutionInDetail> | undefined),
  );
  if (data === undefined && query.error && asProblem(query.error).status === 404) return <NotThere id={id} />;
  return (
    <Answer query={query} what="the execution">
      {(execution) => <Shown key={execution.id} execution={execution} search={search} />}
    </Answer>
  );
}

/** What changes comes by itself; what stands around it is asked for once it has ended. */
function takeLive(client: QueryClient, id: string, value: Partial<ExecutionInDetail> | undefined): void {
  if (value === undefined) return;
  client.setQueryData<ExecutionInDetail>(['execution', id], (known) => known && { ...known, ...value });
  const hasEnded = value.status !== undefined && !isInFlight({ status: value.status });
  if (hasEnded) void client.invalidateQueries({ queryKey: ['execution', id] });
}

function Shown({ execution, search }: { execution: ExecutionInDetail; search: ExecutionSearch }) {
  const { jobName, scheduledAt, createdAt, status } = execution;
  const { data: advice } = useQuery(adviceQuery(useApi(), execution));
  return (
    <div className="stack">
      <header className="execution-head">
        <h1>
          Execution of{' '}
          <Link to="/jobs/$jobName" params={{ jobName }}>
            {jobName}
          </Link>
        </h1>
        <p className="row">
          <StatusMark status={status} />
          <span className="soft">
            {scheduledAt === null ? 'By hand, ' : 'Slot '}
            <Instant at={scheduledAt ?? createdAt} />
          </span>
        </p>
        {isInFlight(execution) && <Progress execution={execution} />}
      </header>
      <div className="execution-columns">
        <WhatToDo execution={execution} advice={advice} />
        <TimelinePanel execution={execution} />
      </div>
      <ErrorPanel execution={execution} />
      <LogPanel execution={execution} search={search} />
      <div className="execution-columns">
        <FactsPanel execution={execution} advice={advice} />
        <AroundPanel execution={execution} />
      </div>
      {advice && <ComparisonPanel execution={execution} advice={advice} />}
    </div>
  );
}

function NotThere({ id }: { id: string }) {
  return (
    <div className="stack">
      <h1>Execution</h1>
      <Empty title="There is no such execution.">
        <p>
          Nothing here has the id <span className="code execution-id">{id}</span>: it was mistyped, is not for
          your role, or is older than what is kept.
        </p>
        <p>
          <Link to="/executions">All executions</Link>
        </p>
      </Empty>
    </div>
  );
}
