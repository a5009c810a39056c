import type { Timeline, TimelineCount, TimelineExecution, TimelineLane } from 'nestjs-tracked-cron';
import {
  about,
  count,
  fields,
  flag,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
  uuid,
} from '../openapi/schema.js';
import { executionStatus } from './execution.schema.js';

const execution = object<TimelineExecution>('TimelineExecution', {
  executionId: uuid,
  jobName: text,
  status: executionStatus,
  from: about('When it started; where nothing did, its slot.', instant),
  to: about('When it ended; null while it is in flight.', nullable(instant)),
  instanceId: nullable(uuid),
});

const counted = object<TimelineCount>('TimelineCount', {
  from: instant,
  to: instant,
  status: executionStatus,
  count,
});

const lane = object<TimelineLane>('TimelineLane', {
  id: about("The job's name, or the instance's id.", text),
  name: about("The job's name, or host and process of the instance.", text),
  executions: about('By start, at most 100; none of a lane with more, which are counted.', list(execution)),
  counted: about(
    'What is counted together: pauses, outages, what is too much to be told one by one.',
    list(counted),
  ),
  due: about('Slots to come that nothing holds up, at most 60; none of instances.', list(instant)),
  moreDue: about('Whether there are more of them.', flag),
  expected: about(
    'How long completed executions of the last 7 days took, milliseconds.',
    nullable(fields<NonNullable<TimelineLane['expected']>>({ p50: number, p95: number })),
  ),
});

export const timeline = object<Timeline>('Timeline', {
  by: oneOf(['job', 'instance']),
  from: instant,
  to: instant,
  at: about("Now, by the database's clock.", instant),
  lanes: about('By name.', list(lane)),
  more: about('Whether there are more lanes.', flag),
  completeFrom: about('From here on nothing was left out.', instant),
});
