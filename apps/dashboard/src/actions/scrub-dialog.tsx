import { useState } from 'react';
import { answerOf, type Schemas } from '../api/client.js';
import { useApi, useMe } from '../app-context.js';
import { asProblem } from '../api/problem.js';
import { Failure } from '../parts/answer.js';
import { Button } from '../parts/button.js';
import { ActionDialog, TextField } from './action-dialog.js';
import { rowsInWords, scrubAll } from './scrub-run.js';

type Report = Schemas['ScrubReport'];

/** The least that the API takes: less would be found everywhere. */
const LEAST = 4;

/** Looks first how much holds a text, and takes it out then. */
export function ScrubDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const { environment } = useMe();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [found, setFound] = useState<Report | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [isLooking, setLooking] = useState(false);
  const scrub = (dryRun: boolean) =>
    scrubAll((after) => {
      const body = { text, dryRun, ...(after && { after }), ...(reason.trim() && { reason: reason.trim() }) };
      return answerOf(api.POST('/scrub', { body }));
    }, setFound);
  const look = async () => {
    setLooking(true);
    setProblem(null);
    try {
      await scrub(true);
    } catch (error) {
      setProblem(error);
    } finally {
      setLooking(false);
    }
  };
  const run = async () => {
    const { rows } = await scrub(false);
    const many = Object.values(rows).reduce((sum, one) => sum + one, 0);
    return `Removed from ${many} rows. Ends that waited in a spool, and copies elsewhere, may still have it.`;
  };
  return (
    <ActionDialog
      title="Remove a text from what is stored"
      open
      onClose={onClose}
      verb="Remove it"
      danger
      subject={environment}
      run={run}
      ready={found !== null && found.complete && found.dryRun && !isLooking}
    >
      <p>
        Wherever it stands, without regard to case, <code>[scrubbed]</code> takes its place. That can’t be
        taken back. The audit says who did it and why, never the text.
      </p>
      <TextField
        label="Text"
        value={text}
        onChange={(next) => {
          setText(next);
          setFound(null);
        }}
        hint={`At least ${LEAST} characters.`}
        required
      />
      <TextField label="Reason" value={reason} onChange={setReason} hint="It stands in the audit." />
      <div className="row">
        <Button onClick={() => void look()} busy={isLooking} disabled={text.trim().length < LEAST}>
          See what holds it
        </Button>
      </div>
      {found && <Found report={found} />}
      {problem !== null && <Failure problem={asProblem(problem)} />}
    </ActionDialog>
  );
}

function Found({ report }: { report: Report }) {
  return (
    <div className="notice notice-warning" role="status">
      <p>
        {rowsInWords(report)}
        {!report.complete && ' Looking on…'}
      </p>
      {report.inFlight > 0 && (
        <p>
          {report.inFlight} executions in flight hold it too. They are left as they are: do it again when they
          have ended.
        </p>
      )}
      <p className="soft">
        Not reached: what waits in a spool, the audit, names of jobs and people, other spellings, backups and
        the application’s own log.
      </p>
    </div>
  );
}
