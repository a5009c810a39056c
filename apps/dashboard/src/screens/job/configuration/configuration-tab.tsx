import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobQuery } from '../../../api/queries.js';
import { useApi, useMay } from '../../../app-context.js';
import { Answer } from '../../../parts/answer.js';
import { Button } from '../../../parts/button.js';
import { Panel } from '../../../parts/panel.js';
import type { JobTabProps } from '../job-tabs.js';
import { EditDialog } from './edit-dialog.js';
import { EditHistory } from './edit-history.js';
import { fieldRows, openFields, type Field } from './fields.js';
import { FieldsTable } from './fields-table.js';
import { OptionsTable } from './options-table.js';
import { ResetDialog } from './reset-dialog.js';

/** What the code says, what people have put in place of it, and who. */
export function ConfigurationTab({ job: status }: JobTabProps) {
  const { jobName, timeZone, system, observed, removedAt } = status;
  const may = useMay();
  const job = useQuery(jobQuery(useApi(), jobName));
  const [edited, setEdited] = useState(false);
  const [reset, setReset] = useState<Field | 'everything' | null>(null);
  const mayChange = may('configure') && !system && !observed && removedAt === null;
  return (
    <Answer query={job} what="the configuration">
      {(found) => {
        const rows = fieldRows(found);
        const isOverridden = rows.some(({ override }) => override !== null);
        const { alertThresholds: _, ...others } = found.options;
        return (
          <>
            <Panel
              title="What can be changed"
              actions={
                mayChange && (
                  <div className="row">
                    {openFields(found).length > 0 && <Button onClick={() => setEdited(true)}>Edit…</Button>}
                    {isOverridden && (
                      <Button onClick={() => setReset('everything')}>Reset everything…</Button>
                    )}
                  </div>
                )
              }
            >
              {found.override?.problem && (
                <p className="notice notice-error" role="alert">
                  What was put in place of the code does not hold: {found.override.problem}
                </p>
              )}
              {rows.some(({ override }) => override?.drifted) && (
                <p className="notice notice-warning">
                  The code has changed under an override since it was made: is it still wanted?
                </p>
              )}
              <FieldsTable
                jobName={jobName}
                rows={rows}
                zone={timeZone}
                onReset={mayChange ? setReset : undefined}
              />
              <p className="soft">
                Version {found.version}, release {found.release ?? 'unknown'}, known by {found.knownBy.length}{' '}
                {found.knownBy.length === 1 ? 'instance' : 'instances'}.
              </p>
            </Panel>
            <EditHistory jobName={jobName} zone={timeZone} version={found.version} />
            <Panel title="Everything the code says">
              <OptionsTable name={`Options of ${jobName}`} options={others} />
            </Panel>
            {edited && <EditDialog job={found} zone={timeZone} onClose={() => setEdited(false)} />}
            {reset && <ResetDialog job={found} what={reset} zone={timeZone} onClose={() => setReset(null)} />}
          </>
        );
      }}
    </Answer>
  );
}
