import { Link } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType } from 'react';
import type { JobStatus } from '../../api/queries.js';
import { useMay } from '../../app-context.js';
import { Loading } from '../../parts/answer.js';
import { AlertsTab } from './alerts/alerts-tab.js';
import { AuditTab } from './audit/audit-tab.js';
import { ConfigurationTab } from './configuration/configuration-tab.js';
import { ExecutionsTab } from './executions-tab.js';
import { FailuresTab } from './failures-tab.js';
import { JOB_TABS, type JobTab } from './job.search.js';
import { ScheduleTab } from './schedule/schedule-tab.js';
import { useJobSearch } from './use-job-search.js';

/** What every part of this screen is given. */
export interface JobTabProps {
  readonly job: JobStatus;
}

const TABS: Readonly<Record<JobTab, ComponentType<JobTabProps>>> = {
  // charts are loaded by who looks at them
  overview: lazy(async () => ({ default: (await import('./overview/overview-tab.js')).OverviewTab })),
  executions: ExecutionsTab,
  failures: FailuresTab,
  schedule: ScheduleTab,
  configuration: ConfigurationTab,
  alerts: AlertsTab,
  audit: AuditTab,
};

/** The parts of this screen, one at a time; which one, the address says. */
export function JobTabs({ job }: JobTabProps) {
  const may = useMay();
  const { tab: chosen = 'overview' } = useJobSearch();
  const tabs = (Object.keys(JOB_TABS) as JobTab[]).filter((tab) => tab !== 'audit' || may('audit'));
  const Chosen = TABS[chosen];
  return (
    <>
      <nav className="tabs" aria-label="Parts of this job">
        {tabs.map((tab) => (
          <Link
            key={tab}
            className="tab"
            to="/jobs/$jobName"
            params={{ jobName: job.jobName }}
            search={({ at }: { at?: string }) => ({ tab: tab === 'overview' ? undefined : tab, at })}
            activeOptions={{ explicitUndefined: true }}
            resetScroll={false}
          >
            {JOB_TABS[tab]}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<Loading what={JOB_TABS[chosen]} />}>
        <Chosen job={job} />
      </Suspense>
    </>
  );
}
