import type { GenerationStatus, InstancesReport, InstanceStatus } from 'nestjs-tracked-cron';
import {
  about,
  count,
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

const instance = object<InstanceStatus>('Instance', {
  id: uuid,
  host: text,
  pid: count,
  state: oneOf(['alive', 'draining', 'stopped', 'dead']),
  release: nullable(text),
  generationId: about('Which set of definitions it runs, see `generations`.', nullable(text)),
  libraryVersion: text,
  nodeVersion: text,
  labels: list(text),
  executes: about('Whether it runs jobs at all.', flag),
  startedAt: instant,
  renewedAt: about('When it last renewed its lease.', instant),
  leaseUntil: instant,
  drainingSince: nullable(instant),
  endedAt: nullable(instant),
  clockOffsetMs: about("Its wall clock minus the database's.", nullable(number)),
  eventLoopDelayMs: nullable(number),
  eventLoopBlockedSince: nullable(instant),
  running: about('How many executions it runs now.', count),
});

const generation = object<GenerationStatus>('Generation', {
  id: text,
  release: nullable(text),
  beganAt: about('When the first of its instances started.', instant),
  instances: about('How many living instances run it.', count),
  jobs: about('How many jobs it knows.', count),
  decides: about('Of how many jobs the definition in force is its own.', count),
  lacks: about("Jobs that others know and it doesn't, at most 20.", list(text)),
});

export const instancesReport = object<InstancesReport>('InstancesReport', {
  at: instant,
  items: about('Those alive first, then those that ended in the last 24 hours, at most 200.', list(instance)),
  generations: about('The newest first.', list(generation)),
});
