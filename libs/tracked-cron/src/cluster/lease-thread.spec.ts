import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, type Member } from '../../../../test/support/cluster.js';
import { eventually } from '../../../../test/support/eventually.js';
import { SystemClock } from '../clock.js';
import { resolveDatabaseOptions } from '../database/database.options.js';
import { UuidV7Generator } from '../id-generator.js';
import { BusLine } from './bus/bus-line.js';
import { describeInstance } from './describe-instance.js';
import { InThreadLeaseKeeper } from './in-thread-lease-keeper.js';
import { LeaseRepository } from './lease.repository.js';
import { LeaseThread } from './lease-thread.js';

const SCOPE = { application: 'shop', environment: 'test' };
const DESCRIPTION = describeInstance({ release: null, labels: [], execution: { any: true } }, null);

// the thread that does run is proved in test/lease-thread.spec.ts, in processes of its own
describe('a lease whose thread does not run', () => {
  let cluster: Cluster;
  let member: Member;
  let folder: string;

  beforeEach(async () => {
    cluster = await Cluster.open();
    member = await cluster.member();
    folder = await mkdtemp(join(tmpdir(), 'lease-thread-'));
  });
  afterEach(async () => {
    await cluster.close();
    await rm(folder, { recursive: true });
  });

  const thread = (file: string) => {
    const clock = new SystemClock();
    const settings = {
      ...SCOPE,
      database: resolveDatabaseOptions({ url: cluster.raw.url }),
      leaseTtl: 3_000,
      loopStallLimit: 60_000,
      execution: { any: false },
    };
    const repository = new LeaseRepository(member.database, SCOPE);
    const inThread = () => new InThreadLeaseKeeper(repository, clock, member.databaseClock, settings);
    return new LeaseThread(clock, settings, () => {}, inThread, new BusLine(settings), file);
  };
  const lease = (id: string) =>
    cluster.query<{ stopped: boolean }>(
      'select stopped_at is not null as stopped from tracked_cron.cron_instances where id = $1',
      [id],
    );
  const script = async (text: string) => {
    const file = join(folder, 'thread.mjs');
    await writeFile(file, text);
    return file;
  };

  async function expectKept(keeper: LeaseThread): Promise<void> {
    const id = new UuidV7Generator().next(Date.now());
    expect(await keeper.take(id, DESCRIPTION)).toMatchObject({ taken: true });
    expect(keeper.trustedUntil).toBeGreaterThan(performance.now());
    let beats = 0;
    keeper.beat(() => (beats += 1));
    await eventually(() => beats > 0);
    expect(await keeper.renew()).toMatchObject({ renewed: true });
    await keeper.release();
    expect(await lease(id)).toEqual([{ stopped: true }]);
  }

  it('is kept on the main thread when its file is not there, as in a bundle', async () => {
    await expectKept(thread(join(folder, 'nowhere.js')));
  });

  it('is kept on the main thread when the thread ends before it has answered', async () => {
    await expectKept(thread(await script('throw new Error("no threads here");')));
    await expectKept(thread(await script('process.exit(3);')));
  });

  it('is kept on the main thread when the thread dies later', async () => {
    const file = await script(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ number, request: { what } }) => {
        if (what !== 'take') throw new Error('it dies');
        parentPort.postMessage({ number, answer: { taken: true, asked: 0, databaseTime: 0, answered: 0 } });
      });`);
    const keeper = thread(file);
    const { id } = member.identity; // has a lease already
    await keeper.take(id, DESCRIPTION);
    expect(await keeper.renew()).toMatchObject({ renewed: true });
    expect(keeper.trustedUntil).toBeGreaterThan(performance.now());
    await keeper.release();
    expect(await lease(id)).toEqual([{ stopped: true }]);
  });
});
