import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ActionDialog, TextField } from '../../actions/action-dialog.js';
import { answerOf } from '../../api/client.js';
import { useApi, useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import type { Attention } from './attention.js';

/** What this role may do about it at once. */
export function AttentionActions({ attention: { job, incident } }: { attention: Attention }) {
  const may = useMay();
  const [asked, setAsked] = useState<'acknowledge' | 'run' | null>(null);
  const close = () => setAsked(null);
  const lastFailed = job.lastSlots.find(({ status }) => status !== 'completed' && status !== 'pending');
  return (
    <div className="row attention-actions">
      {incident?.state === 'open' && may('acknowledge') && (
        <Button onClick={() => setAsked('acknowledge')}>Acknowledge</Button>
      )}
      {!job.system && may('trigger') && <Button onClick={() => setAsked('run')}>Run again</Button>}
      {lastFailed?.executionId && (
        <Link className="button" to="/executions/$id" params={{ id: lastFailed.executionId }}>
          Open the last execution
        </Link>
      )}
      {incident && asked === 'acknowledge' && (
        <AcknowledgeDialog jobName={job.jobName} incidentId={incident.id} onClose={close} />
      )}
      {asked === 'run' && <RunAgainDialog jobName={job.jobName} rerun={job.rerun} onClose={close} />}
    </div>
  );
}

function AcknowledgeDialog({
  jobName,
  incidentId,
  onClose,
}: {
  jobName: string;
  incidentId: string;
  onClose: () => void;
}) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    const params = { path: { incidentId } };
    await answerOf(api.POST('/alerts/{incidentId}/ack', { params, body: reasonOf(reason) }));
    return `You are on ${jobName}: no reminders, no escalation.`;
  };
  return (
    <ActionDialog open title={`Acknowledge ${jobName}`} verb="I am on it" onClose={onClose} run={run}>
      <p>
        Others see that you are on it. Reminders and escalation stop; it ends by itself when the job is well.
      </p>
      <TextField label="Note" hint="May be left out." value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

const RERUN_WORDS = {
  safe: 'Its developers say that running it again does no harm.',
  ask: 'Its developers say: ask before you run it again.',
  never: 'Its developers say that it must not be run again.',
} as const;

function RunAgainDialog({
  jobName,
  rerun,
  onClose,
}: {
  jobName: string;
  rerun: keyof typeof RERUN_WORDS | null;
  onClose: () => void;
}) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const [key] = useState(() => crypto.randomUUID());
  const run = async () => {
    const params = { path: { jobName }, header: { 'Idempotency-Key': key } };
    const { status } = await answerOf(
      api.POST('/jobs/{jobName}/trigger', { params, body: reasonOf(reason) }),
    );
    return status === 'running' ? `${jobName} runs.` : `${jobName} waits for an instance that takes it.`;
  };
  return (
    <ActionDialog
      open
      title={`Run ${jobName} again`}
      verb="Run it now"
      danger={rerun === 'never'}
      subject={jobName}
      onClose={onClose}
      run={run}
    >
      <p>{rerun === null ? 'Nobody has said whether running it again does harm.' : RERUN_WORDS[rerun]}</p>
      <TextField
        label="Reason"
        hint="May be left out; it is kept with the execution."
        value={reason}
        onChange={setReason}
      />
    </ActionDialog>
  );
}

function reasonOf(text: string): { reason?: string } {
  return text.trim() === '' ? {} : { reason: text.trim() };
}
