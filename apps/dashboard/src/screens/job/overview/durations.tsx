import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { useApi } from '../../../app-context.js';
import { Answer, Empty } from '../../../parts/answer.js';
import { Chart } from '../../../parts/charts/chart.js';
import { Panel } from '../../../parts/panel.js';
import { useNowTo } from '../../../time/now.js';
import { duration } from '../../../time/words.js';
import { RANGES, type Range } from '../job.search.js';
import { useChangeSearch, useJobSearch } from '../use-job-search.js';
import { chartMarks, durationsOf, shownMarks } from './durations-data.js';
import { Marks } from './marks.js';
import { durationsQuery, HOUR, marksQuery } from './overview.queries.js';

/** How long the job takes over time, and what changed meanwhile. */
export function Durations({ job: { jobName, timeZone } }: { job: JobStatus }) {
  const api = useApi();
  const { range = '7d' } = useJobSearch();
  const change = useChangeSearch();
  const hour = useNowTo(HOUR);
  const statistics = useQuery(durationsQuery(api, jobName, hour, range));
  const marks = useQuery(marksQuery(api, jobName, hour, range));
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
