import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Chart } from '../../parts/charts/chart.js';
import { Panel } from '../../parts/panel.js';
import { chartOf } from './report-charts.js';
import { CHARTS, type ChartName } from './report-words.js';
import type { Asked } from './reports.queries.js';

const route = getRouteApi('/reports');

interface OverTimeProps {
  readonly asked: Asked;
  readonly report: Schemas['StatisticsReport'];
}

/** The period hour by hour, or day by day, with what changed around the jobs. */
export function OverTime({ asked, report }: OverTimeProps) {
  const { chart = 'outcomes' } = route.useSearch();
  const navigate = route.useNavigate();
  const { instants, series, format } = useMemo(() => chartOf(chart, report.buckets), [chart, report.buckets]);
  const marks = useDeployments(asked);
  const choose = (from: number, to: number) =>
    void navigate({
      search: (was) => ({ ...was, from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
    });
  return (
    <Panel
      title={asked.bucket === 'hour' ? 'Hour by hour' : 'Day by day (UTC)'}
      actions={<ChartTabs chosen={chart} />}
    >
      <Chart
        label={`${CHARTS[chart]} over time`}
        instants={instants}
        series={series}
        format={format}
        marks={marks}
        // days are counted in UTC
        {...(asked.bucket === 'day' && { zone: 'UTC' })}
        onChoose={choose}
      />
      <p className="soft">
        Drag over the chart to look closer.
        {marks.length > 0 && ' Dotted lines are deployments.'}
      </p>
    </Panel>
  );
}

function ChartTabs({ chosen }: { chosen: ChartName }) {
  return (
    <nav className="tabs" aria-label="Chart">
      {(Object.keys(CHARTS) as ChartName[]).map((chart) => (
        <Link
          key={chart}
          from="/reports"
          to="/reports"
          search={(was) => ({ ...was, chart })}
          className="tab"
          aria-current={chart === chosen ? 'page' : undefined}
          resetScroll={false}
          replace
        >
          {CHARTS[chart]}
        </Link>
      ))}
    </nav>
  );
}

function useDeployments({ from, to }: Asked) {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['deployments', from, to],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/marks', {
          signal,
          params: { query: { from, to: to ?? new Date(Date.now() + 60_000).toISOString(), limit: 1_000 } },
        }),
      ),
  });
  return useMemo(
    () =>
      (data?.items ?? [])
        .filter(({ kind }) => kind === 'deployment')
        .map(({ at, text }) => ({ at: Date.parse(at), text })),
    [data],
  );
}
