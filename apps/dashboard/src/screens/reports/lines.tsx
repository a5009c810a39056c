import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Panel } from '../../parts/panel.js';
import { useMost } from '../../parts/tables/at-first.js';
import { ShowMore } from '../../parts/tables/show-more.js';
import { count } from '../../time/words.js';
import { LineTable, type Line } from './line-table.js';
import { sortedLines } from './sorted-lines.js';
import { groupsQuery, performanceQuery, type Asked } from './reports.queries.js';

const route = getRouteApi('/reports');

/** Job by job, group by group, or owner by owner, each beside the period before. */
export function Lines({ asked }: { asked: Asked }) {
  const { by = 'job', chart: _, ...chosen } = route.useSearch();
  // how many are shown begins anew with other ones
  const key = JSON.stringify(chosen);
  return by === 'job' ? <Jobs key={key} asked={asked} /> : <Groups key={key} asked={asked} by={by} />;
}

function Jobs({ asked }: { asked: Asked }) {
  const search = route.useSearch();
  const [most, more] = useMost();
  const query = useQuery({
    ...performanceQuery(useApi(), search, asked, most),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title="Job by job">
      <Answer query={query} what="jobs">
        {({ items, total }) => (
          <Table
            what="Job"
            total={total}
            lines={items.map((job) => ({
              key: job.jobName,
              name: <JobLink jobName={job.jobName} />,
              ...job,
            }))}
            onMore={more}
          />
        )}
      </Answer>
    </Panel>
  );
}

function JobLink({ jobName }: { jobName: string }) {
  return (
    <Link to="/jobs/$jobName" params={{ jobName }}>
      {jobName}
    </Link>
  );
}

function Groups({ asked, by }: { asked: Asked; by: 'group' | 'owner' }) {
  const search = route.useSearch();
  const query = useQuery(groupsQuery(useApi(), search, asked, by));
  const [most, more] = useMost();
  return (
    <Panel title={by === 'group' ? 'Group by group' : 'Owner by owner'}>
      <Answer query={query} what={`${by}s`}>
        {({ items, total }) => (
          <Table
            what={by === 'group' ? 'Group' : 'Owner'}
            total={total}
            lines={sortedLines(
              items.map((one) => ({
                ...one,
                key: one.name ?? '',
                jobName: one.name ?? '',
                name: <GroupLink by={by} name={one.name} jobs={one.jobs} />,
              })),
              search.sort ?? '-p95',
            ).slice(0, most)}
            onMore={more}
          />
        )}
      </Answer>
    </Panel>
  );
}

/** Leads to its jobs. */
function GroupLink({ by, name, jobs }: { by: 'group' | 'owner'; name: string | null; jobs: number }) {
  const many: ReactNode = <span className="soft"> ({count(jobs)})</span>;
  if (name === null) return <>none{many}</>;
  return (
    <>
      <Link from="/reports" to="/reports" search={(was) => ({ ...was, by: 'job' as const, [by]: name })}>
        {name}
      </Link>
      {many}
    </>
  );
}

interface TableProps {
  readonly what: 'Job' | 'Group' | 'Owner';
  /** Those that are shown. */
  readonly lines: readonly Line[];
  readonly total: number;
  readonly onMore: () => void;
}

function Table({ what, lines, total, onMore }: TableProps) {
  if (lines.length === 0) return <p className="soft">Nothing ran in this period.</p>;
  return (
    <>
      <LineTable what={what} lines={lines} />
      <ShowMore what={`${what.toLowerCase()}s`} shown={lines.length} total={total} onMore={onMore} />
    </>
  );
}
