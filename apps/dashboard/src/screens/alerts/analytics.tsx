import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { Fact, Facts, Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { useClock } from '../../time/now.js';
import { count, duration, percent } from '../../time/words.js';
import {
  PERIODS,
  RULE_WORDS,
  SEVERITIES,
  SUPPRESSION_WORDS,
  subjectInWords,
  type Period,
  type Rule,
  type Suppression,
} from './alert-words.js';
import { channelsQuery, statsQuery } from './alerts.queries.js';
import { neverFired, silentChannels, usefulnessInWords } from './usefulness.js';

type Stats = Schemas['AlertStats'];

const route = getRouteApi('/alerts');
const PERIOD_WORDS = Object.fromEntries(
  Object.entries(PERIODS).map(([period, { words }]) => [period, words]),
) as Record<Period, string>;

/** Whether alerts are of use. */
export function Analytics() {
  const { period = '30d' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(statsQuery(useApi(), period, useClock()));
  return (
    <>
      <Filters label="Analytics">
        <ChoiceField
          label="Period"
          choices={PERIOD_WORDS}
          value={period}
          onChange={(one) => void navigate({ search: (was) => ({ ...was, period: one }) })}
        />
      </Filters>
      <Answer query={query} what="what alerting came to">
        {(stats) => <Shown stats={stats} />}
      </Answer>
    </>
  );
}

function Shown({ stats }: { stats: Stats }) {
  const { incidents, notifications } = stats;
  return (
    <>
      <p className="list-sentence">{usefulnessInWords(stats)}</p>
      <Panel title="Incidents">
        <Facts>
          <Fact name="Opened">{count(incidents.opened)}</Fact>
          <Fact name="Over">{count(incidents.resolved)}</Fact>
          {SEVERITIES.map((severity) => (
            <Fact key={severity} name={`Of them ${severity}`}>
              {count(incidents.bySeverity[severity])}
            </Fact>
          ))}
          <Fact name="To acknowledge, p50">{spread(incidents.toAcknowledge?.p50)}</Fact>
          <Fact name="To acknowledge, p95">{spread(incidents.toAcknowledge?.p95)}</Fact>
          <Fact name="To recover, p50">{spread(incidents.toRecover?.p50)}</Fact>
          <Fact name="To recover, p95">{spread(incidents.toRecover?.p95)}</Fact>
          <Fact name="Ended with nobody on them">{count(incidents.unattended)}</Fact>
        </Facts>
      </Panel>
      <Panel title="Messages">
        <Facts>
          <Fact name="Delivered">{count(notifications.byState.delivered)}</Fact>
          <Fact name="In digests">{count(notifications.byState.digested)}</Fact>
          <Fact name="Suppressed">{count(notifications.byState.suppressed)}</Fact>
          <Fact name="Failed">{count(notifications.byState.failed)}</Fact>
          <Fact name="Waiting">{count(notifications.byState.pending + notifications.byState.sending)}</Fact>
          <Fact name="From event to channel, p50">{spread(notifications.latency?.p50)}</Fact>
          <Fact name="From event to channel, p99">{spread(notifications.latency?.p99)}</Fact>
        </Facts>
        <Suppressed suppressed={notifications.suppressed} />
      </Panel>
      <div className="alerts-halves">
        <NoisyJobs jobs={stats.jobs} />
        <Fired stats={stats} />
      </div>
    </>
  );
}

function spread(ms: number | undefined): ReactNode {
  return ms === undefined ? (
    <span className="soft">none</span>
  ) : (
    <span className="numbers">{duration(ms)}</span>
  );
}

function Suppressed({ suppressed }: Pick<Stats['notifications'], 'suppressed'>) {
  const some = Object.entries(suppressed).sort(([, a], [, b]) => b - a);
  if (some.length === 0) return null;
  return (
    <>
      <h3>Why nobody was told</h3>
      <ul className="alerts-counts">
        {some.map(([why, many]) => (
          <li key={why}>
            <span>{SUPPRESSION_WORDS[why as Suppression] ?? why}</span>
            <span className="numbers">{count(many)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function NoisyJobs({ jobs }: Pick<Stats, 'jobs'>) {
  return (
    <Panel title="Noisiest jobs">
      {jobs.length === 0 ? (
        <p className="soft">None had an incident.</p>
      ) : (
        <DataTable name="Jobs by incidents" className="alerts-table">
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col" className="number">
                Incidents
              </th>
              <th scope="col" className="number">
                Messages
              </th>
              <th
                scope="col"
                className="number"
                title="Incidents that began within an hour after the last one"
              >
                Flapping
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map(({ jobName, incidents, notifications, flapping }) => (
              <tr key={jobName}>
                <th scope="row" className="alerts-name">
                  <Link to="/alerts" search={{ tab: 'incidents', past: 'yes', jobName }}>
                    {subjectInWords(jobName)}
                  </Link>
                </th>
                <td className="number">{count(incidents)}</td>
                <td className="number">{count(notifications)}</td>
                <td className="number">
                  {flapping === 0 ? '–' : `${count(flapping)} (${percent(flapping / incidents)})`}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Panel>
  );
}

function Fired({ stats }: { stats: Stats }) {
  const { data: channels } = useQuery(channelsQuery(useApi()));
  const fired = Object.entries(stats.rules).sort(([, a], [, b]) => b - a);
  const silent = silentChannels(stats, channels ?? []);
  return (
    <Panel title="What opened incidents">
      {fired.length === 0 && <p className="soft">Nothing did.</p>}
      <ul className="alerts-counts">
        {fired.map(([rule, many]) => (
          <li key={rule}>
            <span>{RULE_WORDS[rule as Rule] ?? rule}</span>
            <span className="numbers">{count(many)}</span>
          </li>
        ))}
      </ul>
      <h3>Never fired</h3>
      <p className="soft">{neverFired(stats).join(', ')}.</p>
      {silent.length > 0 && <p className="soft">Channels that told nothing: {silent.join(', ')}.</p>}
    </Panel>
  );
}
