import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answerOf } from '../../../api/client.js';
import type { JobStatus } from '../../../api/queries.js';
import { statisticsQuery } from '../../../api/statistics.js';
import { useApi } from '../../../app-context.js';
import { Answer, Empty } from '../../../parts/answer.js';
import { Chart } from '../../../parts/charts/chart.js';
import { Panel } from '../../../parts/panel.js';
import { isoOf } from '../../../time/local-input.js';
import { useNowTo } from '../../../time/now.js';
import { duration } from '../../../time/words.js';
import { RANGES, type Range } from '../job.search.js';
import { useChangeSearch, useJobSearch } from '../use-job-search.js';
import { chartMarks, durationsOf, shownMarks } from './durations-data.js';
import { Marks } from './marks.js';

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Range, number>> = {
  '24h': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
};

/** How long the job takes over time, and what changed meanwhile. */
export function Durations({ job: { jobName, timeZone } }: { job: JobStatus }) {
  const api = useApi();
  const { range = '7d' } = useJobSearch();
  const change = useChangeSearch();
  const hour = useNowTo(HOUR);
  const from = isoOf(hour - LENGTHS[range]);
  const bucket = range === '30d' ? 'day' : 'hour';
  const statistics = useQuery(statisticsQuery(api, { jobName, from, bucket }));
  const marks = useQuery({
    queryKey: ['marks', jobName, from],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/marks', { params: { query: { jobName, from, to: isoOf(hour + HOUR) } }, signal })),
  });
  const buckets = statistics.data?.buckets;
  const drawn = useMemo(() => durationsOf(buckets ?? []), [buckets]);
  const shown = useMemo(() => shownMarks(marks.data?.items ?? []), [marks.data]);
  const lines = useMemo(() => chartMarks(shown), [shown]);
  return (
    <Panel
      title="How long it takes"
      actions={
        <select
          className="select select-short"
          aria-label="Over which time"
          value={range}
          onChange={(event) => change({ range: event.target.value as Range })}
        >
          {(Object.keys(RANGES) as Range[]).map((each) => (
            <option key={each} value={each}>
              {RANGES[each]}
            </option>
          ))}
        </select>
      }
    >
      <Answer query={statistics} what="durations">
        {({ total }) =>
          total.duration === null ? (
            <Empty title="Nothing has completed in this time." />
          ) : (
            <>
              <Chart
                label={`Durations: half took ${duration(total.duration.p50)} at most, 95 % ${duration(total.duration.p95)}. The table below has them all.`}
                {...drawn}
                marks={lines}
                zone={timeZone}
                format={duration}
              />
              <Marks marks={shown} zone={timeZone} />
            </>
          )
        }
      </Answer>
    </Panel>
  );
}
