import { inspect } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import {
  CronContext,
  Execution,
  TrackedCron,
  type LogLine,
  type LogPage,
  type TrackedCronError,
} from 'nestjs-tracked-cron';
import { LogJournal } from '../libs/tracked-cron/src/history/log-journal.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

/** A service of the host's, which knows nothing of executions. */
@Injectable()
class Feed {
  private readonly logger = new Logger('Feed');

  async fetch(what: string): Promise<void> {
    this.logger.log(`fetching ${what}`);
    await Promise.resolve();
    Logger.warn(`${what} is slow`, 'Network');
  }
}

@Injectable()
class Jobs {
  work: (ctx: CronContext) => unknown = () => {};

  constructor(readonly feed: Feed) {}

  @TrackedCron('@never', { name: 'job', overlap: 'allow' })
  run(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }

  @TrackedCron('@never', { name: 'debug', logs: { level: 'debug', maxLines: 100 } })
  debug(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }

  @TrackedCron('@never', { name: 'silent', logs: false })
  silent(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }

  @TrackedCron('@never', { name: 'again', retryPolicy: { maxAttempts: 2, initialDelay: 1, jitter: 'none' } })
  again(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }

  @TrackedCron('@never', { name: 'limited', timeout: '5s' })
  limited(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }
}

describe('the log of an execution', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let jobs: Jobs;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, providers: [Feed, Jobs] });
    jobs = instance.app.get(Jobs);
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });

  /** Runs a job to its end, and answers what it logged. */
  async function logOf(work: (ctx: CronContext) => unknown, name = 'job'): Promise<LogPage> {
    jobs.work = work;
    const { id } = await instance.manager.execute(name);
    return written(id);
  }

  async function written(id: string): Promise<LogPage> {
    await instance.app.get(LogJournal).flush();
    return (await instance.manager.getLogs(id))!;
  }

  /** A job that runs until it is told to end. */
  async function running(name = 'job') {
    let finish!: () => void;
    const until = new Promise<void>((resolve) => (finish = resolve));
    const entered = new Promise<CronContext>((resolve) => {
      jobs.work = (ctx) => (resolve(ctx), until);
    });
    const ended = instance.manager.execute(name);
    const ctx = await entered;
    return { ctx, ended, finish: () => (finish(), ended) };
  }

  const texts = ({ items }: { items: readonly LogLine[] }) => items.map(({ text }) => text);

  it('has the lines of every Nest logger that its handler reaches, in order, each with its level and logger', async () => {
    const log = await logOf(async (ctx) => {
      ctx.log.info('starting');
      await jobs.feed.fetch('scores');
      ctx.log.error('no luck');
    });
    expect(log).toMatchObject({
      captured: true,
      inFlight: false,
      items: [
        { attempt: 1, sequence: 1, level: 'info', context: 'job', text: 'starting', dropped: 0 },
        { sequence: 2, level: 'info', context: 'Feed', text: 'fetching scores' },
        { sequence: 3, level: 'warn', context: 'Network', text: 'scores is slow' },
        { sequence: 4, level: 'error', context: 'job', text: 'no luck' },
      ],
      page: { next: '1.4', more: false },
    });
    expect(log.items[0].at).toEqual(new Date(instance.clock.now()));
  });

  it('has no line of another execution, nor of what runs outside of any', async () => {
    const [one, other] = [await running(), await running()];
    one.ctx.log.info('of one');
    other.ctx.log.info('of the other');
    new Logger('Host').log('of nobody');
    const ended = await Promise.all([one.finish(), other.finish()]);
    expect(texts(await written(ended[0].id))).toEqual(['of one']);
    expect(texts(await written(ended[1].id))).toEqual(['of the other']);
  });

  it('has what is logged through the context by somebody who has left the execution', async () => {
    const { ctx, finish } = await running();
    const bare = ctx.log;
    bare.warn('from a listener');
    expect(texts(await written((await finish()).id))).toEqual(['from a listener']);
  });

  it('begins with the level that the job asks for, and every level has its place', async () => {
    const logAll = ({ log }: CronContext) => {
      log.verbose('verbose');
      log.debug('debug');
      log.log('log');
      log.info('info');
      log.warn('warn');
      log.error('error');
      log.fatal('fatal');
    };
    const levels = ({ items }: LogPage) => items.map(({ level }) => level);
    expect(levels(await logOf(logAll))).toEqual(['info', 'info', 'warn', 'error', 'error']);
    expect(levels(await logOf(logAll, 'debug'))).toEqual([
      'debug',
      'debug',
      'info',
      'info',
      'warn',
      'error',
      'error',
    ]);
  });

  it('never asks a message that is made when it is printed, where nobody keeps its level', async () => {
    let made = 0;
    await logOf(({ log }) => log.debug(() => `${++made}`));
    expect(made).toBe(0);
  });

  it('says where nothing is captured, instead of being empty', async () => {
    const log = await logOf(({ log }) => log.error('to the host alone'), 'silent');
    expect(log).toMatchObject({ captured: false, items: [], page: { next: null, more: false } });
  });

  it('can be followed while it runs, from another instance too', async () => {
    const other = await startInstance({
      url: database.url,
      providers: [Jobs, Feed],
      options: { execute: () => false },
    });
    const { ctx, finish } = await running();
    ctx.log.info('one');
    instance.clock.advance(1_000);
    await instance.app.get(LogJournal).flush();
    const first = (await other.manager.getLogs(ctx.executionId))!;
    expect(first).toMatchObject({ inFlight: true, items: [{ text: 'one' }] });

    ctx.log.info('two');
    await finish();
    await instance.app.get(LogJournal).flush();
    const second = (await other.manager.getLogs(ctx.executionId, { after: first.page.next! }))!;
    expect(second).toMatchObject({ inFlight: false, items: [{ text: 'two' }] });
    expect(await other.manager.getLogs(ctx.executionId, { after: second.page.next! })).toMatchObject({
      items: [],
      page: { next: second.page.next, more: false },
    });
    await other.close();
  });

  it('is written when it has ended, without waiting for its second', async () => {
    const { ctx, finish } = await running();
    ctx.log.info('the last words');
    await finish();
    instance.clock.advance(100);
    const { items } = await eventually(
      async () => (await instance.manager.getLogs(ctx.executionId))!,
      (log) => log.items.length > 0,
    );
    expect(texts({ items })).toEqual(['the last words']);
  });

  it('marks where lines were dropped, and how many', async () => {
    const { items } = await logOf(({ log }) => {
      for (let line = 1; line <= 500; line++) log.info(`line ${line}`);
    }, 'debug');
    expect(texts({ items }).slice(0, 12)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `line ${index + 1}`),
      'line 411',
      'line 412',
    ]);
    expect(items.at(-1)!.text).toBe('line 500');
    expect(items.filter(({ dropped }) => dropped > 0)).toMatchObject([{ text: 'line 411', dropped: 400 }]);
  });

  it('is read page by page, by level and by text, and each page tells where to go on', async () => {
    const { executionId } = await logOf(({ log }) => {
      for (let line = 1; line <= 500; line++) (line % 10 ? log.info : log.warn).call(log, `line ${line}`);
    });
    const walk = async (query: object) => {
      const found: string[] = [];
      let after: string | undefined;
      for (;;) {
        const { items, page } = (await instance.manager.getLogs(executionId, {
          ...query,
          after,
          limit: 30,
        }))!;
        expect(items.length).toBe(page.more ? 30 : items.length);
        found.push(...texts({ items }));
        if (!page.more) return found;
        after = page.next!;
      }
    };
    expect(await walk({})).toHaveLength(500);
    expect(await walk({ level: 'warn' })).toHaveLength(50);
    expect(await walk({ search: 'LINE 49' })).toEqual(
      ['49', ...Array.from({ length: 10 }, (_, digit) => `49${digit}`)].map((line) => `line ${line}`),
    );
    expect(await walk({ search: 'nowhere' })).toEqual([]);
    expect(await walk({ search: 'JOB' })).toHaveLength(500);
  });

  it('is read from its end', async () => {
    const { executionId } = await logOf(({ log }) => {
      for (let line = 1; line <= 500; line++) log.info(`line ${line}`);
    });
    const last = async (lines: number) => (await instance.manager.getLogs(executionId, { last: lines }))!;
    expect(texts(await last(3))).toEqual(['line 498', 'line 499', 'line 500']);
    expect(texts(await last(500))).toHaveLength(500);
    expect(texts(await last(1_000))[0]).toBe('line 1');
    const { page } = await last(1);
    expect(page).toMatchObject({ more: false, limit: 1 });
    expect((await instance.manager.getLogs(executionId, { after: page.next! }))!.items).toEqual([]);
  });

  it('refuses what can not be asked', async () => {
    const { executionId } = await logOf(() => {});
    const refused = (query: object) =>
      instance.manager
        .getLogs(executionId, query)
        .catch(({ code, details }: TrackedCronError) => [code, details.parameter]);
    expect(await refused({ limit: 0 })).toEqual(['INVALID_QUERY', 'limit']);
    expect(await refused({ limit: 1_001 })).toEqual(['INVALID_QUERY', 'limit']);
    expect(await refused({ last: 0 })).toEqual(['INVALID_QUERY', 'last']);
    expect(await refused({ last: 5, level: 'warn' })).toEqual(['INVALID_QUERY', 'last']);
    expect(await refused({ level: 'loud' })).toEqual(['INVALID_QUERY', 'level']);
    expect(await refused({ search: '' })).toEqual(['INVALID_QUERY', 'search']);
    expect(await refused({ after: '1' })).toEqual(['INVALID_CURSOR', 'after']);
    expect(await refused({ after: '9999999999.1' })).toEqual(['INVALID_CURSOR', 'after']);
    expect(await instance.manager.getLogs('nobody')).toBeNull();
    expect(await instance.manager.getLogs('019aa000-0000-7000-8000-000000000001')).toBeNull();
  });

  it('has the lines of every attempt, each under its own', async () => {
    const ended = instance.next('execution.ended');
    const retrying = instance.next('execution.retrying');
    jobs.work = (ctx) => {
      ctx.log.info(`attempt ${ctx.attempt}`);
      if (ctx.attempt === 1) throw new Error('not yet');
    };
    const { executionId } = await instance.manager.triggerManually('again');
    await retrying;
    instance.clock.advance(1_000);
    await ended;
    expect((await written(executionId)).items).toMatchObject([
      { attempt: 1, sequence: 1, text: 'attempt 1' },
      { attempt: 2, sequence: 1, text: 'attempt 2', dropped: 0 },
    ]);
  });

  it('has what a handler says after its time is up, and nothing once it has returned', async () => {
    const { ctx, ended, finish } = await running('limited');
    ctx.log.info('working');
    instance.clock.advance(5_000);
    expect(await ended).toMatchObject({ status: 'timed_out' });
    ctx.log.warn('putting things back');
    finish();
    await new Promise((resolve) => setImmediate(resolve));
    ctx.log.warn('nobody listens');
    expect(texts(await written(ctx.executionId))).toEqual(['working', 'putting things back']);
  });

  it('holds no secret, and what can not be read fails nobody', async () => {
    const broken = {
      [inspect.custom]: () => {
        throw new Error('not me');
      },
    };
    const log = await logOf(({ log }) => {
      log.info('with password=hunter2');
      log.info(broken);
      log.info('go on');
    });
    expect(texts(log)).toEqual(['with password=[redacted]', "[object that can't be shown]", 'go on']);
  });

  it('never keeps an execution from ending, whatever keeps its lines from being written', async () => {
    await database.query('alter table tracked_cron.cron_job_log_chunks rename to elsewhere');
    jobs.work = ({ log }) => log.info('kept in memory');
    const { id, status } = await instance.manager.execute('job');
    expect(status).toBe('completed');
    await instance.app.get(LogJournal).flush();
    await database.query('alter table tracked_cron.elsewhere rename to cron_job_log_chunks');
    expect(texts(await written(id))).toEqual(['kept in memory']);
  });

  it('has the last words of a handler that the shutdown of its instance has aborted', async () => {
    const leaving = await startInstance({
      url: database.url,
      providers: [Feed, Jobs],
      options: { drainTimeout: '1s' },
    });
    const entered = new Promise<CronContext>((resolve) => {
      leaving.app.get(Jobs).work = (ctx) =>
        new Promise<void>((done) => {
          resolve(ctx);
          ctx.signal.addEventListener('abort', () => {
            ctx.log.warn('giving up');
            done();
          });
        });
    });
    const { executionId } = await leaving.manager.triggerManually('job');
    await entered;
    let closed = false;
    const closing = leaving.close().finally(() => (closed = true));
    await eventually(() => {
      leaving.clock.advance(100);
      return closed;
    });
    await closing;
    expect(await instance.manager.getLogs(executionId)).toMatchObject({
      inFlight: false,
      items: [{ text: 'giving up' }],
    });
  });

  it('asks for nothing, and waits for nothing, where nothing is logged', async () => {
    jobs.work = () => {};
    const { id } = await instance.manager.execute('job');
    expect(instance.app.get(LogJournal).backlog).toBe(0);
    const rows = await database.query(
      'select 1 from tracked_cron.cron_job_log_chunks where execution_id = $1',
      [id],
    );
    expect(rows).toEqual([]);
  });
});
