import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { AcknowledgeDialog } from '../../actions/acknowledge-dialog.js';
import { possibleActions } from '../../actions/possible-actions.js';
import { TriggerDialog } from '../../actions/trigger-dialog.js';
import { useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { lastExecutionOf, type Attention } from './attention.js';

/** What this role may do about it at once. */
export function AttentionActions({ attention: { job, incident } }: { attention: Attention }) {
  const may = useMay();
  const [asked, setAsked] = useState<'acknowledge' | 'run' | null>(null);
  const close = () => setAsked(null);
  const last = lastExecutionOf(job);
  return (
    <div className="row attention-actions">
      {incident?.state === 'open' && may('acknowledge') && (
        <Button onClick={() => setAsked('acknowledge')}>Acknowledge…</Button>
      )}
      {!job.system && possibleActions(job, may).includes('trigger') && (
        <Button onClick={() => setAsked('run')}>Run again…</Button>
      )}
      {last && (
        <Link className="button" to="/executions/$id" params={{ id: last.id }}>
          {last.failed ? 'Open the last failure' : 'Open the last execution'}
        </Link>
      )}
      {incident && asked === 'acknowledge' && (
        <AcknowledgeDialog incidentId={incident.id} subject={job.jobName} open onClose={close} />
      )}
      {asked === 'run' && <TriggerDialog job={job} onClose={close} />}
    </div>
  );
}
