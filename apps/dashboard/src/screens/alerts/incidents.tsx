import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi, useIsLive } from '../../app-context.js';
import { useFollow, usePolling } from '../../live/follow.js';
import { Answer, Empty } from '../../parts/answer.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { useHeldRows } from '../../parts/tables/held-rows.js';
import { ScopeFilters } from '../../parts/fields/scope-filters.js';
import { useMost } from '../../parts/tables/at-first.js';
import { ListNews } from '../../parts/tables/list-news.js';
import { ShowMore } from '../../parts/tables/show-more.js';
import { useIsNarrow } from '../../parts/use-is-narrow.js';
import { count } from '../../time/words.js';
import { SEVERITIES, type Incident } from './alert-words.js';
import { fitting, incidentsQuery } from './alerts.queries.js';
import type { AlertsSearch } from './alerts.search.js';
import { IncidentCards } from './incident-cards.js';
import { IncidentsTable } from './incidents-table.js';

const route = getRouteApi('/alerts');
const keyOf = ({ id }: Incident) => id;
const SEVERITY_WORDS = { info: 'Info', warning: 'Warning', error: 'Error', critical: 'Critical' } as const;

export function Incidents() {
  const search = route.useSearch();
  const query = useIncidents(search);
  const { past, severity, jobName, group, owner } = search;
  return (
    <>
      <IncidentFilters />
      <Answer query={query} what="incidents">
        {(incidents) => (
          <List
            key={JSON.stringify({ past, severity, jobName, group, owner })}
            incidents={incidents}
            isPast={past !== undefined}
          />
        )}
      </Answer>
    </>
  );
}

/** Those that are not over come by themselves while that works; those that are over change seldom. */
function useIncidents(search: AlertsSearch) {
  const options = incidentsQuery(useApi(), search);
  const client = useQueryClient();
  const polling = usePolling();
  const isLive = useIsLive();
  const isPast = search.past !== undefined;
  useFollow('alerts', {
    changed: (items) => {
      if (isPast) void client.invalidateQueries({ queryKey: options.queryKey });
      else client.setQueryData(options.queryKey, fitting(items.values() as Iterable<Incident>, search));
    },
  });
  return useQuery({ ...options, refetchInterval: isLive ? false : polling });
}

function IncidentFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: AlertsSearch) => void navigate({ search: (was) => ({ ...was, ...part }) });
  return (
    <Filters label="Incidents">
      <ChoiceField
        label="Which"
        none="Going on"
        choices={{ yes: 'Over' }}
        value={search.past}
        onChange={(past) => change({ past })}
      />
      <ChoiceField
        label="At least"
        none="Any severity"
        choices={SEVERITY_WORDS}
        value={search.severity}
        onChange={(severity) => change({ severity })}
      />
      <ScopeFilters scope={search} onChange={change} />
    </Filters>
  );
}

function List({ incidents, isPast }: { incidents: readonly Incident[]; isPast: boolean }) {
  const { rows, news, gone, update } = useHeldRows(incidents, keyOf);
  const [most, more] = useMost();
  const Shown = useIsNarrow() ? IncidentCards : IncidentsTable;
  return (
    <>
      <div className="list-head">
        <p className="list-sentence">{inOneSentence(incidents, isPast)}</p>
        <ListNews news={news} gone={gone} onUpdate={update} />
      </div>
      {rows.length === 0 ? (
        <Empty title={isPast ? 'No incident has ended here.' : 'No incident is open.'}>
          <p>
            {isPast
              ? 'Nothing that is on record fits these filters.'
              : 'Nothing is wrong that people are told of.'}
          </p>
        </Empty>
      ) : (
        <>
          <Shown rows={rows.slice(0, most)} isPast={isPast} />
          <ShowMore what="incidents" shown={Math.min(most, rows.length)} total={rows.length} onMore={more} />
        </>
      )}
    </>
  );
}

function inOneSentence(incidents: readonly Incident[], isPast: boolean): string {
  const many = `${count(incidents.length)} ${incidents.length === 1 ? 'incident' : 'incidents'}`;
  if (isPast) return `${many} over.`;
  const nobodys = incidents.filter(({ state }) => state === 'open').length;
  if (incidents.length === 0) return 'All is quiet.';
  const worst = SEVERITIES.findLast((severity) => incidents.some((one) => one.severity === severity))!;
  const attended =
    nobodys === 0
      ? 'somebody is on each'
      : `nobody is on ${nobodys === incidents.length ? 'any' : count(nobodys)} of them`;
  return `${many}, the loudest ${SEVERITY_WORDS[worst].toLowerCase()}; ${attended}.`;
}
