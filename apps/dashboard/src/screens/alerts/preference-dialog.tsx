import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionDialog, TextField } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { isoOfLocalInput } from '../../time/local-input.js';
import { VIEWERS_ZONE } from '../../time/words.js';
import { SEVERITIES } from './alert-words.js';
import { channelsQuery, routesQuery } from './alerts.queries.js';
import { KINDS, preferenceOf, type Draft, type Preference } from './preference-words.js';

interface PreferenceDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** What is set already: whoever was faster is not written over. */
  readonly held: readonly Preference[];
}

const EMPTY: Draft = {
  kind: 'mute',
  name: '',
  severity: '',
  isOff: false,
  from: '',
  to: '',
  timeZone: VIEWERS_ZONE,
  group: '',
  channels: '',
  escalateAfter: '',
  remindAfter: '',
};

/** Sets what people want to be told, for all instances. */
export function PreferenceDialog({ open, onClose, held }: PreferenceDialogProps) {
  const api = useApi();
  const [draft, setDraft] = useState(EMPTY);
  const [field, setField] = useState('');
  const [reason, setReason] = useState('');
  const until = isoOfLocalInput(field);
  const preference = preferenceOf(draft, isoOfLocalInput);
  const change = (part: Partial<Draft>) => setDraft((was) => ({ ...was, ...part }));
  const run = async () => {
    const { key, value } = preference!;
    const revision = held.find((one) => one.key === key)?.revision ?? 0;
    await answerOf(
      api.PUT('/alerts/preferences/{key}', {
        params: { path: { key }, header: { 'If-Match': `"${revision}"` } },
        body: { value, ...(until !== undefined && { until }), reason: wordsOf(reason) },
      }),
    );
    return `Set for all instances: ${key}.`;
  };
  // nobody remembers a mute for ever
  const isReady = preference !== null && (draft.kind !== 'mute' || until !== undefined);
  return (
    <ActionDialog
      title="Set a preference"
      verb="Set it"
      open={open}
      onClose={onClose}
      run={run}
      ready={isReady}
    >
      <ChoiceField
        label="About"
        choices={KINDS}
        value={draft.kind}
        onChange={(kind) => setDraft({ ...EMPTY, kind: kind! })}
      />
      <Fields draft={draft} change={change} />
      <TextField
        label={draft.kind === 'mute' ? 'Until' : 'Until (for good, where it is left empty)'}
        type="datetime-local"
        value={field}
        onChange={setField}
        hint={`On your clock (${VIEWERS_ZONE}).`}
        required={draft.kind === 'mute'}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function Fields({ draft, change }: FieldsProps) {
  switch (draft.kind) {
    case 'mute':
      return (
        <TextField
          label="Job"
          value={draft.name}
          onChange={(name) => change({ name })}
          hint="Its name; * stands for any characters: billing.*"
          required
        />
      );
    case 'channel':
      return <ChannelFields draft={draft} change={change} />;
    case 'quietHours':
      return <QuietFields draft={draft} change={change} />;
    case 'window':
      return (
        <>
          <TextField label="Name" value={draft.name} onChange={(name) => change({ name })} required />
          <TextField
            label="From (now, where it is left empty)"
            type="datetime-local"
            value={draft.from}
            onChange={(from) => change({ from })}
          />
          <TextField
            label="To"
            type="datetime-local"
            value={draft.to}
            onChange={(to) => change({ to })}
            required
          />
          <TextField
            label="Only the group"
            value={draft.group}
            onChange={(group) => change({ group })}
            hint="Everything, where it is left empty."
          />
        </>
      );
    case 'route':
      return <RouteFields draft={draft} change={change} />;
  }
}

const SEVERITY_OPTIONS = Object.fromEntries(SEVERITIES.map((one) => [one, `${one} and worse`]));

function ChannelFields({ draft, change }: FieldsProps) {
  const { data: channels } = useQuery(channelsQuery(useApi()));
  const names = (channels ?? []).map(({ name }) => name);
  return (
    <>
      <ChoiceField
        label="Channel"
        none="Choose one"
        choices={names}
        value={draft.name || undefined}
        onChange={(name) => change({ name: name ?? '' })}
      />
      <ChoiceField
        label="Hears of"
        none="Choose"
        choices={{ ...SEVERITY_OPTIONS, off: 'nothing: switched off' }}
        value={draft.isOff ? 'off' : draft.severity || undefined}
        onChange={(chosen) =>
          change({ isOff: chosen === 'off', severity: chosen === 'off' ? '' : (chosen ?? '') })
        }
      />
    </>
  );
}

function QuietFields({ draft, change }: FieldsProps) {
  return (
    <>
      <ChoiceField
        label="Quiet hours"
        choices={{ on: 'from … to …', off: 'none' }}
        value={draft.isOff ? 'off' : 'on'}
        onChange={(chosen) => change({ isOff: chosen === 'off' })}
      />
      {!draft.isOff && (
        <>
          <TextField
            label="From"
            value={draft.from}
            onChange={(from) => change({ from })}
            hint="22:00"
            required
          />
          <TextField label="To" value={draft.to} onChange={(to) => change({ to })} hint="07:00" required />
          <TextField
            label="By the clock of"
            value={draft.timeZone}
            onChange={(timeZone) => change({ timeZone })}
            hint="A zone, such as Europe/Riga"
            required
          />
        </>
      )}
    </>
  );
}

function RouteFields({ draft, change }: FieldsProps) {
  const { data: routes } = useQuery(routesQuery(useApi()));
  const names = (routes ?? []).map(({ name }) => name);
  return (
    <>
      <ChoiceField
        label="Route"
        none="Choose one"
        choices={names}
        value={draft.name || undefined}
        onChange={(name) => change({ name: name ?? '' })}
      />
      <TextField
        label="Channels"
        value={draft.channels}
        onChange={(channels) => change({ channels })}
        hint="Names with commas between. As in the code, where it is left empty."
      />
      <TextField
        label="Escalate after"
        value={draft.escalateAfter}
        onChange={(escalateAfter) => change({ escalateAfter })}
        hint="15m, 2h. As in the code, where it is left empty."
      />
      <TextField
        label="Remind after"
        value={draft.remindAfter}
        onChange={(remindAfter) => change({ remindAfter })}
        hint="4h. As in the code, where it is left empty."
      />
    </>
  );
}
