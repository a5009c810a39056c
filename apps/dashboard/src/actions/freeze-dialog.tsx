import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { statusQuery } from '../api/queries.js';
import { useApi, useMe } from '../app-context.js';
import { ChoiceField } from '../parts/choice-field.js';
import { ActionDialog, TextField } from './action-dialog.js';
import { jobsInWords } from './bulk-preview.js';
import { frozenInWords, jobsToFreeze } from './freeze-scope.js';

/** Asks what is to be frozen before nothing of it starts any more. */
export function FreezeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const api = useApi();
  const { application, environment } = useMe();
  const { data: jobs = [] } = useQuery(statusQuery(api));
  const [group, setGroup] = useState<string>();
  const [owner, setOwner] = useState<string>();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const many = jobsToFreeze({ group, owner }, jobs).length;
  const what = frozenInWords({ group, owner });
  const run = async () => {
    const said = { ...(group && { group }), ...(owner && { owner }) };
    await answerOf(
      api.POST('/freeze', {
        body: {
          ...said,
          ...(reason.trim() !== '' && { reason: reason.trim() }),
          ...(until !== '' && { until: new Date(until).toISOString() }),
        },
      }),
    );
    return `Nothing of ${what} starts any more.`;
  };
  return (
    <ActionDialog
      title="Freeze"
      open={open}
      onClose={onClose}
      verb={`Freeze ${what}`}
      danger
      subject={owner ?? group ?? environment}
      run={run}
    >
      <p>
        Nothing of it starts until the freeze ends: slots are skipped, and triggers are refused. What runs
        goes on.
      </p>
      <div className="freeze-scope">
        <ChoiceField
          label="Group"
          none="All groups"
          value={group}
          choices={distinct(jobs.map((job) => job.group))}
          onChange={setGroup}
        />
        <ChoiceField
          label="Owner"
          none="All owners"
          value={owner}
          choices={distinct(jobs.map((job) => job.owner))}
          onChange={setOwner}
        />
      </div>
      <p className="notice notice-warning" role="status">
        This is {what} of {application} in {environment}: {jobsInWords(many)} now.
      </p>
      <TextField
        label="Until"
        type="datetime-local"
        value={until}
        onChange={setUntil}
        hint="On your clock. Left empty: until somebody unfreezes it."
      />
      <TextField label="Reason" value={reason} onChange={setReason} hint="It stands in the audit." />
    </ActionDialog>
  );
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
