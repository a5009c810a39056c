import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { useApi } from '../app-context.js';
import { useClock, useNow } from '../time/now.js';
import { isoOf } from '../time/local-input.js';
import { clockTime } from '../time/words.js';
import { ActionDialog } from './action-dialog.js';
import type { JobDialogProps } from './job-dialog.js';
import { ReasonField, wordsOf } from './reason-field.js';
import { UntilField } from './until-field.js';
import { endOf, OPEN_END } from './until.js';

/** Lets no slot of a job run for a while; of one that is paused, until another time or for another reason. */
export function PauseDialog({ job, onClose }: JobDialogProps) {
  const { jobName, paused, timeZone } = job;
  const api = useApi();
  const now = useNow();
  const clock = useClock();
  const [until, setUntil] = useState(OPEN_END);
  const [reason, setReason] = useState(paused?.reason ?? '');
  const run = async () => {
    const end = endOf(until, clock());
    const answer = await answerOf(
      api.POST('/jobs/{jobName}/pause', {
        params: { path: { jobName } },
        body: { reason: wordsOf(reason), ...(typeof end === 'number' && { until: isoOf(end) }) },
      }),
    );
    return answer.until === null
      ? `${jobName} is paused until somebody resumes it.`
      : `${jobName} is paused until ${clockTime(Date.parse(answer.until))}.`;
  };
  return (
    <ActionDialog
      title={paused ? `Change the pause of ${jobName}` : `Pause ${jobName}`}
      open
      onClose={onClose}
      verb={paused ? 'Change the pause' : 'Pause'}
      danger
      subject={jobName}
      run={run}
      ready={endOf(until, now) !== undefined}
    >
      <p>Slots that come due meanwhile are skipped. What runs goes on.</p>
      <UntilField
        value={until}
        onChange={setUntil}
        zone={timeZone}
        words={{ open: 'Until somebody resumes it' }}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
