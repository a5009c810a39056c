import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { useApi } from '../app-context.js';
import { fromLocalInput, isoOf } from '../time/local-input.js';
import { useNow } from '../time/now.js';
import { count } from '../time/words.js';
import { ActionDialog, TextField } from './action-dialog.js';
import { BackfillPreview } from './backfill-preview.js';
import { rangeProblem, type BackfillRange } from './backfill-range.js';
import type { JobDialogProps } from './job-dialog.js';
import { ReasonField, wordsOf } from './reason-field.js';
import { TimeField } from '../parts/fields/time-field.js';

/** As many slots as may wait of one job. */
const MOST = 1_000;

/** Runs a job for the slots of a past range. */
export function BackfillDialog({ job: { jobName, timeZone }, onClose }: JobDialogProps) {
  const api = useApi();
  const now = useNow();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [limit, setLimit] = useState('100');
  const [reason, setReason] = useState('');
  const range = rangeOf(from, to);
  const problem = range && rangeProblem(range, now);
  const most = /^\d+$/.test(limit) ? Number(limit) : 0;
  const isLimit = most >= 1 && most <= MOST;
  const run = async () => {
    const answer = await answerOf(
      api.POST('/jobs/{jobName}/backfill', {
        params: { path: { jobName } },
        body: { from: isoOf(range!.from), to: isoOf(range!.to), limit: most, reason: wordsOf(reason) },
      }),
    );
    if (answer.count === 0) return `No slot of ${jobName} lies in that range: nothing was started.`;
    return `${count(answer.count)} slots of ${jobName} will be run, one after another.`;
  };
  return (
    <ActionDialog
      title={`Backfill ${jobName}`}
      open
      onClose={onClose}
      verb="Run them"
      run={run}
      ready={range !== null && problem === null && isLimit}
    >
      <p>It runs once for every slot of a past range, in order. Slots that come due go first.</p>
      <TimeField label="From" value={from} onChange={setFrom} zone={timeZone} required />
      <TimeField label="To, itself included" value={to} onChange={setTo} zone={timeZone} required />
      {problem && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <TextField
        label="At most so many slots"
        type="number"
        value={limit}
        onChange={setLimit}
        hint="Where there are more, nothing is run."
        problem={isLimit ? null : `Write a number from 1 to ${count(MOST)}.`}
      />
      {range && problem === null && (
        <BackfillPreview jobName={jobName} zone={timeZone} limit={most} {...range} />
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

function rangeOf(from: string, to: string): BackfillRange | null {
  const range = { from: fromLocalInput(from), to: fromLocalInput(to) };
  return range.from === null || range.to === null ? null : { from: range.from, to: range.to };
}
