import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CronJobManager, TrackedCronModule } from 'nestjs-tracked-cron';
import { ChildInstance } from '../support/child-instance.js';
import { compileLibrary } from '../support/compile-library.js';
import { eventually } from '../support/eventually.js';
import { NO_PGBOUNCER, PgBouncer } from '../support/pgbouncer.js';
import { createTestDatabase } from '../support/test-database.js';
import { createWitness, readWitness } from '../support/witness.js';
import { fault } from './support/fault.js';

const RUN_MS = 15_000;
const CONNECTIONS = 4;

const HOLDS = 'behind a transaction pooler slots run once, leases are kept, cancellations arrive';

if (NO_PGBOUNCER) it.skip(`F28: ${HOLDS} (${NO_PGBOUNCER})`, () => {});
else
  fault('F28', HOLDS, async (figures) => {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-fault-'));
    await createWitness(database);
    const bouncer = await PgBouncer.start(database.url, { mode: 'transaction', poolSize: CONNECTIONS });
    const url = bouncer.through(database.url);
    const options = {
      url,
      witnessUrl: database.url,
      module: { leaseTtl: 3_000, database: { pooler: 'transaction' } },
      jobs: [
        ...Array.from({ length: 20 }, (_, n) => ({ name: `second-${n}`, schedule: '* * * * * *' })),
        { name: 'overlapping', schedule: '* * * * * *', takesMs: 1_500 },
        { name: 'queued', schedule: '*/2 * * * * *', takesMs: 500, options: { overlap: 'queue' } },
      ],
    } as const;

    @Module({
      imports: [
        TrackedCronModule.forRoot({
          database: { url, pooler: 'transaction' },
          application: 'child',
          environment: 'test',
          execute: () => false,
        }),
      ],
    })
    class Desk {}

    const instances: ChildInstance[] = [];
    let desk: INestApplicationContext | undefined;
    try {
      await compileLibrary('test/support/child-app.ts'); // once, not by all of them
      // together, so that they also race for the migrations
      const started = Array.from({ length: 3 }, () => ChildInstance.start(options, folder));
      for (const one of await Promise.allSettled(started)) {
        if (one.status === 'fulfilled') instances.push(one.value);
      }
      expect(instances).toHaveLength(3);
      desk = await NestFactory.createApplicationContext(Desk, { logger: false });
      const manager = desk.get(CronJobManager);
      const first = new Date();
      await pause(RUN_MS);
      const last = new Date(Date.now() - 2_000);

      const began = (await readWitness(database)).filter(
        ({ what, job, slot }) =>
          what === 'began' && job.startsWith('second-') && slot! > first && slot! <= last,
      );
      const seconds = Math.floor(last.getTime() / 1_000) - Math.floor(first.getTime() / 1_000);
      const twice = began.length - new Set(began.map(({ job, slot }) => `${job} ${slot!.getTime()}`)).size;
      const lateness = began.map(({ at, slot }) => at.getTime() - slot!.getTime()).sort((a, b) => a - b);
      figures({
        slots: began.length,
        missing: 20 * seconds - began.length,
        twice,
        lateness_p99_ms: lateness[Math.floor(lateness.length * 0.99)],
      });
      expect(twice).toBe(0);
      expect(began).toHaveLength(20 * seconds);

      const identities = await database.query<{ n: number; dead: number }>(
        `select count(*)::int as n, count(*) filter (where stopped_at is not null or lease_until < now())::int as dead
       from tracked_cron.cron_instances`,
      );
      figures({ leases_lost: identities[0].dead });
      expect(identities).toEqual([{ n: 4, dead: 0 }]);

      const id = await instances[0].trigger('hold');
      await eventually(async () =>
        (await readWitness(database)).some(({ execution_id }) => execution_id === id),
      );
      const asked = performance.now();
      await manager.cancel(id, { by: 'ann', reason: 'wrong file' });
      await eventually(() => instances[0].told('aborted').some(({ executionId }) => executionId === id));
      figures({ cancel_ms: Math.round(performance.now() - asked) });
      const ended = await eventually(
        () => manager.getExecution(id),
        (one) => one?.status === 'cancelled',
      );
      expect(ended).toMatchObject({ reason: 'person', error: { message: 'Cancelled by ann: wrong file' } });

      const held = await instances[1].trigger('hold');
      const killed = performance.now();
      await instances[1].kill();
      await eventually(
        () => manager.getExecution(held),
        (one) => one?.status === 'lost',
      );
      figures({ detection_ms: Math.round(performance.now() - killed) });
      expect(performance.now() - killed).toBeLessThan(8_000);

      const connections = await database.query<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and application_name like 'tracked-cron%'`,
      );
      figures({ server_connections: connections[0].n });
      expect(connections[0].n).toBeLessThanOrEqual(CONNECTIONS);
    } finally {
      await desk?.close();
      await Promise.all(instances.map((instance) => instance.kill()));
      await bouncer.stop();
      await database.drop();
      await rm(folder, { recursive: true });
    }
  });
