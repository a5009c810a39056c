import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { POLL_MS } from '../api/queries.js';
import { useApi } from '../app-context.js';
import { Answer } from '../parts/answer.js';
import { BothClocks } from '../parts/values/both-clocks.js';
import { clockTime } from '../time/words.js';
import { ActionDialog } from './action-dialog.js';
import type { JobDialogProps } from './job-dialog.js';
import { ReasonField, wordsOf } from './reason-field.js';

/** Lets the next slot of a job pass. */
export function SkipNextDialog({ job: { jobName, timeZone }, onClose }: JobDialogProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const next = useQuery({
    queryKey: ['fires', jobName, 'next'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/jobs/{jobName}/fires', { params: { path: { jobName }, query: { limit: 1 } }, signal }),
      ),
    // it may come while somebody looks at this
    refetchInterval: POLL_MS,
  });
  const run = async () => {
    const { slot } = await answerOf(
      api.POST('/jobs/{jobName}/skip-next', {
        params: { path: { jobName } },
        body: { reason: wordsOf(reason) },
      }),
    );
    return `The slot of ${clockTime(Date.parse(slot), timeZone)} (${timeZone}) will be skipped.`;
  };
  return (
    <ActionDialog
      title={`Skip the next slot of ${jobName}`}
      open
      onClose={onClose}
      verb="Skip it"
      danger
      subject={jobName}
      run={run}
    >
      <Answer query={next} what="the next slot">
        {({ items: [fire] }) => (
          <p>
            {fire ? <BothClocks at={fire.slot} zone={timeZone} /> : 'It is never due.'}
            {fire && ' will not run. The one after it will.'}
          </p>
        )}
      </Answer>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
