import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Instant } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { duration } from '../../time/words.js';
import { changesAroundQuery } from './failures.queries.js';

interface ChangesAroundProps {
  /** ISO. */
  readonly firstSeenAt: string;
  /** The only job that it fails. */
  readonly jobName: string | undefined;
}

/** What was different when it began: deployments, edits, instances that came and went. */
export function ChangesAround({ firstSeenAt, jobName }: ChangesAroundProps) {
  const query = useQuery(changesAroundQuery(useApi(), firstSeenAt, jobName));
  const began = Date.parse(firstSeenAt);
  return (
    <Panel title="What changed when it began">
      <Answer query={query} what="what changed">
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">Nothing on record from 6 hours before it was first seen to an hour after.</p>
          ) : (
            <ol className="fault-changes">
              {items.map((mark) => (
                <li key={`${mark.at} ${mark.kind} ${mark.text}`}>
                  <Instant at={mark.at} />
                  <span className="soft numbers">{distance(Date.parse(mark.at) - began)}</span>
                  <span className="fault-change">
                    {mark.text}
                    {mark.by !== null && ` By ${mark.by}`}
                    {mark.reason !== null && `: ${mark.reason}`}{' '}
                    {mark.jobName !== null && (
                      <Link to="/jobs/$jobName" params={{ jobName: mark.jobName }}>
                        {mark.jobName}
                      </Link>
                    )}
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </Panel>
  );
}

function distance(ms: number): string {
  const whole = Math.round(Math.abs(ms) / 1_000) * 1_000;
  if (whole === 0) return 'at that moment';
  return ms < 0 ? `${duration(whole)} before` : `${duration(whole)} after`;
}
