import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { answerOf, type Schemas } from '../../../api/client.js';
import { useApi } from '../../../app-context.js';
import { usePolling } from '../../../live/follow.js';
import { useAskAgain } from '../../../live/ask-again.js';
import { Answer, Empty } from '../../../parts/answer.js';
import { BothClocks } from '../../../parts/values/both-clocks.js';
import { FromNow } from '../../../parts/values/instant.js';
import { SeverityMark } from '../../../parts/values/marks.js';
import { Panel } from '../../../parts/panel.js';

const EVERY_STATE = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;

/** The job's incidents, the newest first; those that are over too. */
export function Incidents({ jobName, zone }: { jobName: string; zone: string }) {
  const api = useApi();
  const incidents = useQuery({
    queryKey: ['incidents', { jobName }],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/alerts', { params: { query: { jobName, state: [...EVERY_STATE], limit: 20 } }, signal }),
      ),
    refetchInterval: usePolling(),
  });
  useAskAgain('alerts', ['incidents']);
  return (
    <Panel title="Incidents">
      <Answer query={incidents} what="incidents">
        {({ items, page }) =>
          items.length === 0 ? (
            <Empty title="It has had no incident." />
          ) : (
            <>
              <ul className="incidents">
                {items.map((incident) => (
                  <Incident key={incident.id} incident={incident} zone={zone} />
                ))}
              </ul>
              {page.next !== null && <p className="soft">The newest 20. The screen Alerts has the others.</p>}
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

function Incident({ incident, zone }: { incident: Schemas['Incident']; zone: string }) {
  const {
    id,
    state,
    severity,
    findings,
    beganAt,
    acknowledgedBy,
    snoozedUntil,
    resolvedAt,
    resolvedBy,
    resolution,
    heldBy,
  } = incident;
  return (
    <li className="incident">
      <p className="row">
        <SeverityMark severity={severity} />
        <strong>{state}</strong>
        <span>
          began <BothClocks at={beganAt} zone={zone} /> (<FromNow at={beganAt} zone={zone} />)
        </span>
        <Link to="/alerts" search={{ incident: id }}>
          What was told, and what to do
        </Link>
      </p>
      <ul>
        {findings.map(({ rule, message, endedAt }) => (
          <li key={rule}>
            {message} {endedAt !== null && <span className="soft">(over)</span>}
          </li>
        ))}
      </ul>
      {acknowledgedBy !== null && <p className="soft">{acknowledgedBy} is on it.</p>}
      {state === 'snoozed' && snoozedUntil !== null && (
        <p className="soft">
          Snoozed until <BothClocks at={snoozedUntil} zone={zone} />
        </p>
      )}
      {heldBy !== null && <p className="soft">Held: {heldBy}, which it depends on, has an incident.</p>}
      {resolvedAt !== null && (
        <p className="soft">
          Over <FromNow at={resolvedAt} zone={zone} />
          {resolvedBy !== null && ` by ${resolvedBy}`}
          {resolution !== null && `: ${resolution}`}
        </p>
      )}
    </li>
  );
}
