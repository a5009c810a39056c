import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, type Schemas } from '../../api/client.js';
import { useApi, useMay } from '../../app-context.js';
import { Answer, Empty, NoPermission } from '../../parts/answer.js';
import { AsOf } from '../../parts/as-of.js';
import { Button } from '../../parts/button.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { AuditRow } from './audit-entry.js';
import { AuditFilters } from './audit-filters.js';
import type { SystemSearch } from './system.search.js';

/** Who did what. */
export function AuditTab() {
  const may = useMay();
  if (!may('audit')) return <NoPermission detail="Your role may not read the audit." />;
  return <Audit />;
}

function Audit() {
  const api = useApi();
  const search = useSearch({ from: '/system' });
  const navigate = useNavigate({ from: '/system' });
  const { by, jobName, action, requestId, from, to, cursor } = search;
  const asked = { by, jobName, action, requestId, from, to, cursor };
  const query = useQuery({
    queryKey: ['audit', asked],
    queryFn: ({ signal }) => answerOf(api.GET('/audit', { params: { query: asked as never }, signal })),
    placeholderData: keepPreviousData,
  });
  const change = (next: Partial<SystemSearch>) =>
    void navigate({ search: (now) => ({ ...now, cursor: undefined, ...next }) });
  return (
    <Panel title="Audit" actions={<AsOf query={query} />}>
      <AuditFilters search={search} change={change} />
      <Answer query={query} what="the audit">
        {({ items, page }) => (
          <>
            <Entries items={items} />
            <div className="row">
              <Button disabled={page.previous === null} onClick={() => change({ cursor: page.previous! })}>
                Newer
              </Button>
              <Button disabled={page.next === null} onClick={() => change({ cursor: page.next! })}>
                Older
              </Button>
            </div>
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Entries({ items }: { items: readonly Schemas['AuditEntry'][] }) {
  if (items.length === 0) return <Empty title="Nothing on record matches these filters." />;
  return (
    <DataTable name="Entries of the audit">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
          <th scope="col">About</th>
          <th scope="col">Outcome</th>
          <th scope="col">Why</th>
          <th scope="col">Before → after</th>
        </tr>
      </thead>
      <tbody>
        {items.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </DataTable>
  );
}
