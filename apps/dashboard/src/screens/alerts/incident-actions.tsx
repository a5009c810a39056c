import { useState } from 'react';
import { ActionDialog, TextField } from '../../actions/action-dialog.js';
import { answerOf } from '../../api/client.js';
import { useApi, useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { Menu, MenuItem } from '../../parts/menu.js';
import { subjectInWords, type Incident } from './alert-words.js';
import type { IncidentAction } from './alerts.search.js';
import { SnoozeDialog } from './snooze-dialog.js';

interface IncidentActionsProps {
  readonly incident: Incident;
  /** As a menu, where there is little room. */
  readonly short?: boolean;
  /** What is asked at once. */
  readonly asked?: IncidentAction;
}

const WORDS: Readonly<Record<IncidentAction, string>> = {
  acknowledge: 'Acknowledge…',
  snooze: 'Snooze…',
  resolve: 'Resolve…',
};
const ACTIONS = Object.keys(WORDS) as IncidentAction[];

/** What somebody may do about an incident that is not over. */
export function IncidentActions({ incident, short = false, asked: first }: IncidentActionsProps) {
  const may = useMay();
  const [asked, setAsked] = useState<IncidentAction | null>(first ?? null);
  if (!may('acknowledge') || incident.state === 'resolved') return null;
  const close = () => setAsked(null);
  const props = { incident, onClose: close };
  return (
    <>
      {short ? (
        <Menu
          trigger={
            <Button kind="quiet" aria-label={`Do something about ${subjectInWords(incident.subject)}`}>
              …
            </Button>
          }
        >
          {ACTIONS.map((action) => (
            <MenuItem key={action} onSelect={() => setAsked(action)}>
              {WORDS[action]}
            </MenuItem>
          ))}
        </Menu>
      ) : (
        <div className="row">
          {ACTIONS.map((action) => (
            <Button
              key={action}
              kind={action === 'acknowledge' && incident.state === 'open' ? 'primary' : 'default'}
              onClick={() => setAsked(action)}
            >
              {WORDS[action]}
            </Button>
          ))}
        </div>
      )}
      <AcknowledgeDialog {...props} open={asked === 'acknowledge'} />
      <SnoozeDialog {...props} open={asked === 'snooze'} />
      <ResolveDialog {...props} open={asked === 'resolve'} />
    </>
  );
}

interface AskedProps {
  readonly incident: Incident;
  readonly open: boolean;
  readonly onClose: () => void;
}

function AcknowledgeDialog({ incident: { id, subject }, open, onClose }: AskedProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    const body = reason === '' ? {} : { reason };
    await answerOf(api.POST('/alerts/{incidentId}/ack', { params: { path: { incidentId: id } }, body }));
    return `You are on it: ${subjectInWords(subject)}.`;
  };
  return (
    <ActionDialog
      title={`Acknowledge ${subjectInWords(subject)}`}
      verb="I am on it"
      open={open}
      onClose={onClose}
      run={run}
    >
      <p>
        Others see that you are on it. It is not reminded of and not escalated; that it gets worse is told.
      </p>
      <TextField
        label="Reason"
        value={reason}
        onChange={setReason}
        hint="For the incident and the audit log."
        long
      />
    </ActionDialog>
  );
}

function ResolveDialog({ incident: { id, subject }, open, onClose }: AskedProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    const body = reason === '' ? {} : { reason };
    await answerOf(api.POST('/alerts/{incidentId}/resolve', { params: { path: { incidentId: id } }, body }));
    return `Resolved: ${subjectInWords(subject)}.`;
  };
  return (
    <ActionDialog
      title={`Resolve ${subjectInWords(subject)}`}
      verb="Resolve"
      open={open}
      onClose={onClose}
      run={run}
    >
      <p>
        It is over, whatever still holds. Only something new opens the next incident: a further failure,
        another finding.
      </p>
      <TextField
        label="Reason"
        value={reason}
        onChange={setReason}
        hint="For the incident and the audit log."
        long
      />
    </ActionDialog>
  );
}
