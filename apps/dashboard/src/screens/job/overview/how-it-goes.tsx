import { useQueries } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.js';
import { asProblem } from '../../../api/problem.js';
import type { JobStatus } from '../../../api/queries.js';
import { useApi } from '../../../app-context.js';
import { Failure, Loading } from '../../../parts/answer.js';
import { Duration } from '../../../parts/values/instant.js';
import { Panel } from '../../../parts/panel.js';
import { SlotStrip } from '../../../parts/slots/slot-strip.js';
import { DataTable } from '../../../parts/tables/data-table.js';
import { useNowTo } from '../../../time/now.js';
import { count, percent } from '../../../time/words.js';
import { Objective } from './objective.js';
import { TOTALS_EVERY, totalsQueries, WINDOWS } from './overview.queries.js';

type Total = Schemas['StatisticsReport']['total'];

const LINES: Readonly<Record<string, (total: Total) => React.ReactNode>> = {
  Success: ({ successRate }) => percent(successRate),
  Completed: ({ counts }) => count(counts.completed),
  'Failed, timed out or lost': ({ counts }) => count(counts.failed + counts.timed_out + counts.lost),
  Missed: ({ counts }) => count(counts.missed),
  Skipped: ({ counts }) => count(counts.skipped),
  'Half take at most': ({ duration }) => <Duration ms={duration?.p50} />,
  '95 % take at most': ({ duration }) => <Duration ms={duration?.p95} />,
  '95 % start late by at most': ({ lateness }) => <Duration ms={lateness?.p95} />,
};

/** Success, durations and lateness of the last day, week and month. */
export function HowItGoes({ job: { jobName, lastSlots, objective } }: { job: JobStatus }) {
  const api = useApi();
  const now = useNowTo(TOTALS_EVERY);
  const reports = useQueries({ queries: totalsQueries(api, jobName, now) });
  const failed = reports.find(({ data, error }) => data === undefined && error !== null);
  const totals = reports.flatMap(({ data }) => (data ? [data.total] : []));
  return (
    <Panel title="How it goes" actions={<SlotStrip slots={lastSlots} />}>
      {failed ? (
        <Failure problem={asProblem(failed.error)} again={() => void failed.refetch()} />
      ) : totals.length < reports.length ? (
        <Loading what="statistics" />
      ) : (
        <Totals totals={totals} />
      )}
      {objective && <Objective objective={objective} />}
    </Panel>
  );
}

function Totals({ totals }: { totals: readonly Total[] }) {
  return (
    <DataTable name="Day, week and month">
      <thead>
        <tr>
          <th scope="col">In the last</th>
          {Object.keys(WINDOWS).map((name) => (
            <th key={name} scope="col" className="number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(LINES).map(([name, valueOf]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {Object.keys(WINDOWS).map((window, at) => (
              <td key={window} className="number">
                {valueOf(totals[at])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
