import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, type Schemas } from '../../../api/client.js';
import { ApiProblem } from '../../../api/problem.js';
import { useApi } from '../../../app-context.js';

type Job = Schemas['Job'];
export type Change = Schemas['Configuration'];

interface ChangeOfJob {
  /** What would change, and when it would be due then; asked for whatever is written. */
  readonly preview: UseQueryResult<Schemas['ConfigurationChange']>;
  /** Whether what is previewed is what would be sent now. */
  readonly isPreviewed: boolean;
  /** Makes the change, if nobody was faster. */
  readonly apply: (words: Pick<Change, 'reason' | 'until'>) => Promise<Schemas['ConfigurationChange']>;
  /** What somebody else has made of the job meanwhile; null where nobody has. */
  readonly conflict: Job | null;
  /** Goes on from what is there now. */
  readonly takeUp: () => void;
}

/**
 * A change of what holds in place of a job's code: looked at before it is made, and made only for the version that was looked at.
 * @param job as it was when somebody began
 * @param asked null where nothing would change
 */
export function useChange(job: Job, asked: Change | null): ChangeOfJob {
  const api = useApi();
  const { jobName } = job;
  const [base, setBase] = useState(job.version);
  const [conflict, setConflict] = useState<Job | null>(null);
  const preview = useQuery({
    queryKey: ['change', jobName, base, asked],
    queryFn: ({ signal }) =>
      answerOf(
        api.PATCH('/jobs/{jobName}/config', {
          params: { path: { jobName }, query: { dryRun: 'true' } },
          body: asked!,
          signal,
        }),
      ),
    enabled: asked !== null,
    retry: false,
  });
  const apply: ChangeOfJob['apply'] = async (words) => {
    try {
      return await answerOf(
        api.PATCH('/jobs/{jobName}/config', {
          params: { path: { jobName }, header: { 'If-Match': `"${base}"` } },
          body: { ...asked, ...words },
        }),
      );
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === 'version-conflict') {
        setConflict(error.body.current as Job);
      }
      throw error;
    }
  };
  const takeUp = () => {
    if (conflict) setBase(conflict.version);
    setConflict(null);
  };
  return { preview, isPreviewed: asked !== null && preview.isSuccess, apply, conflict, takeUp };
}
