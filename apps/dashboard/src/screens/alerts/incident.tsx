import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useApi, useMay } from '../../app-context.js';
import { useFollow, usePolling } from '../../live/follow.js';
import { Answer } from '../../parts/answer.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { Mark, SeverityMark } from '../../parts/values/marks.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { count, duration } from '../../time/words.js';
import {
  INCIDENT_LOOKS,
  isOfJob,
  RULE_WORDS,
  subjectInWords,
  type Incident as IncidentRecord,
  type IncidentDetails,
} from './alert-words.js';
import { incidentQuery } from './alerts.queries.js';
import { IncidentActions } from './incident-actions.js';
import { timelineOf } from './timeline.js';

const route = getRouteApi('/alerts');

/** One incident: what holds, its life, what was told of it. */
export function Incident({ incidentId }: { incidentId: string }) {
  const options = incidentQuery(useApi(), incidentId);
  const client = useQueryClient();
  const query = useQuery({ ...options, refetchInterval: usePolling() });
  useFollow('alerts', {
    changed: (items) => {
      const known = client.getQueryData(options.queryKey);
      const now = items.get(incidentId) as IncidentRecord | undefined;
      // one that has left the channel is over
      if (now?.revision !== known?.revision && known?.state !== 'resolved')
        void client.invalidateQueries({ queryKey: options.queryKey });
    },
  });
  return (
    <div className="stack">
      <p>
        <Link to="/alerts">All incidents</Link>
      </p>
      <Answer query={query} what="this incident">
        {(incident) => <Details incident={incident} />}
      </Answer>
    </div>
  );
}

function Details({ incident }: { incident: IncidentDetails }) {
  const { subject, severity, state, beganAt, resolvedAt, heldBy, snoozedUntil, fingerprints } = incident;
  const { do: asked } = route.useSearch();
  const may = useMay();
  return (
    <>
      <header className="stack">
        <h1>{subjectInWords(subject)}</h1>
        <div className="row">
          <SeverityMark severity={severity} />
          <Mark look={INCIDENT_LOOKS[state]} />
          {state === 'snoozed' && snoozedUntil !== null && (
            <span className="soft">
              until <Instant at={snoozedUntil} />
            </span>
          )}
          <IncidentActions incident={incident} asked={asked} />
          {isOfJob(incident) && state !== 'resolved' && may('trigger') && (
            <Link
              className="button"
              to="/jobs/$jobName"
              params={{ jobName: subject }}
              search={{ do: 'trigger' }}
            >
              Run again…
            </Link>
          )}
        </div>
      </header>
      <Panel title="What it is about">
        <Facts>
          <Fact name="Began">
            <Instant at={beganAt} /> (<FromNow at={beganAt} />)
          </Fact>
          <Fact name="Threshold reached">
            <Instant at={incident.openedAt} />
          </Fact>
          {resolvedAt !== null && (
            <Fact name="Over">
              <Instant at={resolvedAt} />, after {duration(Date.parse(resolvedAt) - Date.parse(beganAt))}
            </Fact>
          )}
          {isOfJob(incident) && (
            <Fact name="Job">
              <Link to="/jobs/$jobName" params={{ jobName: subject }}>
                {subject}
              </Link>
            </Fact>
          )}
          <Fact name="Who is on it">{incident.acknowledgedBy ?? 'nobody'}</Fact>
          {incident.escalation > 0 && <Fact name="Escalated">{count(incident.escalation)} steps</Fact>}
          {heldBy !== null && (
            <Fact name="Held by">
              <Link to="/jobs/$jobName" params={{ jobName: heldBy }}>
                {heldBy}
              </Link>
              , which it depends on
            </Fact>
          )}
          {fingerprints.map((fingerprint) => (
            <Fact key={fingerprint} name="Fault">
              <Link to="/failures" search={{ fingerprint }}>
                <code>{fingerprint}</code>
              </Link>
            </Fact>
          ))}
        </Facts>
        <Findings incident={incident} />
      </Panel>
      <Panel title="History">
        <Timeline incident={incident} />
      </Panel>
    </>
  );
}

function Findings({ incident }: { incident: IncidentDetails }) {
  const { findings, subject } = incident;
  const isOfAJob = isOfJob(incident);
  return (
    <DataTable name="Findings">
      <thead>
        <tr>
          <th scope="col">Finding</th>
          <th scope="col">Severity</th>
          <th scope="col">What it says</th>
          <th scope="col">Since</th>
          <th scope="col">Ended</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr key={`${finding.rule} ${finding.joinedAt}`}>
            <th scope="row">{RULE_WORDS[finding.rule]}</th>
            <td>
              <SeverityMark severity={finding.severity} />
              {!finding.told && <span className="soft"> shown only</span>}
            </td>
            <td className="alerts-text">
              {finding.message}{' '}
              {finding.executionId !== null && (
                <Link to="/executions/$id" params={{ id: finding.executionId }}>
                  Execution
                </Link>
              )}{' '}
              {isOfAJob && finding.slot !== null && (
                <Link to="/jobs/$jobName" params={{ jobName: subject }} search={{ at: finding.slot }}>
                  Why?
                </Link>
              )}
            </td>
            <td>
              <FromNow at={finding.since} />
            </td>
            <td>
              {finding.endedAt === null ? (
                'still going on'
              ) : (
                <>
                  <FromNow at={finding.endedAt} />
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

function Timeline({ incident }: { incident: IncidentDetails }) {
  return (
    <ol className="alerts-timeline">
      {timelineOf(incident).map(({ key, at, look, text, isMessage }) => (
        <li key={key} data-message={isMessage || undefined}>
          <Instant at={at} />
          <Mark look={look} />
          <span className="alerts-text">{text}</span>
        </li>
      ))}
    </ol>
  );
}
