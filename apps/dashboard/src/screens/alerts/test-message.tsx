import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionDialog } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Answer } from '../../parts/answer.js';
import { Button } from '../../parts/button.js';
import { Mark } from '../../parts/values/marks.js';
import { Panel } from '../../parts/panel.js';
import { NOTIFICATION_LOOKS, type Notification } from './alert-words.js';
import { channelsQuery, routesQuery } from './alerts.queries.js';
import { toldInWords } from './timeline.js';

/** Through what a test message goes. */
type Target = { readonly channel: string } | { readonly route: string };

/** One message, past every limit, through a channel or a route. */
export function TestMessage() {
  const channels = useQuery(channelsQuery(useApi()));
  const routes = useQuery(routesQuery(useApi()));
  const [target, setTarget] = useState<Target | null>(null);
  const [sent, setSent] = useState<readonly Notification[]>([]);
  return (
    <Panel title="Test message">
      <p className="soft">It goes past quiet hours, limits and mutes, and is in the audit log.</p>
      <Answer query={channels} what="channels">
        {(items) => (
          <div className="row">
            {items.map(({ name }) => (
              <Button key={name} onClick={() => setTarget({ channel: name })}>
                To {name}…
              </Button>
            ))}
            {items.length === 0 && <span className="soft">There is no channel.</span>}
          </div>
        )}
      </Answer>
      <Answer query={routes} what="routes">
        {(items) => (
          <div className="row">
            {items.map(({ name }) => (
              <Button key={name} onClick={() => setTarget({ route: name })}>
                By the route {name}…
              </Button>
            ))}
          </div>
        )}
      </Answer>
      <div role="status">
        <ul aria-label="What became of it">
          {sent.map((notification) => (
            <li key={notification.id} className="alerts-text">
              <Mark look={NOTIFICATION_LOOKS[notification.state]} /> {toldInWords(notification)}
            </li>
          ))}
        </ul>
      </div>
      {target !== null && <SendDialog target={target} onClose={() => setTarget(null)} onSent={setSent} />}
    </Panel>
  );
}

interface SendDialogProps {
  readonly target: Target;
  readonly onClose: () => void;
  readonly onSent: (sent: readonly Notification[]) => void;
}

function SendDialog({ target, onClose, onSent }: SendDialogProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const name = 'channel' in target ? target.channel : target.route;
  const run = async () => {
    const body = { ...target, reason: wordsOf(reason) };
    const { items } = await answerOf(api.POST('/alerts/test', { body }));
    onSent(items);
    const arrived = items.filter(({ state }) => state === 'delivered').length;
    if (items.length === 0) return `${name} has no channel: nobody was told.`;
    return arrived === items.length ? `It has arrived: ${name}.` : `Not everything has arrived: see below.`;
  };
  return (
    <ActionDialog title={`Send a test message to ${name}`} verb="Send it" open onClose={onClose} run={run}>
      <p>People see it at once. It says that it is a test.</p>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
