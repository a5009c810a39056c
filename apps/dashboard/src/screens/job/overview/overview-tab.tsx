import type { JobTabProps } from '../job-tabs.js';
import { Calendar } from './calendar.js';
import { Durations } from './durations.js';
import { HowItGoes } from './how-it-goes.js';

/** Whether it is normal, and what changed. */
export function OverviewTab({ job }: JobTabProps) {
  return (
    <>
      <div className="side-by-side">
        <HowItGoes job={job} />
        <Durations job={job} />
      </div>
      <Calendar job={job} />
    </>
  );
}
