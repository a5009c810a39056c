import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Instant } from '../../parts/values/instant.js';
import { useNowTo } from '../../time/now.js';
import { ExportMenu } from './export-menu.js';
import { Lines } from './lines.js';
import { Objectives } from './objectives.js';
import { OverTime } from './over-time.js';
import { ReportFilters } from './report-filters.js';
import { statsQuery, windowNow } from './reports.queries.js';
import './reports.css';
import { Trends } from './trends.js';
import { TwoPeriods } from './two-periods.js';

const route = getRouteApi('/reports');
const HOUR_MS = 3_600_000;

/** Whether jobs do better or worse than before. */
export function ReportsScreen() {
  const search = route.useSearch();
  const hour = useNowTo(HOUR_MS);
  const asked = useMemo(() => windowNow(search, hour), [search, hour]);
  const stats = useQuery(statsQuery(useApi(), search, asked));
  return (
    <div className="stack">
      <header className="panel-head">
        <h1>Reports</h1>
        <ExportMenu asked={asked} />
      </header>
      <ReportFilters />
      <Answer query={stats} what="statistics">
        {(report) => (
          <>
            <p className="soft">
              {report.countedUntil === null ? (
                'What is on record is being counted for the first time: these numbers grow.'
              ) : (
                <>
                  From <Instant at={report.from} /> to <Instant at={report.to} />, counted until{' '}
                  <Instant at={report.countedUntil} />.
                </>
              )}
            </p>
            <div className="report-halves">
              <TwoPeriods asked={asked} report={report} />
              <div className="stack">
                <OverTime asked={asked} report={report} />
                <Trends asked={asked} />
              </div>
            </div>
          </>
        )}
      </Answer>
      <Lines asked={asked} />
      <Objectives />
    </div>
  );
}
