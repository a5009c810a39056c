import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../../api/client.js';
import { OwnClock } from '../../../parts/values/both-clocks.js';
import type { JobTab } from '../job.search.js';

type Line = Schemas['EvidenceLine'];

/** Where on this screen one sees more of what a line is about. */
const TABS: Readonly<Partial<Record<Line['kind'], JobTab>>> = {
  schedule: 'schedule',
  clock_change: 'schedule',
  definition: 'configuration',
};

/** One line of what an answer rests on, with where one sees more of it. */
export function Evidence({ line }: { line: Line }) {
  const { kind, text, from, to, executionId, instanceId } = line;
  const tab = TABS[kind];
  return (
    <li>
      {text} {from !== null && <OwnClock from={from} to={to} />}{' '}
      {executionId && (
        <Link to="/executions/$id" params={{ id: executionId }}>
          The execution
        </Link>
      )}
      {instanceId && (
        <>
          {' '}
          <Link to="/executions" search={{ instance: instanceId }}>
            What that instance ran
          </Link>
        </>
      )}
      {tab && (
        <Link from="/jobs/$jobName" to="." search={(search: object) => ({ ...search, tab })}>
          See its {tab}
        </Link>
      )}
    </li>
  );
}
