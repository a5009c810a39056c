import { EXECUTIONS } from '../../api/executions.js';
import { statusQuery } from '../../api/queries.js';
import type { Schemas } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { useFollowInto } from '../../live/follow.js';
import { withFresh, withStatus } from './fresh-executions.js';

/** Keeps a job's status, and those of its executions that are shown, as they are now. */
export function useLiveJob(jobName: string | null): void {
  const api = useApi();
  useFollowInto(jobName === null ? null : `job:${jobName}`, (client, items) => {
    client.setQueryData(statusQuery(api).queryKey, (jobs) => jobs && [...withStatus(jobs, items)]);
    client.setQueriesData<Schemas['ExecutionPage']>({ queryKey: [EXECUTIONS] }, (page) => {
      if (!page) return page;
      const rows = withFresh(page.items, items);
      return rows === page.items ? page : { ...page, items: [...rows] };
    });
  });
}
