import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { statusQuery } from '../api/queries.js';
import { useApi, useMe } from '../app-context.js';
import { ChoiceField } from '../parts/fields/choice-field.js';
import { isoOf } from '../time/local-input.js';
import { useClock, useNow } from '../time/now.js';
import { VIEWERS_ZONE } from '../time/words.js';
import { ActionDialog } from './action-dialog.js';
import { jobsInWords } from './bulk-preview.js';
import { frozenInWords, jobsToFreeze } from './freeze-scope.js';
import { ReasonField, wordsOf } from './reason-field.js';
import { UntilField } from './until-field.js';
import { endOf, OPEN_END } from './until.js';

/** Asks what is to be frozen before nothing of it starts any more. */
export function FreezeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const api = useApi();
  const { application, environment } = useMe();
  const { data: jobs = [] } = useQuery(statusQuery(api));
  const [group, setGroup] = useState<string>();
  const [owner, setOwner] = useState<string>();
  const [until, setUntil] = useState(OPEN_END);
  const now = useNow();
  const clock = useClock();
  const [reason, setReason] = useState('');
  const many = jobsToFreeze({ group, owner }, jobs).length;
  const what = frozenInWords({ group, owner });
  const run = async () => {
    const end = endOf(until, clock());
    const said = { ...(group && { group }), ...(owner && { owner }) };
    await answerOf(
      api.POST('/freeze', {
        body: {
          ...said,
          reason: wordsOf(reason),
          ...(typeof end === 'number' && { until: isoOf(end) }),
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
      ready={endOf(until, now) !== undefined}
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
      <UntilField
        value={until}
        onChange={setUntil}
        zone={VIEWERS_ZONE}
        words={{ open: 'Until somebody unfreezes it' }}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}

function distinct(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null))].sort();
}
