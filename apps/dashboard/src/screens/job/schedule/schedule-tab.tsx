import { useQuery } from '@tanstack/react-query';
import { Answer } from '../../../parts/answer.js';
import { Panel } from '../../../parts/panel.js';
import { useApi } from '../../../app-context.js';
import type { JobTabProps } from '../job-tabs.js';
import { useChangeSearch, useJobSearch } from '../use-job-search.js';
import { ConsideredForm } from './considered-form.js';
import { FiresTable } from './fires-table.js';
import { firesQuery } from './fires-query.js';

/** When the job is due next, and when it would be by another schedule. */
export function ScheduleTab({ job }: JobTabProps) {
  const { jobName, schedule, timeZone, nextDueAt } = job;
  const { expression, timeZone: otherZone } = useJobSearch();
  const change = useChangeSearch();
  const isConsidering = expression !== undefined || otherZone !== undefined;
  return (
    <div className="side-by-side">
      <Panel title="Due next">
        <Due jobName={jobName} by={{}} since={nextDueAt} />
      </Panel>
      <Panel title="What if it were another schedule?">
        <ConsideredForm
          key={`${expression} ${otherZone}`}
          expression={expression ?? schedule}
          timeZone={otherZone ?? timeZone}
          onConsider={change}
        />
        {isConsidering && <Due jobName={jobName} by={{ expression, timeZone: otherZone }} since={null} />}
      </Panel>
    </div>
  );
}

interface DueProps {
  readonly jobName: string;
  readonly by: { readonly expression?: string; readonly timeZone?: string };
  /** What moves with each slot that is decided: then the list is asked for anew. */
  readonly since: string | null;
}

function Due({ jobName, by, since }: DueProps) {
  const fires = useQuery(firesQuery(useApi(), jobName, by, since));
  return (
    <Answer query={fires} what="due times">
      {(found) => <FiresTable fires={found} />}
    </Answer>
  );
}
