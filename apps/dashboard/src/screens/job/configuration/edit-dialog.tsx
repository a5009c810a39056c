import { useState } from 'react';
import { ActionDialog } from '../../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../../actions/reason-field.js';
import { UntilField } from '../../../actions/until-field.js';
import { endOf, OPEN_END } from '../../../actions/until.js';
import type { Schemas } from '../../../api/client.js';
import { isoOf } from '../../../time/local-input.js';
import { useClock, useNow } from '../../../time/now.js';
import { ChangePreview } from './change-preview.js';
import { Conflict } from './conflict.js';
import { FieldInput } from './field-input.js';
import { openFields } from './fields.js';
import { patchOf, writtenOf } from './patch.js';
import { useChange, type Change } from './use-change.js';
import { useSettled } from './use-settled.js';

interface EditDialogProps {
  readonly job: Schemas['Job'];
  readonly zone: string;
  readonly onClose: () => void;
}

/** Puts values in place of the code's, after a look at what that would come to. */
export function EditDialog({ job: current, zone, onClose }: EditDialogProps) {
  // as it was when somebody began, whatever others do meanwhile
  const [job] = useState(current);
  const [before] = useState(() => writtenOf(job));
  const [now, setNow] = useState(before);
  const [until, setUntil] = useState(OPEN_END);
  const [reason, setReason] = useState('');
  const clock = useClock();
  const end = endOf(until, useNow());
  const { patch, problems } = patchOf(before, now);
  const written = JSON.stringify(patch);
  const settled = useSettled(written);
  const isWritten = Object.keys(patch).length > 0 && Object.keys(problems).length === 0;
  const asked = isWritten ? (JSON.parse(settled) as Change) : null;
  const { preview, isPreviewed, apply, conflict, takeUp } = useChange(job, asked);
  const run = async () => {
    const ends = endOf(until, clock());
    await apply({
      reason: wordsOf(reason),
      ...(typeof ends === 'number' && { until: isoOf(ends) }),
    });
    return `${job.jobName} is changed.`;
  };
  return (
    <ActionDialog
      title={`Edit ${job.jobName}`}
      open
      onClose={onClose}
      verb="Apply"
      danger={patch.enabled === false}
      subject={job.jobName}
      run={run}
      ready={isPreviewed && settled === written && end !== undefined && conflict === null}
      wide
    >
      {conflict && <Conflict was={job} is={conflict} onTakeUp={takeUp} />}
      <div className="edit-fields">
        {openFields(job).map((field) => (
          <FieldInput
            key={field}
            field={field}
            value={now[field]}
            problem={problems[field] ?? null}
            onChange={(value) => setNow((all) => ({ ...all, [field]: value }))}
          />
        ))}
      </div>
      {isWritten ? (
        <ChangePreview preview={preview} zone={zone} />
      ) : (
        <p className="soft">Change something: what it would come to is shown here first.</p>
      )}
      <UntilField
        value={until}
        onChange={setUntil}
        zone={zone}
        label="How long it holds"
        words={{ open: 'Until somebody resets it' }}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
