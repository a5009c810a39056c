import { useState } from 'react';
import { AcknowledgeDialog } from '../../actions/acknowledge-dialog.js';
import { useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { Menu, MenuItem, RowMenuButton } from '../../parts/menu.js';
import { subjectInWords, type Incident } from './alert-words.js';
import type { IncidentAction } from './alerts.search.js';
import { ResolveIncidentDialog } from './resolve-incident-dialog.js';
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
  const subject = subjectInWords(incident.subject);
  const props = { incident, onClose: close };
  return (
    <>
      {short ? (
        <Menu trigger={<RowMenuButton of={subject} />}>
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
      {asked === 'acknowledge' && (
        <AcknowledgeDialog incidentId={incident.id} subject={subject} open onClose={close} />
      )}
      {asked === 'snooze' && <SnoozeDialog {...props} open />}
      {asked === 'resolve' && <ResolveIncidentDialog {...props} open />}
    </>
  );
}
