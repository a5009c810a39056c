import { useQuery } from '@tanstack/react-query';
import { JobActions } from '../../actions/job-actions.js';
import { jobQuery, type JobStatus } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { BothClocks } from '../../parts/values/both-clocks.js';
import { FromNow } from '../../parts/values/instant.js';
import { HealthMark, SeverityMark } from '../../parts/values/marks.js';
import { OutsideLink } from '../../parts/values/outside-link.js';
import { Fact, Facts } from '../../parts/panel.js';
import { InFlight } from './in-flight.js';
import { JobBadges } from './job-badges.js';
import { useJobSearch } from './use-job-search.js';

/** What the job is, how it is, when it is due, and what can be done to it. */
export function JobHead({ job }: { job: JobStatus }) {
  const { jobName, health, findings, description, schedule, timeZone, group, owner, tags, inFlight } = job;
  const { do: asked } = useJobSearch();
  const { data: definition } = useQuery(jobQuery(useApi(), jobName));
  const { runbookUrl, impact } = definition?.options ?? {};
  return (
    <header className="panel job-head">
      <div className="job-title">
        <h1>{jobName}</h1>
        <JobActions job={job} asked={asked} />
      </div>
      <div className="row">
        <HealthMark health={health} />
        <JobBadges job={job} />
      </div>
      {findings.length > 0 && (
        <ul className="findings" aria-label="What is wrong">
          {findings.map(({ rule, severity, message, since }) => (
            <li key={rule}>
              <SeverityMark severity={severity} short /> {message}{' '}
              <span className="soft">
                since <FromNow at={since} zone={timeZone} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <Facts>
        <Fact name="Schedule">
          {description}
          <br />
          <code>{schedule}</code> <span className="soft">{timeZone}</span>
        </Fact>
        <Fact name="Next due">
          <NextDue job={job} />
        </Fact>
        {group && <Fact name="Group">{group}</Fact>}
        {owner && <Fact name="Owner">{owner}</Fact>}
        {tags.length > 0 && <Fact name="Tags">{tags.join(', ')}</Fact>}
        {typeof impact?.value === 'string' && <Fact name="When it fails">{impact.value}</Fact>}
        {typeof runbookUrl?.value === 'string' && (
          <Fact name="Runbook">
            <OutsideLink to={runbookUrl.value}>{runbookUrl.value}</OutsideLink>
          </Fact>
        )}
        {definition && (
          <Fact name="Written in">
            <span className="code">{definition.definedIn}</span>
          </Fact>
        )}
      </Facts>
      {inFlight.length > 0 && <InFlight job={job} />}
    </header>
  );
}

function NextDue({ job: { nextDueAt, timeZone } }: { job: JobStatus }) {
  if (nextDueAt === null) return 'never by itself';
  return (
    <>
      <FromNow at={nextDueAt} zone={timeZone} />
      <br />
      <BothClocks at={nextDueAt} zone={timeZone} />
    </>
  );
}
