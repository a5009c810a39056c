import 'reflect-metadata';
import {
  TriggerRepository,
  type TriggerBirth,
  type TriggerRefusal,
} from '../../libs/tracked-cron/src/cluster/trigger.repository.js';
import { GroupedWriter } from '../../libs/tracked-cron/src/database/grouped-writer.js';
import { Journal } from '../../libs/tracked-cron/src/history/journal.js';
import { openRooms } from '../support/library-rooms.js';
import { ratesOf, type Rate, type RecordParameters } from './rate.js';

/** Births and ends through the library's writers alone: what recording itself can do. */
export async function task(parameters: RecordParameters): Promise<Rate[]> {
  const { clock, ids, database, jobs } = await openRooms(parameters.url, 1);
  const triggers = new TriggerRepository(database, null);
  const births = new GroupedWriter<TriggerBirth, TriggerRefusal | null>(clock, {
    write: (batch) => triggers.birth(batch),
    retry: false,
  });
  const journal = new Journal(database, clock, { provideFor: (work) => work() });
  const instanceId = ids.next(clock.now());
  const birth = {
    jobId: jobs[0].id,
    instanceId,
    triggeredBy: null,
    reason: null,
    parameters: undefined,
    unlimited: true,
    despiteFreeze: false,
    despiteOverlap: false,
    version: 1,
  };
  const end = {
    epoch: 1,
    status: 'completed',
    reason: null,
    attempt: 1,
    durationMs: 0.1,
    error: null,
    result: null,
    metadata: null,
  } as const;
  const rates = await ratesOf(parameters, async () => {
    const id = ids.next(clock.now());
    await births.add({ ...birth, id });
    const now = clock.now();
    await journal.end({ ...end, id, startedAt: now, completedAt: now });
    return 1;
  });
  await database.close();
  return rates;
}
