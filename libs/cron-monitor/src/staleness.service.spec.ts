import { Injectable, Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { TrackedCron, TrackedCronModule, type JobName } from 'nestjs-tracked-cron';
import { TrackedCronTester, useTrackedCronInMemory } from 'nestjs-tracked-cron/testing';
import { JobWatch } from 'nestjs-tracked-cron/internal';
import { VirtualClock } from '../../tracked-cron/src/testing/virtual-clock.js';
import { eventually } from '../../../test/support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../test/support/test-instance.js';
import { CronMonitorModule } from './cron-monitor.module.js';
import { StalenessService } from './staleness.service.js';
import { EndsWatch } from './sweep/ends-watch.js';
import { Vigil } from './sweep/vigil.js';
import { Watchdog } from './sweep/watchdog.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STALENESS = 'tracked-cron.staleness';
/** Close to the database's own time, by which births are dated. */
const BEGIN = Math.floor(Date.now() / MINUTE) * MINUTE;
/** Two minutes later, and every hour. */
const HOURLY = `${new Date(BEGIN + 2 * MINUTE).getUTCMinutes()} * * * *`;

let fails = true;

@Injectable()
class Jobs {
  @TrackedCron(HOURLY, { name: 'failing' })
  failing(): void {
    if (fails) throw new Error('the feed is down');
  }

  @TrackedCron(HOURLY, { name: 'labelled', runsOn: 'gpu' })
  labelled(): void {}

  @TrackedCron('* * * * *', { name: 'well' })
  well(): void {}

  @TrackedCron('@never', { name: 'by-hand' })
  byHand(): void {
    if (fails) throw new Error('the report has no rows');
  }
}

interface IncidentRow {
  readonly subject: string;
  readonly state: string;
  readonly rules: string[];
  readonly messages: string[];
}

describe('the sweep', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let instance: TestInstance;

  beforeEach(async () => {
    fails = true;
    database = await createTestDatabase();
    clock = new VirtualClock(BEGIN);
    instance = await start();
  });
  afterEach(async () => {
    await instance.close();
    await database.drop();
  });

  function start(): Promise<TestInstance> {
    return startInstance({
      url: database.url,
      clock,
      imports: [CronMonitorModule.forRoot()],
      providers: [Jobs],
    });
  }

  /** Lets ten seconds pass, and the sweep that is due then come through. */
  async function tick(ms = 10 * SECOND): Promise<void> {
    const swept = endOfSweep(instance);
    clock.advance(ms);
    await swept;
  }

  function incidents(): Promise<IncidentRow[]> {
    return database.query<IncidentRow & pg.QueryResultRow>(
      `select subject, state, array(select f ->> 'rule' from jsonb_array_elements(findings) f) as rules,
         array(select f ->> 'message' from jsonb_array_elements(findings) f) as messages
       from tracked_cron.cron_incidents order by id`,
    );
  }

  it('is a job like any other, but nobody can take it away', async () => {
    const { manager } = instance;
    const refused = { code: 'SYSTEM_JOB', message: expect.stringContaining("it can't be paused") };
    const name = STALENESS as JobName;
    await expect(manager.pause(name)).rejects.toMatchObject(refused);
    await expect(manager.skipNext(name)).rejects.toMatchObject({ code: 'SYSTEM_JOB' });
    await expect(manager.configure(name, { enabled: false })).rejects.toMatchObject({ code: 'SYSTEM_JOB' });
    await expect(manager.unregister(name)).rejects.toMatchObject({ code: 'SYSTEM_JOB' });
    const hourAgo = new Date(clock.now() - 60 * MINUTE);
    await expect(manager.backfill(name, hourAgo, new Date(clock.now()))).rejects.toMatchObject({
      code: 'SYSTEM_JOB',
    });
    const { items } = await manager.bulk({ action: 'pause', jobNames: [STALENESS], expectedCount: 1 });
    expect(items).toMatchObject([{ outcome: 'refused', code: 'SYSTEM_JOB' }]);

    await manager.freeze();
    await tick();
    const { items: executions } = await manager.getHistory({ jobName: STALENESS });
    expect(executions).toMatchObject([
      { status: 'completed', trigger: 'schedule', metadata: { jobs: 5, waiting: 0 } },
    ]);
    const statuses = await manager.getStatuses();
    expect(statuses.map(({ jobName, system, frozen }) => [jobName, system, frozen !== null])).toEqual([
      ['by-hand', false, true],
      ['failing', false, true],
      ['labelled', false, true],
      [STALENESS, true, false],
      ['well', false, true],
    ]);
  });

  it('finds what did not happen within 15 s, and hears of what did at once', async () => {
    await tick();
    await tick(); // all have been looked at
    expect(await incidents()).toEqual([]);

    // a minute before its slot nobody can run it
    while (clock.now() < BEGIN + 70 * SECOND) await tick();
    expect(await incidents()).toMatchObject([
      {
        subject: 'labelled',
        rules: ['no_executor'],
        messages: [expect.stringContaining('has the label gpu')],
      },
    ]);

    while (clock.now() < BEGIN + 110 * SECOND) await tick();
    const [failed] = await Promise.all([instance.next('execution.ended', 3), tick()]);
    expect(failed.map(({ jobName }) => jobName).sort()).toEqual(['failing', STALENESS, 'well'].sort());
    clock.advance(200);
    const opened = await eventually(incidents, ({ length }) => length === 2);
    expect(opened[1]).toMatchObject({ subject: 'failing', rules: ['failing'] });
    expect(
      await database.query('select from tracked_cron.cron_job_executions where job_name = $1', [STALENESS]),
    ).toHaveLength(12);

    // and it is over with a good run
    fails = false;
    const run = instance.next('execution.ended');
    await instance.manager.triggerManually('failing' as JobName);
    await run;
    clock.advance(200);
    const over = await eventually(incidents, ([, { state }]) => state === 'resolved');
    expect(over.map(({ subject, state }) => [subject, state])).toEqual([
      ['labelled', 'open'],
      ['failing', 'resolved'],
    ]);
  });

  it('hears of a job that is only run by hand when it fails, and that it is well again', async () => {
    const run = async () => {
      const ended = instance.next('execution.ended');
      await instance.manager.triggerManually('by-hand' as JobName);
      await ended;
      clock.advance(200);
    };
    await tick(); // until somebody watches, what ends is left to the first sweep
    await run();
    const [failed] = await eventually(incidents, ({ length }) => length === 1);
    expect(failed).toMatchObject({ subject: 'by-hand', state: 'open', rules: ['failing'] });
    fails = false;
    await run();
    await eventually(incidents, ([{ state }]) => state === 'resolved');
  });

  it('takes a handful of statements, and none for a good end of a job that nothing is wrong with', async () => {
    await tick();
    await tick();
    const statements = countStatements();
    await instance.app.get(StalenessService).sweep();
    expect(statements.splice(0)).toHaveLength(5);

    const run = instance.next('execution.ended');
    await instance.manager.triggerManually('well' as JobName);
    await run;
    statements.splice(0);
    clock.advance(SECOND);
    await instance.app.get(EndsWatch).runOnce();
    expect(statements).toEqual([]);
    jest.restoreAllMocks();
  });

  it('goes on for all others where a definition is broken, and says so once', async () => {
    const told = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    await database.query(
      `update tracked_cron.cron_jobs set definition_version = 2,
         options = jsonb_set(options, '{alertThresholds}', '{"staleness": "soon"}') where name = 'well'`,
    );
    while (clock.now() < BEGIN + 70 * SECOND) await tick();
    expect(await incidents()).toMatchObject([{ subject: 'labelled' }]);
    const lines = told.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('"well"'));
    expect(lines).toEqual([expect.stringMatching(/Job "well" can't be watched: .*soon.* The others are\./)]);
    jest.restoreAllMocks();
  });

  it('sees an end that is written late, and one whose transaction began long before', async () => {
    await tick();
    await tick();
    const watch = instance.app.get(JobWatch);
    const order = { since: null, interesting: new Set<string>(), gaps: [] };
    const judged = async () =>
      (await watch.sweep(order)).verdicts.filter(({ jobName }) => jobName === 'failing');
    await judged();

    const writer = new pg.Client(database.url);
    await writer.connect();
    await writer.query('begin');
    await writer.query('select now()');
    // meanwhile somebody looks, and sees nothing
    expect(await judged()).toMatchObject([{ findings: [] }]);
    await writer.query(
      `insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, status, kept, trigger,
         scheduled_at, started_at, completed_at, duration_ms, epoch, attempt, max_attempts, definition_version, created_at,
         fingerprint)
       select $1, id, application, environment, name, 'failed', 'long', 'schedule', $2, $2, $2, 1, 1, 1, 1, 1, $2, 'f1'
       from tracked_cron.cron_jobs where name = 'failing'`,
      [uuidOf(clock.now()), new Date(clock.now() - MINUTE)],
    );
    await writer.query('commit');
    await writer.end();
    expect(await judged()).toMatchObject([
      { findings: [{ rule: 'failing' }], fingerprints: ['f1'], goodRuns: 0 },
    ]);
  });

  it('tells of a gap once, and names the slots that nobody ran in it', async () => {
    await tick();
    await instance.close();
    clock.advance(30 * MINUTE);
    instance = await start();
    await tick(); // finds the gap
    await tick(); // tells of it
    const gap = (await incidents()).find(({ subject }) => subject === '~monitor');
    expect(gap).toMatchObject({ state: 'open', rules: ['missed'] });
    expect(gap!.messages[0]).toMatch(/^nobody watched from .* to .*; slots missed: well \(\d+\)$/);
    await tick();
    const all = await incidents();
    expect(all.filter(({ subject }) => subject === '~monitor')).toMatchObject([{ state: 'resolved' }]);
    expect(all.filter(({ subject }) => subject === 'well')).toEqual([]);
  });

  it('is made by another instance, and told, where the scheduler makes none', async () => {
    await tick();
    await database.query(`update tracked_cron.cron_jobs set last_slot_at = '2100-01-01' where name = $1`, [
      STALENESS,
    ]);
    const watchdog = instance.app.get(Watchdog);
    const warned = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    for (let passed = 0; passed < 3; passed += 1) {
      clock.advance(10 * SECOND);
      await watchdog.runOnce();
    }
    expect(await incidents()).toEqual([]);
    clock.advance(10 * SECOND);
    await watchdog.runOnce();
    // or its own timer has
    expect(await eventually(incidents, ({ length }) => length > 0)).toMatchObject([
      { subject: '~monitor', rules: ['late'] },
    ]);
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('no scheduled sweep has come through for'));
    jest.restoreAllMocks();
  });
});

describe('a sweep that hangs', () => {
  it('ends when its time is over, and the next one comes through and finds what there is', async () => {
    fails = true;
    const database = await createTestDatabase();
    const clock = new VirtualClock(BEGIN);
    const monitored = { url: database.url, clock, imports: [CronMonitorModule.forRoot()], providers: [Jobs] };
    const instance = await startInstance(monitored);
    const somebody = new pg.Client(database.url);
    await somebody.connect();
    const hanging = () =>
      database.query("select from pg_locks where not granted and mode = 'RowExclusiveLock'");

    await somebody.query('begin; lock table tracked_cron.cron_alert_sweeps in share mode');
    const started = instance.next('execution.started');
    clock.advance(10 * SECOND);
    await started;
    await eventually(hanging, ({ length }) => length > 0);
    let swept = endOfSweep(instance);
    clock.advance(8 * SECOND);
    await swept;
    await somebody.query('commit');
    await somebody.end();
    swept = endOfSweep(instance);
    clock.advance(2 * SECOND);
    await swept;
    const { items } = await instance.manager.getHistory({ jobName: STALENESS });
    expect(items.map(({ status }) => status)).toEqual(['completed', 'timed_out']);
    await instance.close();
    await database.drop();
  });

  it('is told when it fails three times in a row, and again when one comes through', async () => {
    const database = await createTestDatabase();
    const clock = new VirtualClock(BEGIN);
    const instance = await startInstance({
      url: database.url,
      clock,
      imports: [CronMonitorModule.forRoot()],
    });
    const slot = async () => {
      const ended = endOfSweep(instance);
      clock.advance(10 * SECOND);
      await ended;
    };
    const incidents = () =>
      database.query<{ subject: string; state: string; rules: string[] }>(
        `select subject, state, array(select f ->> 'rule' from jsonb_array_elements(findings) f
           where (f ->> 'told')::boolean) as rules
         from tracked_cron.cron_incidents`,
      );
    await database.query('alter table tracked_cron.cron_alert_sweeps rename to gone');
    for (let failed = 0; failed < 3; failed += 1) await slot();
    clock.advance(200);
    expect(await eventually(incidents, ({ length }) => length > 0)).toEqual([
      { subject: STALENESS, state: 'open', rules: ['failing'] },
    ]);
    await database.query('alter table tracked_cron.gone rename to cron_alert_sweeps');
    await slot();
    await slot(); // which sees how the one before has ended
    await eventually(incidents, ([{ state }]) => state === 'resolved');
    await instance.close();
    await database.drop();
  });

  it('keeps nothing of what it had found too late', async () => {
    const signal = AbortSignal.abort(new Error('its time is over'));
    const absorb = jest.fn(() => Promise.resolve());
    const swept = jest.fn(() => Promise.resolve());
    const state = { sweptAt: new Date(0), cursor: null, gaps: [], blind: true, open: [] };
    const service = new StalenessService(
      { state: () => Promise.resolve(state), swept, now: () => new Date(0) },
      { sweep: () => Promise.resolve({ at: new Date(0), cursor: '', jobs: 0, verdicts: [], waiting: 0 }) },
      { missed: () => Promise.resolve([]) },
      { absorb },
      { runOnce: () => Promise.resolve() },
      new Vigil(),
      { tell: () => {} },
    );
    await expect(service.sweep({ signal })).rejects.toThrow('its time is over');
    expect(absorb).not.toHaveBeenCalled();
    expect(swept).not.toHaveBeenCalled();
  });
});

describe('the sweep over two instances', () => {
  it('is made once for each slot, and goes on where the other one left off', async () => {
    fails = true;
    const database = await createTestDatabase();
    const clock = new VirtualClock(BEGIN);
    const both = await Promise.all(
      [1, 2].map(() =>
        startInstance({
          url: database.url,
          clock,
          imports: [CronMonitorModule.forRoot()],
          providers: [Jobs],
        }),
      ),
    );
    for (let slot = 0; slot < 4; slot += 1) {
      const swept = Promise.race(both.map(endOfSweep));
      clock.advance(10 * SECOND);
      await swept;
    }
    const slots = await database.query<{ slot: Date }>(
      'select scheduled_at as slot from tracked_cron.cron_job_executions where job_name = $1',
      [STALENESS],
    );
    expect(new Set(slots.map(({ slot }) => slot.getTime())).size).toBe(slots.length);
    expect(slots).toHaveLength(4);
    for (const { close } of both) await close();
    await database.drop();
  });
});

describe('a test that keeps its record in memory', () => {
  it('runs its jobs as ever, and nobody watches them', async () => {
    const testing = Test.createTestingModule({
      imports: [TrackedCronModule.forRoot({ timeZone: 'UTC' }), CronMonitorModule.forRoot()],
      providers: [Jobs],
    });
    const module = await useTrackedCronInMemory(testing).compile();
    const app = await module.createNestApplication({ logger: false }).init();
    const cron = TrackedCronTester.of(app);
    await cron.advanceBy('5m');
    expect(cron.records('well')).toHaveLength(5);
    expect(cron.records().some(({ jobName }) => jobName === STALENESS)).toBe(false);
    await app.close();
  });
});

function endOfSweep({ manager }: TestInstance): Promise<void> {
  return new Promise((resolve) => {
    const stop = manager.events.on('execution.ended', ({ jobName }) => {
      if (jobName !== STALENESS) return;
      stop();
      resolve();
    });
  });
}

function countStatements(): string[] {
  const statements: string[] = [];
  const { query } = pg.Client.prototype;
  jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [string | { text: string }];
    statements.push(typeof asked === 'string' ? asked : asked.text);
    return (query as (...args: unknown[]) => never).apply(this, args);
  } as never);
  return statements;
}

function uuidOf(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000001`;
}
