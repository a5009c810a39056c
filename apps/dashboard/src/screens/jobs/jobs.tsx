import type { RowSelectionState } from '@tanstack/react-table';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { JobStatus } from '../../api/queries.js';
import { useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { Empty } from '../../parts/answer.js';
import { useIsNarrow } from '../../parts/use-is-narrow.js';
import { count } from '../../time/words.js';
import { JobCards } from './job-cards.js';
import { filterOf } from './job-filter.js';
import { sorted } from './job-sort.js';
import { JobsBulk } from './jobs-bulk.js';
import { JobsFilters } from './jobs-filters.js';
import { JobsTable } from './jobs-table.js';
import type { JobsSearch } from './jobs.search.js';
import { useHeldOrder } from './use-held-order.js';
import { useJobLines } from './use-job-lines.js';

/**
 * The jobs that the address asks for, and what can be done with several of them. Who points at the list, or stands in it, and
 * goes to what is above it has not left: what they go for there must not vanish under them.
 */
export function Jobs({ jobs }: { jobs: readonly JobStatus[] }) {
  const search = useSearch({ from: '/jobs' });
  const navigate = useNavigate({ from: '/jobs' });
  const may = useMay();
  const [isHeld, setHeld] = useState(false);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const lines = useJobLines(jobs);
  const sort = search.sort ?? 'health';
  const wanted = useMemo(() => {
    const fits = filterOf(search);
    return sorted(
      [...lines.values()].filter(({ job }) => fits(job)),
      sort,
    ).map(({ job }) => job.jobName);
  }, [lines, search, sort]);
  const { names, behind } = useHeldOrder(wanted, JSON.stringify(search), isHeld, (name) => lines.has(name));
  const shown = useMemo(() => names.map((name) => lines.get(name)!), [names, lines]);
  const change = (next: Partial<JobsSearch>, how?: 'as typed') =>
    void navigate({ search: (now) => ({ ...now, ...next }), replace: how === 'as typed' });
  const List = useIsNarrow() ? JobCards : JobsTable;
  const maySteer = may('pause') || may('trigger');
  const selected = shown.filter(({ job }) => selection[job.jobName]).map(({ job }) => job);
  return (
    <>
      <JobsFilters jobs={jobs} search={search} change={change} />
      <div
        className="stack"
        onPointerLeave={() => setHeld(false)}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) setHeld(false);
        }}
      >
        <div className="jobs-head">
          <p role="status">
            {count(wanted.length)} of {count(jobs.length)} jobs
          </p>
          {behind && (
            <p className="row" role="status">
              {behind}
              <Button onClick={() => setHeld(false)}>Put in order</Button>
            </p>
          )}
          {maySteer && <JobsBulk selected={selected} clear={() => setSelection({})} />}
        </div>
        {shown.length === 0 ? (
          <Empty title="No job fits.">
            <Button onClick={() => void navigate({ search: {} })}>Show all jobs</Button>
          </Empty>
        ) : (
          <List
            lines={shown}
            sort={sort}
            onSort={(next) => change({ sort: next })}
            selection={selection}
            onSelect={maySteer ? setSelection : null}
            onHold={() => setHeld(true)}
          />
        )}
      </div>
    </>
  );
}
