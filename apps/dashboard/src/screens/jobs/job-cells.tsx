import { Link } from '@tanstack/react-router';
import { FromNow } from '../../parts/values/instant.js';
import { HealthMark, StatusMark } from '../../parts/values/marks.js';
import { useClock } from '../../time/now.js';
import { percent } from '../../time/words.js';
import { changeInWords, percentiles } from './change-words.js';
import { dueInWords } from './due-words.js';
import { JobBadges } from './job-badges.js';
import type { JobLine, Performance } from './job-line.js';

export function JobName({ line: { job } }: { line: JobLine }) {
  const [finding] = job.findings;
  return (
    <>
      <Link className="job-name" to="/jobs/$jobName" params={{ jobName: job.jobName }}>
        {job.jobName}
      </Link>
      <p className="job-about">
        {job.description}
        <JobBadges job={job} />
      </p>
      {finding && (
        <p className="job-finding" title={finding.message}>
          {finding.message}
        </p>
      )}
    </>
  );
}

export function JobHealth({ line: { job } }: { line: JobLine }) {
  return <HealthMark health={job.health} />;
}

export function Cut({ text }: { text: string | null }) {
  if (text === null || text === '') return <span className="soft">–</span>;
  return (
    <span className="job-cut" title={text}>
      {text}
    </span>
  );
}

export function Success({ of }: { of: Performance | null }) {
  if (of === null || of.successRate === null) return <span className="soft">–</span>;
  return <span title={`Of ${of.runs} executions`}>{percent(of.successRate)}</span>;
}

export function JobDuration({ line: { week } }: { line: JobLine }) {
  const known = week && percentiles(week);
  if (!week || !known) return <span className="soft">–</span>;
  const change = changeInWords(week);
  return (
    <>
      <span className="numbers">{known}</span>
      {change && (
        <span className={change.is === 'worse' ? 'job-second job-worse' : 'job-second'}>{change.text}</span>
      )}
    </>
  );
}

export function JobLast({ line: { job } }: { line: JobLine }) {
  const slot = job.lastSlots.find(({ status }) => status !== 'pending');
  const at = slot?.until ?? slot?.scheduledAt;
  if (!slot || at === undefined) return <span className="soft">Never</span>;
  return (
    <>
      <StatusMark status={slot.status} />
      <span className="job-second">
        <FromNow at={at} zone={job.timeZone} />
      </span>
    </>
  );
}

export function JobNext({ line: { job } }: { line: JobLine }) {
  const clock = useClock();
  if (job.nextDueAt === null) return <span className="soft">Never</span>;
  return (
    <>
      <FromNow at={job.nextDueAt} zone={job.timeZone} />
      <span className="job-second">{dueInWords(Date.parse(job.nextDueAt), job.timeZone, clock())}</span>
    </>
  );
}
