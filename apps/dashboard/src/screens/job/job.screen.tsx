import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import './job.css';
import { JobHead } from './job-head.js';
import { JobTabs } from './job-tabs.js';
import { UnknownJob } from './unknown-job.js';
import { useJobName } from './use-job-search.js';
import { useLiveJob } from './use-live-job.js';
import { WhyPanel } from './why/why-panel.js';

/** One job: why it did not run, whether that is normal, and what has changed. */
export function JobScreen() {
  const jobName = useJobName();
  const jobs = useQuery(statusQuery(useApi()));
  const isKnown = jobs.data?.some((each) => each.jobName === jobName) ?? false;
  useLiveJob(isKnown ? jobName : null);
  return (
    <Answer query={jobs} what={`the job ${jobName}`}>
      {(all) => {
        const job = all.find((each) => each.jobName === jobName);
        if (!job) return <UnknownJob jobName={jobName} jobs={all} />;
        return (
          <div className="stack" key={jobName}>
            <JobHead job={job} />
            <WhyPanel job={job} />
            <JobTabs job={job} />
          </div>
        );
      }}
    </Answer>
  );
}
