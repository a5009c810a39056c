import { Injectable, type Type } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance } from './support/test-instance.js';

/** More than are registered in one statement, twice over. */
const MANY = 2_300;

const minuteOf = (job: number) => `${job % 60} ${job % 24} * * *`;

/** A provider with so many jobs, each of which notes that it was called. */
function provider(count: number, schedule: (job: number) => string, called: number[] = []): Type {
  @Injectable()
  class Jobs {}
  for (let job = 0; job < count; job++) {
    const name = `job${job}`;
    const descriptor = { value: () => void called.push(job), writable: true, configurable: true };
    Object.defineProperty(Jobs.prototype, name, descriptor);
    TrackedCron(schedule(job), { name })(Jobs.prototype, name, descriptor);
  }
  return Jobs;
}

describe('thousands of jobs', () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await createTestDatabase()));
  afterEach(() => database.drop());

  const rows = () =>
    database.query<{ name: string; schedule: string; version: number }>(
      'select name, schedule, definition_version as version from tracked_cron.cron_jobs where removed_at is null',
    );

  it('are registered in several statements, each with what is its own', async () => {
    const called: number[] = [];
    const instance = await startInstance({
      url: database.url,
      providers: [provider(MANY, minuteOf, called)],
    });
    const registered = new Map((await rows()).map(({ name, schedule }) => [name, schedule]));
    expect(registered.size).toBe(MANY);
    for (let job = 0; job < MANY; job++) expect(registered.get(`job${job}`)).toBe(minuteOf(job));

    const ran = instance.next('execution.ended', 3);
    for (const job of [0, 1_000, MANY - 1]) await instance.manager.triggerManually(`job${job}`);
    await ran;
    await instance.close();
    expect(called.sort((a, b) => a - b)).toEqual([0, 1_000, MANY - 1]);
  });

  it('are brought up to date by the next release, old ones and new ones', async () => {
    const before = await startInstance({ url: database.url, providers: [provider(MANY, minuteOf)] });
    await before.close();
    const changed = (job: number) => (job % 2 === 0 ? minuteOf(job) : `*/5 ${job % 24} * * *`);
    const after = await startInstance({
      url: database.url,
      providers: [provider(2 * MANY, changed)],
      options: { release: '2' },
    });
    const stands = await rows();
    await after.close();
    expect(stands).toHaveLength(2 * MANY);
    for (const { name, schedule, version } of stands) {
      const job = Number(name.slice(3));
      expect({ name, schedule, version }).toEqual({
        name,
        schedule: changed(job),
        version: job < MANY && job % 2 === 1 ? 2 : 1,
      });
    }
  });
});
