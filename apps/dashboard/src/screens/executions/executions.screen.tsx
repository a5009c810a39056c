import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/answer.js';
import { ExecutionsList } from '../../parts/tables/executions-list.js';
import { ExecutionsFilters } from './executions-filters.js';
import { filtersOf, type ExecutionsSearch } from './executions.search.js';
import './executions.css';

const route = getRouteApi('/executions');

/** Which executions were there, and what became of them? */
export function ExecutionsScreen() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filters = filtersOf(search);
  const isFiltered = Object.keys(filters).some((name) => name !== 'sort');
  const change = (part: Partial<ExecutionsSearch>) =>
    void navigate({ search: { ...search, cursor: undefined, seen: undefined, ...part } });
  const showAll = () => void navigate({ search: {} });
  return (
    <div className="stack">
      <div className="row executions-head">
        <h1>Executions</h1>
        {isFiltered && (
          <Button kind="quiet" onClick={showAll}>
            Without filters
          </Button>
        )}
      </div>
      <ExecutionsFilters search={search} onChange={change} />
      <ExecutionsList
        name="Executions"
        counted
        filters={filters}
        place={{ cursor: search.cursor, seen: search.seen }}
        onPlace={change}
        none={
          isFiltered ? (
            <Empty title="No execution is like that.">
              <Button onClick={showAll}>Show all</Button>
            </Empty>
          ) : (
            <Empty title="Nothing has run yet.">
              <p>As soon as a slot comes due, or somebody starts a job, it stands here.</p>
            </Empty>
          )
        }
      />
    </div>
  );
}
