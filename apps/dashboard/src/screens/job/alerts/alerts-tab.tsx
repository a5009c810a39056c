import type { JobTabProps } from '../job-tabs.js';
import { Incidents } from './incidents.js';
import { Thresholds } from './thresholds.js';

/** What alarms this job, and what it has alarmed people with. */
export function AlertsTab({ job: { jobName, timeZone } }: JobTabProps) {
  return (
    <>
      <Incidents jobName={jobName} zone={timeZone} />
      <Thresholds jobName={jobName} />
    </>
  );
}
