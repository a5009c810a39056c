import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { TextField } from '../../actions/action-dialog.js';
import { answerOf } from '../../api/client.js';
import { asProblem } from '../../api/problem.js';
import { useKnownJobs } from '../../api/use-known-jobs.js';
import { useApi } from '../../app-context.js';
import { Failure } from '../../parts/answer.js';
import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { FilterField } from '../../parts/fields/filter-field.js';
import { namesOf } from '../../parts/fields/known-names.js';
import { Panel } from '../../parts/panel.js';
import { SEVERITIES } from './alert-words.js';
import { channelsQuery } from './alerts.queries.js';
import { dryRunOf, WHAT, type DryRunDraft } from './dry-run-draft.js';
import { DryRunReport } from './dry-run-report.js';

const EMPTY: DryRunDraft = {
  what: 'now',
  jobName: '',
  severity: 'warning',
  group: '',
  channel: '',
  consecutiveFailures: '',
  staleness: '',
  failureRate: '',
};
const SEVERITY_OPTIONS = Object.fromEntries(SEVERITIES.map((one) => [one, `${one} and worse`])) as Record<
  DryRunDraft['severity'],
  string
>;

/** What a route, or thresholds of a job, would have told of the last 30 days. */
export function DryRun() {
  const api = useApi();
  const [draft, setDraft] = useState(EMPTY);
  const change = (part: Partial<DryRunDraft>) => setDraft((was) => ({ ...was, ...part }));
  const jobs = useKnownJobs();
  const { data: channels } = useQuery(channelsQuery(api));
  const known = useMemo(() => namesOf(jobs), [jobs]);
  const run = useMutation({
    mutationFn: (body: NonNullable<ReturnType<typeof dryRunOf>>) =>
      answerOf(api.POST('/alerts/dry-run', { body })),
  });
  const asked = dryRunOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked !== null) run.mutate(asked);
  };
  return (
    <Panel title="Dry run">
      <p className="soft">Goes through the last 30 days again. Nothing is sent.</p>
      <form className="filters" onSubmit={submit} aria-label="Dry run">
        <ChoiceField
          label="What"
          choices={WHAT}
          value={draft.what}
          onChange={(what) => change({ what: what! })}
        />
        <FilterField
          label={draft.what === 'thresholds' ? 'Job' : 'Only the job'}
          known={known.jobs}
          value={draft.jobName}
          onChange={(jobName = '') => change({ jobName })}
        />
        {draft.what === 'route' && (
          <>
            <ChoiceField
              label="For"
              choices={SEVERITY_OPTIONS}
              value={draft.severity}
              onChange={(severity) => change({ severity: severity! })}
            />
            <FilterField
              label="Of the group"
              known={known.groups}
              value={draft.group}
              onChange={(group = '') => change({ group })}
            />
            <ChoiceField
              label="Tells"
              none="Choose a channel"
              choices={(channels ?? []).map(({ name }) => name)}
              value={draft.channel || undefined}
              onChange={(channel = '') => change({ channel })}
            />
          </>
        )}
        {draft.what === 'thresholds' && (
          <>
            <TextField
              label="Failures in a row"
              type="number"
              value={draft.consecutiveFailures}
              onChange={(consecutiveFailures) => change({ consecutiveFailures })}
            />
            <TextField
              label="No good run for"
              value={draft.staleness}
              onChange={(staleness) => change({ staleness })}
            />
            <TextField
              label="Share of failures"
              value={draft.failureRate}
              onChange={(failureRate) => change({ failureRate })}
            />
          </>
        )}
        <Button kind="primary" type="submit" busy={run.isPending} disabled={asked === null}>
          What would it have told?
        </Button>
      </form>
      {run.error && <Failure problem={asProblem(run.error)} />}
      {run.data && <DryRunReport report={run.data} />}
    </Panel>
  );
}
