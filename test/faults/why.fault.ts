import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ChildInstance, type ChildOptions } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import { PostgresProxy } from '../support/postgres-proxy.js';
import { createTestDatabase } from '../support/test-database.js';
import { createWitness, readWitness } from '../support/witness.js';
import { explainSlots } from './support/explain-slots.js';
import { fault } from './support/fault.js';

fault('F6', 'whatever kept slots from running, each of them is explained', async (figures) => {
  const database = await createTestDatabase();
  const proxy = await PostgresProxy.before(database.url);
  const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-fault-'));
  await createWitness(database);
  const instances: ChildInstance[] = [];
  const start = async (release: string) => {
    const options: ChildOptions = {
      url: proxy.url,
      witnessUrl: database.url,
      blockMs: 5_000,
      module: { leaseTtl: 3_000, release },
      jobs: [
        { name: 'each-second', schedule: '* * * * * *', options: { overlap: 'allow', catchUpWindow: 500 } },
        { name: 'slow', schedule: '*/2 * * * * *', takesMs: 3_000 },
        { name: 'elsewhere', schedule: '*/3 * * * * *', options: { runsOn: ['gpu'] } },
      ],
    };
    const instance = await ChildInstance.start(options, folder);
    instances.push(instance);
    return instance;
  };
  const ran = () => readWitness(database).then((rows) => rows.filter(({ job }) => job === 'each-second'));
  const runsAgain = async () => {
    const { length } = await ran();
    await eventually(ran, (rows) => rows.length > length + 4);
  };

  try {
    const first = [await start('1.0.0'), await start('1.0.0')];
    const from = new Date(Math.ceil(Date.now() / 1_000) * 1_000);
    await runsAgain();
    // what happens takes the time it takes: these are not waits for something to become true
    await proxy.refuse();
    await pause(5_000);
    await proxy.accept();
    await runsAgain();
    await Promise.all(first.map((instance) => instance.kill()));
    await pause(5_000);
    const second = await start('1.0.0');
    await runsAgain();
    await second.trigger('block');
    await pause(5_000);
    await runsAgain();
    await second.close();
    await pause(3_000);
    const third = await start('2.0.0');
    await runsAgain();
    const to = new Date();
    await runsAgain();
    await third.close();

    const explained = await explainSlots(database, { jobs: ['each-second', 'slow', 'elsewhere'], from, to });
    const { slots, unknown, unknownShare, causes } = explained;
    figures({ slots, unknown, unknown_percent: Math.round(unknownShare * 1_000) / 10, ...causes });

    expect(unknownShare).toBeLessThan(0.05);
    expect(Object.keys(causes)).toEqual(
      expect.arrayContaining([
        'completed',
        'overlap',
        'database_unreachable',
        'no_instance',
        'event_loop_blocked',
        'deployment',
        'no_capable_instance',
      ]),
    );
    // the verdict is the handlers'
    const began = new Set(
      (await readWitness(database)).map(({ job, slot }) => `${job} ${slot?.toISOString()}`),
    );
    const wrong = explained.answers.filter(
      ({ jobName, at, outcome }) =>
        began.has(`${jobName} ${at.toISOString()}`) !==
        ['completed', 'cancelled', 'lost', 'running'].includes(outcome),
    );
    expect(wrong.map(({ jobName, at, sentence }) => `${jobName} ${at.toISOString()} ${sentence}`)).toEqual(
      [],
    );
  } finally {
    await Promise.all(instances.map((instance) => instance.kill()));
    await proxy.close();
    await database.drop();
    await rm(folder, { recursive: true });
  }
});
