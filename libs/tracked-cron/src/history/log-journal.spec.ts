import { Logger } from '@nestjs/common';
import { eventually } from '../../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { CronDatabase } from '../database/cron-database.js';
import { resolveDatabaseOptions } from '../database/database.options.js';
import { UuidV7Generator } from '../id-generator.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import { trackedCronTables } from '../tracked-cron.entities.js';
import { AttemptLog } from './attempt-log.js';
import { LogChunkRepository } from './log-chunk.repository.js';
import { LogJournal } from './log-journal.js';
import type { StoredLine } from './log-line.js';
import { PartitionKeeper } from './partition-keeper.js';

// what these specs provoke is not for people to read
Logger.overrideLogger(false);

const WEEK = 7 * 24 * 3_600_000;
const LIMITS = { maxLines: 10_000, maxBytes: 2 ** 20 };

describe('LogJournal', () => {
  const ids = new UuidV7Generator();
  let raw: TestDatabase;
  let database: CronDatabase;
  let clock: VirtualClock;
  let journal: LogJournal;
  /** Statements that went out. */
  let statements: number;
  let failure: Error | null;
  let followed: Set<string>;
  let written: string[];

  beforeAll(async () => {
    raw = await createTestDatabase(null);
    database = new CronDatabase(resolveDatabaseOptions({ url: raw.url }), trackedCronTables);
    await database.open();
  });
  afterAll(async () => {
    await database.close();
    await raw.drop();
  });
  beforeEach(() => {
    clock = new VirtualClock();
    statements = 0;
    failure = null;
    followed = new Set();
    written = [];
    const keeper = new PartitionKeeper(database, new VirtualDatabaseClock(clock));
    journal = new LogJournal(
      database,
      clock,
      {
        provideFor: async (work) => {
          statements += 1;
          if (failure) throw failure;
          return keeper.provideFor(work);
        },
      },
      { isFollowed: (id) => followed.has(id), written: (id) => written.push(id) },
    );
  });
  afterEach(() => journal.stop());

  const logOf = (limits = LIMITS, attempt = 1) => new AttemptLog(ids.next(clock.now()), attempt, limits);
  const say = (log: AttemptLog, text: string) =>
    journal.add(log, { at: 1_000, level: 'info', context: 'Feed', text });
  const chunksOf = ({ executionId }: AttemptLog) =>
    raw.query<{ attempt: number; sequence: number; line_count: number; bytes: number; lines: StoredLine[] }>(
      `select attempt, sequence, line_count, bytes, lines from tracked_cron.cron_job_log_chunks
       where execution_id = $1 order by attempt, sequence`,
      [executionId],
    );

  it('has no timer while nobody logs, and none left when everything is written', async () => {
    expect(clock.untilNext).toBeUndefined();
    say(logOf(), 'a');
    expect(clock.untilNext).toBe(1_000);
    await journal.flush();
    expect(clock.untilNext).toBeUndefined();
  });

  it('writes what all executions logged within a second in one statement, and makes its partition', async () => {
    const logs = [logOf(), logOf(), logOf(LIMITS, 2)];
    for (const log of logs) for (const text of ['a', 'b']) say(log, text);
    clock.advance(999);
    expect(statements).toBe(0);
    clock.advance(1);
    await journal.flush();
    expect(statements).toBe(1);
    expect(await chunksOf(logs[2])).toEqual([
      {
        attempt: 2,
        sequence: 1,
        line_count: 2,
        bytes: 2 * (1 + 4 + 32),
        lines: [
          [1_000, 'info', 'Feed', 'a'],
          [1_000, 'info', 'Feed', 'b'],
        ],
      },
    ]);
  });

  it('does not let the lines of what has ended wait', async () => {
    const log = logOf();
    say(log, 'a');
    journal.end(log);
    journal.end(logOf());
    await Promise.resolve();
    expect(statements).toBe(1);
    await journal.flush();
    expect(await chunksOf(log)).toHaveLength(1);
  });

  it('writes within 100 ms what somebody follows, and says so, but not what nobody does', async () => {
    const [log, other] = [logOf(), logOf()];
    followed.add(log.executionId);
    say(other, 'a');
    expect(clock.untilNext).toBe(1_000);
    say(log, 'b');
    await journal.flush();
    expect(new Set(written)).toEqual(new Set([log.executionId, other.executionId]));
    say(log, 'c');
    expect(clock.untilNext).toBe(100);
    clock.advance(100);
    await journal.flush();
    expect(await chunksOf(log)).toHaveLength(2);
  });

  it('writes at most ten times a second what many ends have left', async () => {
    const first = logOf();
    say(first, 'a');
    journal.end(first);
    await eventually(
      () => chunksOf(first),
      ({ length }) => length === 1,
    );
    for (let end = 0; end < 5; end++) {
      const log = logOf();
      say(log, 'b');
      journal.end(log);
      await Promise.resolve();
    }
    clock.advance(99);
    expect(statements).toBe(1);
    clock.advance(1);
    await journal.flush();
    expect(statements).toBe(2);
    expect(journal.backlog).toBe(0);
  });

  it('deletes what has become too much', async () => {
    const log = logOf({ maxLines: 100, maxBytes: 2 ** 20 });
    for (let round = 0; round < 10; round++) {
      for (let line = 0; line < 30; line++) say(log, 'x');
      await journal.flush();
    }
    const chunks = await chunksOf(log);
    const lines = chunks.reduce((sum, chunk) => sum + chunk.line_count, 0);
    expect(lines).toBeGreaterThan(95);
    expect(lines).toBeLessThanOrEqual(100);
    expect(
      chunks.filter(({ sequence }) => sequence <= 10).reduce((sum, { line_count }) => sum + line_count, 0),
    ).toBe(10);
    expect(chunks.at(-1)!.sequence + chunks.at(-1)!.line_count - 1).toBe(300);
  });

  it('tries again while the database is away, and loses nothing that fits into memory', async () => {
    const log = logOf();
    failure = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    say(log, 'a');
    await journal.flush();
    say(log, 'b');
    journal.end(log);
    await journal.flush();
    expect(await chunksOf(log)).toEqual([]);
    expect(journal.backlog).toBeGreaterThan(0);
    failure = null;
    clock.advance(clock.untilNext!);
    await journal.flush();
    expect((await chunksOf(log)).flatMap(({ lines }) => lines.map(([, , , text]) => text))).toEqual([
      'a',
      'b',
    ]);
    expect(journal.backlog).toBe(0);
    expect(journal.dropped).toBe(0);
  });

  it('gives up the oldest lines of a long absence, counts them, and stays within its bounds', async () => {
    failure = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    const logs = Array.from({ length: 30 }, () => logOf());
    for (const log of logs) for (let line = 0; line < 150; line++) say(log, 'x'.repeat(8_000));
    await journal.flush();
    expect(journal.backlog).toBeLessThanOrEqual(16 * 2 ** 20);
    expect(journal.backlog).toBeGreaterThan(14 * 2 ** 20);
    expect(journal.dropped).toBeGreaterThan(1_000);
    failure = null;
    await journal.flush();
    expect(await chunksOf(logs[0])).toEqual([]);
    const last = await chunksOf(logs[29]);
    expect(last.at(-1)!.sequence + last.at(-1)!.line_count - 1).toBe(150);
  });

  it('keeps the lines of others where the database refuses one chunk', async () => {
    const [good, bad] = [logOf(), logOf()];
    say(good, 'a');
    // nothing captured holds it; somebody's own writer might
    say(bad, 'a\0b');
    await journal.flush();
    expect(await chunksOf(good)).toHaveLength(1);
    expect(await chunksOf(bad)).toHaveLength(0);
    expect(journal.dropped).toBe(1);
  });

  it('does not wait for ever for the partition of an execution that is older than any', async () => {
    const [old, young] = [new AttemptLog(ids.next(clock.now() - 100 * WEEK), 1, LIMITS), logOf()];
    say(old, 'a');
    say(young, 'b');
    await journal.flush();
    expect(await chunksOf(young)).toHaveLength(1);
    expect(journal.dropped).toBe(1);
    expect(journal.backlog).toBe(0);
  });

  it('writes the same chunk twice without harm', async () => {
    const log = logOf();
    log.add({ at: 1, level: 'warn', context: null, text: 'once' });
    const { chunks } = log.take();
    const repository = new LogChunkRepository(database);
    await repository.write(chunks, []);
    await repository.write(chunks, [{ executionId: log.executionId, attempt: 9, sequence: 9 }]);
    expect(await chunksOf(log)).toHaveLength(1);
  });
});
