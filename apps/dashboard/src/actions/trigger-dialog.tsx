import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { jobQuery, type JobStatus } from '../api/queries.js';
import { useApi } from '../app-context.js';
import { count } from '../time/words.js';
import { ActionDialog, TextField } from './action-dialog.js';
import { CheckField } from '../parts/fields/check-field.js';
import { newKey } from './idempotency-key.js';
import type { JobDialogProps } from './job-dialog.js';
import { readParameters, writtenOf } from './parameters.js';
import { ReasonField, wordsOf } from './reason-field.js';

interface TriggerDialogProps extends JobDialogProps {
  /** What stands in the field at first: of an execution that is to run again. */
  readonly parameters?: unknown;
}

/** Starts a job by hand. */
export function TriggerDialog({ job, onClose, parameters: given }: TriggerDialogProps) {
  const { jobName, inFlight, overlap, frozen, paused, rerun } = job;
  const api = useApi();
  const { data: definition } = useQuery(jobQuery(api, jobName));
  const [written, setWritten] = useState(() => writtenOf(given));
  const [reason, setReason] = useState('');
  const [beside, setBeside] = useState(false);
  const [force, setForce] = useState(false);
  const [key, setKey] = useState(newKey);
  const parameters = readParameters(written);
  const mustRunBeside = inFlight.length > 0 && overlap !== 'allow';
  const run = async () => {
    const { status } = await answerOf(
      api.POST('/jobs/{jobName}/trigger', {
        params: {
          path: { jobName },
          query: mustRunBeside && beside ? { overlap: 'allow' } : {},
          header: { 'Idempotency-Key': key },
        },
        body: {
          parameters: parameters.value,
          reason: wordsOf(reason),
          ...(frozen && force && { force }),
        },
      }),
    );
    return status === 'running'
      ? `${jobName} was started.`
      : `${jobName} will be started by the next instance that is free for it.`;
  };
  const ready =
    parameters.problem === null && (!mustRunBeside || beside) && (!frozen || force) && key.trim() !== '';
  return (
    <ActionDialog
      title={`Trigger ${jobName}`}
      open
      onClose={onClose}
      verb="Trigger"
      danger={rerun === 'never'}
      subject={jobName}
      run={run}
      ready={ready}
    >
      <p>It runs once, now, beside its schedule. No slot is taken by it.</p>
      {rerun !== null && (
        <p className={rerun === 'safe' ? undefined : 'notice notice-warning'}>{RERUN_WORDS[rerun]}</p>
      )}
      {paused && <p className="notice">It is paused. That keeps its slots from running, not this.</p>}
      <Parameters
        vendor={definition?.options.parameters.value}
        written={written}
        onChange={setWritten}
        problem={parameters.problem}
      />
      <ReasonField value={reason} onChange={setReason} />
      {mustRunBeside && (
        <div className="notice notice-warning">
          <p>{inFlightInWords(inFlight)}</p>
          <CheckField label="Start another one beside it" checked={beside} onChange={setBeside} />
        </div>
      )}
      {frozen && (
        <div className="notice notice-warning">
          <p>It is frozen: nothing of it is meant to start.</p>
          <CheckField label="Start it all the same" checked={force} onChange={setForce} />
        </div>
      )}
      <details>
        <summary>Sent twice by mistake?</summary>
        <TextField
          label="Idempotency key"
          value={key}
          onChange={setKey}
          hint="Whatever is sent with the same key is one execution."
          maxLength={200}
          code
        />
      </details>
    </ActionDialog>
  );
}

const RERUN_WORDS: Readonly<Record<NonNullable<JobStatus['rerun']>, string>> = {
  safe: 'Its developers say that running it again does no harm.',
  ask: 'Its developers say: ask before you run it again.',
  never: 'Its developers say that it must not be run again.',
};

interface ParametersProps {
  /** What checks them; null where the job takes none; undefined where that is not known yet. */
  readonly vendor: unknown;
  readonly written: string;
  readonly onChange: (written: string) => void;
  readonly problem: string | null;
}

function Parameters({ vendor, written, onChange, problem }: ParametersProps) {
  if (vendor === null) return <p className="soft">It takes no parameters.</p>;
  return (
    <TextField
      label="Parameters, as JSON"
      value={written}
      onChange={onChange}
      hint={'Such as { "season": 2026 }. The job says what is right.'}
      problem={problem}
      long
      code
    />
  );
}

function inFlightInWords(inFlight: JobStatus['inFlight']): string {
  return inFlight.length === 1
    ? 'One execution is in flight already.'
    : `${count(inFlight.length)} executions are in flight already.`;
}
