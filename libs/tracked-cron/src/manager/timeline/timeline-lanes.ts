import { groupedBy } from '../../grouped-by.js';
import type { InstanceRow } from '../../history/instance-timeline.repository.js';
import type { TimelineRow, TimelineTally } from '../../history/timeline.repository.js';
import type { ComingSlots } from './coming-slots.js';
import type { TimelineCount, TimelineExecution, TimelineLane } from './timeline.interface.js';

/** Executions of a lane that are told one by one. */
export const MOST_EXECUTIONS = 100;

/** What is on record of a job in a stretch. */
export interface JobLaneRows {
  readonly ended?: readonly TimelineRow[];
  readonly inFlight?: readonly TimelineRow[];
  readonly counted?: readonly TimelineTally[];
}

export function jobLane(
  jobName: string,
  { ended = [], inFlight = [], counted = [] }: JobLaneRows,
  { due, more }: ComingSlots,
  expected: TimelineLane['expected'],
): TimelineLane {
  // an execution that ended between the two reads is in both: its end, put in last, counts
  const byId = new Map([...inFlight, ...ended].map((row) => [row.id, row]));
  return {
    id: jobName,
    name: jobName,
    executions: [...byId.values()]
      .sort((a, b) => a.began - b.began)
      .map((row) => executionOf({ ...row, jobName })),
    counted: counted.map(countOf),
    due,
    moreDue: more,
    expected,
  };
}

/** A lane for each instance that ran something. @param names by id; of who is gone for long only the id is known */
export function instanceLanes(
  rows: readonly InstanceRow[],
  names: ReadonlyMap<string, string>,
): TimelineLane[] {
  const lanes = [...groupedBy(rows, ({ instanceId }) => instanceId)].map(([id, own]): TimelineLane => {
    const ones = own.flatMap((row) =>
      row.id === null || row.jobName === null ? [] : [{ ...row, id: row.id, jobName: row.jobName }],
    );
    const byId = new Map([...ones].sort(inFlightFirst).map((row) => [row.id, row]));
    return {
      id,
      name: names.get(id) ?? id,
      executions: [...byId.values()].sort((a, b) => a.began - b.began).map(executionOf),
      counted: own
        .filter((row) => row.id === null)
        .map(({ status, began, ended, count }) =>
          countOf({ status, from: began, to: ended ?? began, count }),
        ),
      due: [],
      moreDue: false,
      expected: null,
    };
  });
  return lanes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function inFlightFirst(a: InstanceRow, b: InstanceRow): number {
  return Number(b.ended === null) - Number(a.ended === null);
}

function executionOf({
  id,
  jobName,
  status,
  began,
  ended,
  instanceId,
}: Pick<TimelineRow, 'id' | 'status' | 'began' | 'ended' | 'instanceId'> & {
  jobName: string;
}): TimelineExecution {
  return {
    executionId: id,
    jobName,
    status,
    from: dateOf(began),
    to: ended === null ? null : dateOf(ended),
    instanceId,
  };
}

function countOf({ from, to, status, count }: Omit<TimelineTally, 'jobId'>): TimelineCount {
  return { from: dateOf(from), to: dateOf(to), status, count };
}

function dateOf(ms: number): Date {
  return new Date(Math.round(ms));
}
