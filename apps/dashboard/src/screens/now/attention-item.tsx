import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { HealthMark, SeverityMark } from '../../parts/values/marks.js';
import { useNow } from '../../time/now.js';
import { bothClocks, count } from '../../time/words.js';
import { AttentionActions } from './attention-actions.js';
import { nextByItself, streakOf, type Attention, type Incident } from './attention.js';
import { isWarned } from './verdict.js';

/** One job that needs a look: what is wrong, since when, what follows from it, who is on it, what happens by itself. */
export function AttentionItem({ attention, isOver }: { attention: Attention; isOver: boolean }) {
  const { job, severity, incident } = attention;
  const streak = streakOf(job);
  return (
    <li className="attention" data-severity={isOver ? undefined : severity}>
      <div className="attention-head">
        <h3>
          <Link to="/jobs/$jobName" params={{ jobName: job.jobName }}>
            {job.jobName}
          </Link>
        </h3>
        {!isOver && (
          <>
            <HealthMark health={job.health} />
            <SeverityMark severity={severity} />
            {streak > 1 && <span className="badge">{count(streak)} failures in a row</span>}
            {incident && <IncidentState incident={incident} />}
          </>
        )}
      </div>
      {isOver ? <p className="attention-what">It is well again.</p> : <Trouble attention={attention} />}
      <AttentionActions attention={attention} />
    </li>
  );
}

/** What is wrong, since when, what follows from it, and what happens by itself. */
function Trouble({ attention: { job, finding } }: { attention: Attention }) {
  const now = useNow();
  const more = job.findings.filter((one) => one !== finding && one.severity !== 'info');
  return (
    <>
      <p className="attention-what">
        {finding?.message ?? (isWarned(job) ? 'There is a finding about it.' : 'It is not well.')}
      </p>
      {more.map(({ rule, message }) => (
        <p key={rule} className="soft">
          {message}
        </p>
      ))}
      <dl className="attention-facts">
        {finding && (
          <Line name="Since">
            <FromNow at={finding.since} zone={job.timeZone} />
            <span className="soft">
              {' '}
              {bothClocks(Date.parse(finding.since), job.timeZone).replace('\n', ', ')}
            </span>
          </Line>
        )}
        {job.impact && <Line name="Hurts">{job.impact}</Line>}
        <Line name="Next">{nextByItself(job, now)}</Line>
      </dl>
    </>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function IncidentState({ incident }: { incident: Incident }) {
  return (
    <Link className="badge" to="/alerts" search={{ incident: incident.id }}>
      <IncidentWords incident={incident} />
    </Link>
  );
}

function IncidentWords({ incident: { state, acknowledgedBy, snoozedUntil } }: { incident: Incident }) {
  if (state === 'acknowledged') return <>Acknowledged by {acknowledgedBy ?? 'somebody'}</>;
  if (state === 'snoozed' && snoozedUntil) {
    return (
      <>
        Snoozed until <Instant at={snoozedUntil} />
      </>
    );
  }
  return <>Nobody is on it</>;
}
