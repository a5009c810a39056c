import type { TrackedCronEventMap, TrackedCronEventName, TrackedCronEvents } from '../../events.js';
import type { BusMessage, BusTopic, InstanceBus } from './instance-bus.js';

/** What becomes of an event of this process on the bus. */
type Hints = {
  readonly [Name in TrackedCronEventName]?: (event: TrackedCronEventMap[Name]) => BusMessage;
};

const execution =
  (what: string) =>
  ({ executionId, jobName }: { executionId: string; jobName: string }): BusMessage => ({
    id: executionId,
    job: jobName,
    what,
  });
const job =
  (what: string) =>
  ({ jobName }: { jobName: string }): BusMessage => ({ job: jobName, what });
const instance =
  (what: string) =>
  ({ instanceId }: { instanceId: string }): BusMessage => ({ id: instanceId, what });

const HINTS: Readonly<Partial<Record<BusTopic, Hints>>> = {
  execution: {
    'execution.started': execution('started'),
    'execution.ended': execution('ended'),
    'execution.retrying': execution('retrying'),
    'execution.refused': execution('refused'),
    'execution.lost': execution('lost'),
    'slots.missed': job('missed'),
  },
  job: {
    'job.registered': job('registered'),
    'job.removed': job('removed'),
    'job.paused': job('paused'),
    'job.resumed': job('resumed'),
    'breaker.opened': job('breaker-opened'),
    'breaker.closed': job('breaker-closed'),
  },
  instance: {
    'instance.joined': instance('joined'),
    'instance.lease-lost': instance('lease-lost'),
    'instance.left': instance('left'),
  },
};

/** Tells the bus of this process's events, of those of a topic as long as somebody listens to it. */
export function tellOfEvents(events: TrackedCronEvents, bus: InstanceBus): void {
  for (const [topic, hints] of Object.entries(HINTS) as [BusTopic, Hints][]) {
    bus.whileWanted(topic, () => {
      const names = Object.keys(hints) as TrackedCronEventName[];
      const stops = names.map((name) => {
        const hint = hints[name] as (event: unknown) => BusMessage;
        return events.on(name, (event) => bus.publish(topic, hint(event)));
      });
      return () => stops.forEach((stop) => stop());
    });
  }
}
