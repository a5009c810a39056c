import { memo } from 'react';
import { SlotStrip } from '../../parts/slots/slot-strip.js';
import { COLUMN_NAMES } from './column-names.js';
import { Cut, JobDuration, JobHealth, JobLast, JobName, JobNext, Success } from './job-cells.js';
import type { JobLine } from './job-line.js';

/** One job where there is no room for a table. */
export const JobCard = memo(function JobCard({ line }: { line: JobLine }) {
  const { job, day, week } = line;
  return (
    <div className="job-card-inside">
      <JobHealth line={line} />
      <JobName line={line} />
      <SlotStrip slots={job.lastSlots} jobName={job.jobName} />
      <dl className="job-card-facts">
        <div>
          <dt>{COLUMN_NAMES.next}</dt>
          <dd>
            <JobNext line={line} />
          </dd>
        </div>
        <div>
          <dt>{COLUMN_NAMES.last}</dt>
          <dd>
            <JobLast line={line} />
          </dd>
        </div>
        <div>
          <dt>24 h, 7 days</dt>
          <dd>
            <Success of={day} />, <Success of={week} />
          </dd>
        </div>
        <div>
          <dt>{COLUMN_NAMES.p95}</dt>
          <dd>
            <JobDuration line={line} />
          </dd>
        </div>
        <div>
          <dt>Group, owner</dt>
          <dd>
            <Cut text={[job.group, job.owner].filter(Boolean).join(', ')} />
          </dd>
        </div>
      </dl>
    </div>
  );
});
