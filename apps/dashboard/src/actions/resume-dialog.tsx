import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { useApi } from '../app-context.js';
import { FromNow } from '../parts/values/instant.js';
import { ActionDialog } from './action-dialog.js';
import type { JobDialogProps } from './job-dialog.js';
import { ReasonField, wordsOf } from './reason-field.js';

/** Lets the slots of a job run again. */
export function ResumeDialog({ job: { jobName, paused, timeZone }, onClose }: JobDialogProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    await answerOf(
      api.POST('/jobs/{jobName}/resume', {
        params: { path: { jobName } },
        body: { reason: wordsOf(reason) },
      }),
    );
    return `${jobName} runs again.`;
  };
  return (
    <ActionDialog title={`Resume ${jobName}`} open onClose={onClose} verb="Resume" run={run}>
      {paused && (
        <p>
          {paused.by ?? 'Somebody'} paused it <FromNow at={paused.since} zone={timeZone} />
          {paused.reason ? `: ${paused.reason}` : '.'}
        </p>
      )}
      <p>Its next slot runs. What came due meanwhile stays skipped.</p>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
