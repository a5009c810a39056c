import { eventually } from '../support/eventually.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';

const TTL = 3_000;
const PATIENCE_MS = 20_000;

fault(
  'F4',
  'a process that was stopped for two leases is refused when it wakes, and starts over',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(2, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL },
      jobs: [
        { name: 'short', schedule: '* * * * * *', takesMs: 50, options: { overlap: 'allow' } },
        { name: 'long', schedule: '* * * * * *', takesMs: 1_500, options: { overlap: 'allow' } },
        {
          name: 'retries',
          schedule: '* * * * * *',
          takesMs: 1_500,
          options: { overlap: 'allow', onLost: 'retry', retryPolicy: { maxAttempts: 3 } },
        },
      ],
    });
    const [stopped, other] = fleet.members;
    try {
      const held = [await stopped.trigger('hold'), await stopped.trigger('hold')];
      const { first } = await windowOfSeconds(database, 1, 3_000);
      await untilDatabaseTime(database, first + 700);
      stopped.signal('SIGSTOP');
      await untilDatabaseTime(database, first + 700 + 2 * TTL);
      // found while it sleeps, by the other one
      await eventually(
        () =>
          database.query<{ status: string }>(
            'select status from tracked_cron.cron_job_executions where id = any($1)',
            [held],
          ),
        (rows) => rows.filter(({ status }) => status === 'lost').length === held.length,
        PATIENCE_MS,
      );
      stopped.signal('SIGCONT');
      const joinedBefore = stopped.told('instance.joined').length;
      await eventually(() => stopped.told('execution.refused').length >= held.length, Boolean, PATIENCE_MS);
      await eventually(() => stopped.told('instance.joined').length > joinedBefore, Boolean, PATIENCE_MS);
      const again = await stopped.trigger('hold');
      await eventually(
        () => database.query('select 1 from witness where execution_id = $1', [again]),
        ({ length }) => length > 0,
        PATIENCE_MS,
      );
      stopped.release();
      await eventually(() =>
        stopped.told('execution.ended').some(({ executionId }) => executionId === again),
      );
      const refused = stopped.told('execution.refused');
      figures({ refused_writes: refused.length });
      expect(refused.map(({ executionId }) => executionId)).toEqual(expect.arrayContaining(held));
      expect(stopped.told('aborted').map(({ executionId }) => executionId)).toEqual(
        expect.arrayContaining(held),
      );
      expect(other.told('execution.refused')).toEqual([]);
      await untilDatabaseTime(database, (await windowOfSeconds(database, 3)).last);
      await fleet.close();

      const { ended } = await expectInvariants(database);
      figures({ lost: ended.filter(({ status }) => status === 'lost').length });
      // one winner in history each: what was refused stands there as what the other one made of it
      for (const { executionId } of refused) {
        const [one] = ended.filter(({ id }) => id === executionId);
        expect(one.epoch).toBeGreaterThan(1);
      }
      expect(ended.find(({ id }) => id === again)!.status).toBe('completed');
    } finally {
      stopped.signal('SIGCONT');
      await fleet.destroy();
      await database.drop();
    }
  },
);
