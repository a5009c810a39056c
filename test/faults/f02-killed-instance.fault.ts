import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildInstance } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { createWitness, readWitness } from '../support/witness.js';
import { fault } from './support/fault.js';

fault('F2', 'the executions of a killed instance are found within its lease and 5 s', async (figures) => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-fault-'));
  await createWitness(database);
  const options = {
    url: database.url,
    witnessUrl: database.url,
    module: { leaseTtl: 3_000 },
    jobs: [{ name: 'each-second', schedule: '* * * * * *', takesMs: 100, options: { overlap: 'allow' } }],
  } as const;
  const [killed, other] = [
    await ChildInstance.start(options, folder),
    await ChildInstance.start(options, folder),
  ];
  try {
    const id = await killed.trigger('hold');
    await eventually(async () =>
      (await readWitness(database)).some(({ execution_id }) => execution_id === id),
    );
    const at = performance.now();
    await killed.kill();
    const lost = await eventually(() =>
      database
        .query('select status from tracked_cron.cron_job_executions where id = $1', [id])
        .then(([row]) => row),
    );
    figures({ detection_ms: Math.round(performance.now() - at) });
    expect(lost).toEqual({ status: 'lost' });
    expect(performance.now() - at).toBeLessThan(8_000);
  } finally {
    await Promise.all([killed, other].map((instance) => instance.kill()));
    await database.drop();
    await rm(folder, { recursive: true });
  }
});
