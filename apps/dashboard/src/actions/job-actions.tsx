import { useState, type ComponentType } from 'react';
import type { JobStatus } from '../api/queries.js';
import { useMay } from '../app-context.js';
import { Button } from '../parts/button.js';
import { Menu, MenuItem } from '../parts/menu.js';
import { BackfillDialog } from './backfill-dialog.js';
import type { JobDialogProps } from './job-dialog.js';
import { PauseDialog } from './pause-dialog.js';
import { possibleActions, type JobAction } from './possible-actions.js';
import { ResumeDialog } from './resume-dialog.js';
import { SkipNextDialog } from './skip-next-dialog.js';
import { TriggerDialog } from './trigger-dialog.js';

const WORDS: Readonly<Record<JobAction, string>> = {
  trigger: 'Trigger…',
  pause: 'Pause…',
  repause: 'Change the pause…',
  resume: 'Resume…',
  skip: 'Skip the next slot…',
  backfill: 'Backfill…',
};

const DIALOGS: Readonly<Record<JobAction, ComponentType<JobDialogProps>>> = {
  trigger: TriggerDialog,
  pause: PauseDialog,
  repause: PauseDialog,
  resume: ResumeDialog,
  skip: SkipNextDialog,
  backfill: BackfillDialog,
};

/** What is a button of its own where there is room. */
const IN_SIGHT: readonly JobAction[] = ['trigger', 'pause', 'resume'];

interface JobActionsProps {
  readonly job: JobStatus;
  /** What is asked at once, as a link said; nothing where that is not possible. */
  readonly asked?: JobAction;
}

/** What the role may do to a job, and what makes sense as it is now; nothing where that is nothing. */
export function JobActions({ job, asked }: JobActionsProps) {
  const may = useMay();
  const possible = possibleActions(job, may);
  const [shown, setShown] = useState(possible.find((action) => action === asked) ?? null);
  const inSight = possible.filter((action) => IN_SIGHT.includes(action));
  const inMenu = possible.filter((action) => !inSight.includes(action));
  const Dialog = shown && DIALOGS[shown];
  return (
    <>
      {possible.length > 0 && (
        <div className="row">
          {inSight.map((action) => (
            <Button
              key={action}
              kind={action === inSight[0] ? 'primary' : 'default'}
              onClick={() => setShown(action)}
            >
              {WORDS[action]}
            </Button>
          ))}
          {inMenu.length > 0 && (
            <Menu trigger={<Button aria-label={`More actions of ${job.jobName}`}>More ▾</Button>}>
              {inMenu.map((action) => (
                <MenuItem key={action} onSelect={() => setShown(action)}>
                  {WORDS[action]}
                </MenuItem>
              ))}
            </Menu>
          )}
        </div>
      )}
      {Dialog && <Dialog job={job} onClose={() => setShown(null)} />}
    </>
  );
}
