import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useApi } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { ListNews } from '../../parts/tables/list-news.js';
import { useHeldRows } from '../../parts/tables/held-rows.js';
import { useMost } from '../../parts/tables/at-first.js';
import { ShowMore } from '../../parts/tables/show-more.js';
import { useClock } from '../../time/now.js';
import { FailureFilters } from './failure-filters.js';
import { inOneSentence, type FailureGroup, type Span } from './failure-words.js';
import { FaultTable } from './fault-table.js';
import { failuresQuery, MOST_GROUPS } from './failures.queries.js';

const route = getRouteApi('/failures');
const keyOf = ({ fingerprint }: FailureGroup) => fingerprint;

export function FaultList() {
  const search = route.useSearch();
  const query = useQuery(failuresQuery(useApi(), search, useClock()));
  return (
    <div className="stack">
      <h1>Failures</h1>
      <FailureFilters />
      <Answer query={query} what="failures">
        {({ items }) => <Faults key={JSON.stringify(search)} groups={items} span={search.span ?? '7d'} />}
      </Answer>
    </div>
  );
}

function Faults({ groups, span }: { groups: readonly FailureGroup[]; span: Span }) {
  const now = useClock()();
  const isCut = groups.length === MOST_GROUPS;
  const { rows, news, gone, update } = useHeldRows(groups, keyOf, isCut);
  const [most, more] = useMost();
  if (rows.length === 0) {
    return (
      <Empty title="Nothing failed.">
        <p>
          No execution failed by a fault that fits these filters. Executions without an error are on the jobs’
          pages.
        </p>
      </Empty>
    );
  }
  return (
    <>
      <div className="list-head">
        <p className="list-sentence">{inOneSentence(groups, span, now)}</p>
        <ListNews news={news} gone={gone} onUpdate={update} />
      </div>
      <FaultTable rows={rows.slice(0, most)} span={span} />
      <ShowMore what="faults" shown={Math.min(most, rows.length)} total={rows.length} onMore={more} />
      {isCut && <p className="soft">No more than {MOST_GROUPS} are listed. Filters find the others.</p>}
    </>
  );
}
