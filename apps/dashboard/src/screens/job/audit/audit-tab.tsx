import { useInfiniteQuery } from '@tanstack/react-query';
import { answerOf } from '../../../api/client.js';
import { asProblem } from '../../../api/problem.js';
import { useApi, useMay } from '../../../app-context.js';
import { Empty, Failure, Loading, NoPermission } from '../../../parts/answer.js';
import { Button } from '../../../parts/button.js';
import { Panel } from '../../../parts/panel.js';
import type { JobTabProps } from '../job-tabs.js';
import { AuditTable } from './audit-table.js';

/** Who did what to this job. */
export function AuditTab({ job: { jobName, timeZone } }: JobTabProps) {
  const may = useMay();
  return (
    <Panel title="Who did what to it">
      {may('audit') ? (
        <Entries jobName={jobName} zone={timeZone} />
      ) : (
        <NoPermission detail="The audit log is for who may read it: ask an admin." />
      )}
    </Panel>
  );
}

function Entries({ jobName, zone }: { jobName: string; zone: string }) {
  const api = useApi();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      queryKey: ['audit', { jobName }],
      queryFn: ({ signal, pageParam }) =>
        answerOf(api.GET('/audit', { params: { query: { jobName, limit: 50, cursor: pageParam } }, signal })),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ page }) => page.next ?? undefined,
    });
  if (isPending) return <Loading what="the audit log" />;
  if (!data) return <Failure problem={asProblem(error)} again={() => void refetch()} />;
  const entries = data.pages.flatMap(({ items }) => items);
  if (entries.length === 0) return <Empty title="Nobody has done anything to it." />;
  return (
    <>
      <AuditTable name={`What people did to ${jobName}`} entries={entries} zone={zone} />
      {hasNextPage && (
        <Button busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Older
        </Button>
      )}
    </>
  );
}
