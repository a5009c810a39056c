import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { statusQuery, type JobStatus } from '../api/queries.js';
import { useApi } from '../app-context.js';
import { Loading } from '../parts/answer.js';
import { Dialog } from '../parts/dialog.js';
import { HealthMark } from '../parts/values/marks.js';
import { matching } from './matching.js';

const NO_JOBS: readonly JobStatus[] = [];
const EXECUTION_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Finds a job by a part of its name, group, owner or tags, and an execution by its id. */
export function Finder({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog title="Find" open={open} onClose={onClose}>
      <Search onClose={onClose} />
    </Dialog>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { data: jobs = NO_JOBS, isPending } = useQuery(statusQuery(api));
  const found = matching(jobs, text);
  const open = (job: JobStatus | undefined) => {
    onClose();
    const id = text.trim();
    if (EXECUTION_ID.test(id)) void navigate({ to: '/executions/$id', params: { id } });
    else if (job) void navigate({ to: '/jobs/$jobName', params: { jobName: job.jobName } });
  };
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen(Math.min(Math.max(chosen + step, 0), found.length - 1));
    else if (event.key === 'Enter') open(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="input"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found[chosen] && `${listId}-${chosen}`}
        aria-label="A job's name, group, owner or tag, or an execution's id"
        placeholder="Job, group, owner, tag, or an execution’s id"
        autoFocus
        value={text}
        onKeyDown={pressed}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
      />
      <div id={listId} className="finder-list" role="listbox" aria-label="Jobs">
        {found.map((job, index) => (
          <div
            key={job.jobName}
            id={`${listId}-${index}`}
            className="finder-option"
            role="option"
            aria-selected={index === chosen}
            onClick={() => open(job)}
          >
            {job.jobName}
            <HealthMark health={job.health} />
          </div>
        ))}
      </div>
      {isPending ? (
        <Loading what="the jobs" />
      ) : (
        found.length === 0 && <p className="soft">No job is called so.</p>
      )}
    </>
  );
}
