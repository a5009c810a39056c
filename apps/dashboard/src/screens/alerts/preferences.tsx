import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionDialog } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi, useMay } from '../../app-context.js';
import { Answer, Empty } from '../../parts/answer.js';
import { Button } from '../../parts/button.js';
import { FromNow, Instant } from '../../parts/values/instant.js';
import { Panel } from '../../parts/panel.js';
import { DataTable } from '../../parts/tables/data-table.js';
import { preferencesQuery } from './alerts.queries.js';
import { PreferenceDialog } from './preference-dialog.js';
import { KINDS, nameOf, valueInWords, type Preference } from './preference-words.js';

/** What people want to be told, over what the code says: who set it, why, until when. */
export function Preferences() {
  const query = useQuery(preferencesQuery(useApi()));
  const [adding, setAdding] = useState(false);
  const may = useMay();
  return (
    <Panel
      title="Over what the code says"
      actions={may('configure') && <Button onClick={() => setAdding(true)}>Set a preference…</Button>}
    >
      <Answer query={query} what="preferences">
        {(items) => (
          <>
            {items.length === 0 ? (
              <Empty title="The code decides alone.">
                <p>Nobody has muted a job, quieted a channel or changed a route.</p>
              </Empty>
            ) : (
              <Table preferences={items} />
            )}
            <PreferenceDialog open={adding} onClose={() => setAdding(false)} held={items} />
          </>
        )}
      </Answer>
    </Panel>
  );
}

function Table({ preferences }: { preferences: readonly Preference[] }) {
  return (
    <DataTable name="Preferences" className="alerts-table">
      <thead>
        <tr>
          <th scope="col">About</th>
          <th scope="col">What holds</th>
          <th scope="col">The code says</th>
          <th scope="col">Set by</th>
          <th scope="col">Until</th>
          <th scope="col">
            <span className="unseen">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {preferences.map((preference) => (
          <Row key={preference.key} preference={preference} />
        ))}
      </tbody>
    </DataTable>
  );
}

function Row({ preference }: { preference: Preference }) {
  const { key, value, code, setBy, setAt, reason, until } = preference;
  const { kind, name } = nameOf(key);
  const may = useMay();
  const [giving, setGiving] = useState(false);
  return (
    <tr>
      <th scope="row" className="alerts-name">
        {KINDS[kind]} {name !== '' && <code>{name}</code>}
      </th>
      <td className="alerts-text">{valueInWords(key, value)}</td>
      <td className="alerts-text soft">{valueInWords(key, code)}</td>
      <td className="alerts-text">
        {setBy ?? 'somebody'}, <FromNow at={setAt} />
        {reason !== null && `: ${reason}`}
      </td>
      <td>{until === null ? 'for good' : <Instant at={until} />}</td>
      <td>
        {may('configure') && (
          <Button kind="quiet" onClick={() => setGiving(true)}>
            Give back…<span className="unseen"> {key} to the code</span>
          </Button>
        )}
        <GiveBackDialog preference={preference} open={giving} onClose={() => setGiving(false)} />
      </td>
    </tr>
  );
}

interface GiveBackProps {
  readonly preference: Preference;
  readonly open: boolean;
  readonly onClose: () => void;
}

function GiveBackDialog({ preference: { key, code, revision }, open, onClose }: GiveBackProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    await answerOf(
      api.PUT('/alerts/preferences/{key}', {
        params: { path: { key }, header: { 'If-Match': `"${revision}"` } },
        body: { value: null, reason: wordsOf(reason) },
      }),
    );
    return `${key} is the code’s again.`;
  };
  return (
    <ActionDialog
      title={`Give ${key} back to the code`}
      verb="Give back"
      open={open}
      onClose={onClose}
      run={run}
    >
      <p>From now on, on all instances: {valueInWords(key, code)}.</p>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
