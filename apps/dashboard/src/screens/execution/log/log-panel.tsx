import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Empty, Failure, Loading, NoPermission } from '../../../parts/answer.js';
import { Button } from '../../../parts/button.js';
import { ChoiceField } from '../../../parts/fields/choice-field.js';
import { FilterField } from '../../../parts/fields/filter-field.js';
import { Panel } from '../../../parts/panel.js';
import { count } from '../../../time/words.js';
import type { ExecutionInDetail } from '../execution.queries.js';
import type { ExecutionSearch } from '../execution.search.js';
import { isInFlight } from '../verdict.js';
import { DownloadLog } from './download-log.js';
import { LOG_LEVELS, placeBefore } from './log-line.js';
import { LogLines } from './log-lines.js';
import { MOST_LINES } from './log-store.js';
import { useLog } from './use-log.js';
import './log.css';

/** A line that a link leads to has so many before it at once. */
const LINES_BEFORE = 500;

interface LogPanelProps {
  readonly execution: ExecutionInDetail;
  readonly search: ExecutionSearch;
}

/** What an execution has logged. */
export function LogPanel({ execution, search }: LogPanelProps) {
  if (execution.logs === null) {
    return (
      <Panel title="Log">
        <NoPermission detail="Your role is not shown what jobs log." />
      </Panel>
    );
  }
  if (!execution.logs.captured && execution.logs.items.length === 0) {
    return (
      <Panel title="Log">
        <Empty title="No log is kept.">
          <p>The job has logs: false, or is only observed.</p>
        </Empty>
      </Panel>
    );
  }
  return <Log key={execution.id} execution={execution} search={search} />;
}

function Log({ execution, search: { line, level, find } }: LogPanelProps) {
  const navigate = useNavigate();
  const runs = isInFlight(execution);
  // where somebody was led to a line: later lines that are chosen change nothing about where it begins
  const [start, setStart] = useState(line === undefined ? undefined : placeBefore(line, LINES_BEFORE));
  const [follows, setFollows] = useState(runs && line === undefined);
  const { store, version, isThrough, problem } = useLog(execution.id, runs, { level, find }, start);
  const change = (part: ExecutionSearch) =>
    void navigate({
      to: '.',
      search: (search) => ({ ...search, ...part }),
      replace: true,
      resetScroll: false,
    });
  const isFiltered = level !== undefined || find !== undefined;
  return (
    <Panel title="Log" actions={<DownloadLog id={execution.id} />}>
      <div className="log-bar">
        <ChoiceField
          label="At least"
          none="All levels"
          value={level}
          choices={LOG_LEVELS.slice(1)}
          onChange={(value) => change({ level: value })}
        />
        <FilterField
          label="Text"
          placeholder="In lines"
          value={find}
          onChange={(value) => change({ find: value })}
        />
        {runs && (
          <label className="row log-follow">
            <input type="checkbox" checked={follows} onChange={(event) => setFollows(event.target.checked)} />
            Follow
          </label>
        )}
        <p className="soft numbers" role="status">
          {count(store.lines.length)} {store.lines.length === 1 ? 'line' : 'lines'}
          {!isThrough && problem === null && store.lines.length < MOST_LINES && ', reading on…'}
        </p>
      </div>
      {start !== undefined && (
        <Button kind="quiet" onClick={() => setStart(undefined)}>
          Show it from the beginning
        </Button>
      )}
      {store.lines.length > 0 && (
        <LogLines
          // heights are measured by place in the list: of another list they mean nothing
          key={`${start} ${level} ${find}`}
          lines={store.lines}
          version={version}
          line={line}
          follows={follows}
          onFollows={setFollows}
        />
      )}
      {store.lines.length === 0 && isThrough && (
        <Empty
          title={
            isFiltered ? 'No line is like that.' : runs ? 'Nothing was logged yet.' : 'Nothing was logged.'
          }
        />
      )}
      {store.lines.length === 0 && !isThrough && problem === null && <Loading what="lines" />}
      {problem && <Failure problem={problem} again={() => void store.read()} />}
      {store.lines.length >= MOST_LINES && (
        <p className="notice">
          These are the first {count(MOST_LINES)} lines. There are more: search in them, or download all.
        </p>
      )}
    </Panel>
  );
}
