import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { JobStatus } from '../../../api/queries.js';
import { useApi } from '../../../app-context.js';
import { Answer } from '../../../parts/answer.js';
import { Fold } from '../../../parts/fold.js';
import { Panel } from '../../../parts/panel.js';
import { isoOf } from '../../../time/local-input.js';
import { useNowTo } from '../../../time/now.js';
import { useChangeSearch } from '../use-job-search.js';
import { CalendarGrid } from './calendar-grid.js';
import { CalendarTable } from './calendar-table.js';
import { cellInWords } from './cell-words.js';
import { heatMap, type HeatCell } from './heat-map.js';
import { firstHour, HOUR, hoursQuery, plannedQuery } from './overview.queries.js';

/** The last 30 days hour by hour, and what is to come. */
export function Calendar({ job: { jobName, timeZone, nextDueAt } }: { job: JobStatus }) {
  const api = useApi();
  const change = useChangeSearch();
  const [looked, setLooked] = useState<HeatCell | null>(null);
  const hour = useNowTo(HOUR);
  const from = firstHour(hour);
  const statistics = useQuery(hoursQuery(api, jobName, hour));
  const isDue = nextDueAt !== null;
  const fires = useQuery({ ...plannedQuery(api, jobName, hour), enabled: isDue });
  const buckets = statistics.data?.buckets;
  const planned = fires.data?.items;
  const map = useMemo(
    () => heatMap(buckets ?? [], planned ?? [], { from, to: hour }, timeZone),
    [buckets, planned, from, hour, timeZone],
  );
  const open = ({ from, to }: HeatCell) =>
    change({ tab: 'executions', from: isoOf(from), to: isoOf(to), status: undefined, cursor: undefined });
  return (
    <Panel title="Day by day, hour by hour">
      <Answer query={statistics} what="the last 30 days">
        {() => (
          <>
            <CalendarGrid map={map} zone={timeZone} onLook={setLooked} onOpen={open} />
            <p className="calendar-said" role="status">
              {looked
                ? cellInWords(looked, timeZone)
                : `By the clock of ${timeZone}. A square: all completed; a sign: the worst of the hour; a dot: planned. Arrow keys go from hour to hour, Enter shows its executions.`}
            </p>
            <Fold summary="As a table">
              <CalendarTable map={map} />
            </Fold>
          </>
        )}
      </Answer>
    </Panel>
  );
}
