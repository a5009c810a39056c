import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { statusQuery, type JobStatus } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { useFollowInto, usePolling } from '../../live/follow.js';
import { AfterPaint } from '../../parts/after-paint.js';
import { Answer } from '../../parts/answer.js';
import { AttentionList } from './attention-list.js';
import { attentionOf, restingOf, type Incident } from './attention.js';
import { FirstJob } from './first-job.js';
import { FreezeBanner } from './freeze-banner.js';
import { LastHour } from './last-hour.js';
import { NextUp } from './next-up.js';
import { incidentsQuery } from './now-queries.js';
import './now.css';
import { RestingList } from './resting-list.js';
import { Strip } from './strip/strip.js';
import { countedJobs } from './verdict.js';
import { VerdictLine } from './verdict-line.js';

/** Is anything wrong? Who is hurt? What happens next? */
export function NowScreen() {
  const api = useApi();
  const status = useQuery(statusQuery(api));
  const incidents = useQuery({ ...incidentsQuery(api), refetchInterval: usePolling() });
  useFollowInto('alerts', (client, items) =>
    client.setQueryData(incidentsQuery(api).queryKey, [...items.values()] as Incident[]),
  );
  return (
    <div className="stack">
      <Answer query={status} what="the jobs">
        {(jobs) => <Overview jobs={jobs} incidents={incidents.data ?? NO_INCIDENTS} />}
      </Answer>
    </div>
  );
}

const NO_INCIDENTS: readonly Incident[] = [];

function Overview({ jobs, incidents }: { jobs: readonly JobStatus[]; incidents: readonly Incident[] }) {
  const search = useSearch({ from: '/' });
  const bySubject = useMemo(() => new Map(incidents.map((one) => [one.subject, one])), [incidents]);
  const attention = attentionOf(jobs, bySubject);
  const isEmpty = !jobs.some(({ system, removedAt }) => !system && removedAt === null);
  return (
    <>
      <VerdictLine jobs={jobs} ourselves={bySubject.get('~monitor') ?? null} />
      <FreezeBanner jobs={jobs} />
      {isEmpty && <FirstJob />}
      <AttentionList attention={attention} />
      {!isEmpty && (
        <AfterPaint>
          <Strip jobs={jobs} search={search} />
          <div className="now-foot">
            <NextUp jobs={countedJobs(jobs)} />
            <div className="stack">
              <LastHour />
              <RestingList jobs={restingOf(jobs)} />
            </div>
          </div>
        </AfterPaint>
      )}
    </>
  );
}
