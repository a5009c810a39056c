import { stripVTControlCharacters } from 'node:util';
import { ConsoleLogger, Injectable, Logger, type LoggerService } from '@nestjs/common';
import {
  CronContext,
  Execution,
  TrackedCron,
  TrackedCronLogger,
  trackedCronLogMethod,
  trackedCronLogMixin,
} from 'nestjs-tracked-cron';
import pino from 'pino';
import { LogJournal } from '../libs/tracked-cron/src/history/log-journal.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const OWN_METHODS = { prototype: Logger.prototype.log, static: Logger.log };
/** What Nest prints with when nobody said anything. */
const NESTS_OWN = (Logger as unknown as { staticInstanceRef: LoggerService }).staticInstanceRef;

@Injectable()
class Jobs {
  work: (ctx: CronContext) => unknown = () => {};

  @TrackedCron('@never', { name: 'job', overlap: 'allow' })
  run(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }
}

/** What the host writes to its own output while something runs. */
async function printed(work: () => unknown): Promise<string> {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of streams) {
    stream.write = (text: unknown) => {
      written.push(String(text));
      return true;
    };
  }
  try {
    await work();
  } finally {
    for (const { stream, write } of streams) stream.write = write;
  }
  return written.join('');
}

/** A logger of the host's own. */
class Kept implements LoggerService {
  readonly calls: unknown[][] = [];

  log(...line: unknown[]) {
    this.calls.push(['log', ...line]);
  }

  warn(...line: unknown[]) {
    this.calls.push(['warn', ...line]);
  }

  error(...line: unknown[]) {
    this.calls.push(['error', ...line]);
  }
}

describe("a host's logger", () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.drop();
  });
  beforeEach(async () => {
    instance = await startInstance({ url: database.url, providers: [Jobs] });
  });
  afterEach(async () => {
    await instance.close();
    Logger.overrideLogger(NESTS_OWN);
  });

  /** What an execution has on record when it has done some work. */
  async function recorded(work: (ctx: CronContext) => unknown, of = instance): Promise<string[]> {
    of.app.get(Jobs).work = work;
    const { id } = await of.manager.execute('job');
    await of.app.get(LogJournal).flush();
    return (await of.manager.getLogs(id))!.items.map(({ text }) => text);
  }

  it('that is switched off hides nothing from the record', async () => {
    Logger.overrideLogger(false);
    expect(await recorded(() => new Logger('Feed').log('a'))).toEqual(['a']);
  });

  it('gets exactly what it got, whenever it was put there', async () => {
    const before = new Logger('Feed');
    const kept = new Kept();
    const lines = await recorded(() => {
      before.log('a', { b: 1 });
      instance.app.useLogger(kept);
      before.log('c');
      Logger.error('d', 'a stack', 'Network');
      new Logger().warn('e');
      // it has none
      before.debug('f');
    });
    expect(lines).toEqual(['a { b: 1 }', 'c', 'd a stack', 'e']);
    expect(kept.calls).toEqual([
      ['log', 'c', 'Feed'],
      ['error', 'd', 'a stack', 'Network'],
      ['warn', 'e'],
    ]);
  });

  it('prints the same inside of an execution as outside of it', async () => {
    Logger.overrideLogger(NESTS_OWN);
    const say = () => {
      const logger = new Logger('Feed', { timestamp: true });
      logger.log('a', 'b', { c: 1 });
      logger.error('d', new Error('e').stack?.split('\n')[0]);
      Logger.warn('f', 'Network');
      logger.debug(() => 'g');
    };
    const plain = (text: string) =>
      stripVTControlCharacters(text).replace(/\d+:\d+:\d+|\+\d+ms|\d+\/\d+\/\d+/g, '…');
    await printed(say); // the first line ever has no time since the one before
    const outside = plain(await printed(say));
    let inside = '';
    expect(await recorded(async () => void (inside = await printed(say)))).toEqual([
      'a b { c: 1 }',
      'd Error: e',
      'f',
    ]);
    expect(plain(inside)).toBe(outside);
    expect(outside).toContain('[Feed] a');
  });

  it('prints buffered lines once, and they are on record once', async () => {
    const kept = new Kept();
    Logger.overrideLogger(kept);
    Logger.attachBuffer();
    const lines = await recorded(() => {
      new Logger('Feed').log('a');
      Logger.warn('b');
    });
    expect(kept.calls).toEqual([]);
    Logger.flush();
    expect(kept.calls).toEqual([
      ['log', 'a', 'Feed'],
      ['warn', 'b'],
    ]);
    expect(lines).toEqual(['a', 'b']);
  });

  it('that is a Nest logger itself counts each line once', async () => {
    Logger.overrideLogger(new Logger());
    await printed(async () => {
      expect(await recorded(() => Logger.log('a'))).toEqual(['a']);
    });
  });

  it('that fails fails whom it failed before, and the line is on record', async () => {
    const failing = new Kept();
    failing.log = () => {
      throw new Error('disk full');
    };
    Logger.overrideLogger(failing);
    const caught = await recorded(({ log }) => {
      expect(() => log.info('a')).toThrow('disk full');
    });
    expect(caught).toEqual(['a']);
  });

  it('is left alone when the application has gone', async () => {
    await recorded(() => {});
    expect(Logger.prototype.log).not.toBe(OWN_METHODS.prototype);
    await instance.close();
    expect(Logger.prototype.log).toBe(OWN_METHODS.prototype);
    expect(Logger.log).toBe(OWN_METHODS.static);
  });

  it('is not touched before there is an execution to listen to', () => {
    expect(Logger.prototype.log).toBe(OWN_METHODS.prototype);
    expect(Logger.log).toBe(OWN_METHODS.static);
  });

  it('is shared by two applications, each of which has the lines of its own executions', async () => {
    const other = await startInstance({
      url: database.url,
      providers: [Jobs],
      options: { application: 'other' },
    });
    const logger = new Logger('Shared');
    const [one, two] = await Promise.all([
      recorded(() => logger.log('one')),
      recorded(() => logger.log('two'), other),
    ]);
    expect([one, two]).toEqual([['one'], ['two']]);
    await other.close();
    expect(await recorded(() => logger.log('still there'))).toEqual(['still there']);
  });

  it('is the only one that is heard, unless console is asked for', async () => {
    const listening = await startInstance({
      url: database.url,
      providers: [Jobs],
      options: { application: 'console', logs: { console: true } },
    });
    const { log, error } = console;
    const heard: unknown[] = [];
    const own = (console.log = console.error = (...parameters) => void heard.push(parameters));
    const talk = () => {
      console.log('%d goals', 3);
      console.error('offside');
    };
    try {
      expect(await recorded(talk)).toEqual([]);
      expect(await recorded(talk, listening)).toEqual(['3 goals', 'offside']);
      // the other one listens to console too by now
      expect(await recorded(talk)).toEqual([]);
      Logger.overrideLogger(new ConsoleLogger({ forceConsole: true }));
      expect(await recorded(() => Logger.log('once'), listening)).toEqual(['once']);
      await listening.close();
      expect(console.log).toBe(own);
      expect(heard).toHaveLength(3 * 2 + 1);
    } finally {
      Object.assign(console, { log, error });
    }
  });

  describe('with ids', () => {
    it('of pino names the execution of each line, and nothing outside of one', async () => {
      const lines: Record<string, unknown>[] = [];
      const logger = pino(
        { mixin: trackedCronLogMixin, base: null },
        { write: (line: string) => lines.push(JSON.parse(line)) },
      );
      let executionId = '';
      await recorded((ctx) => {
        executionId = ctx.executionId;
        logger.info({ match: 7 }, 'inside');
      });
      logger.info('outside');
      expect(lines).toMatchObject([
        { msg: 'inside', match: 7, executionId, jobName: 'job', attempt: 1 },
        { msg: 'outside' },
      ]);
      expect(lines[1]).not.toHaveProperty('executionId');
    });

    it('of pino is heard itself, where it is told to, and once where Nest stands before it', async () => {
      const printed: Record<string, unknown>[] = [];
      const logger = pino(
        { base: null, hooks: { logMethod: trackedCronLogMethod } },
        { write: (line: string) => printed.push(JSON.parse(line)) },
      );
      Logger.overrideLogger({
        log: (message: unknown, context: unknown) => logger.info({ context }, String(message)),
        error: () => {},
        warn: () => {},
      });
      const lines = await recorded(() => {
        logger.warn({ match: 7 }, 'goal by %s', 'Ann');
        logger.error(new Error('offside'));
        logger.debug('below the level of pino');
        logger.child({ request: 1 }).info('of a child');
        new Logger('Feed').log('through Nest');
      });
      logger.info('outside');
      expect(lines).toEqual([
        'goal by Ann { match: 7 }',
        expect.stringMatching(/^Error: offside\n {4}at /),
        'of a child',
        'through Nest',
      ]);
      expect(printed.map(({ msg }) => msg)).toEqual([
        'goal by Ann',
        'offside',
        'of a child',
        'through Nest',
        'outside',
      ]);
    });

    it('of Nest prints them as fields of JSON', async () => {
      Logger.overrideLogger(new TrackedCronLogger({ json: true }));
      let executionId = '';
      const text = await printed(() =>
        recorded((ctx) => {
          executionId = ctx.executionId;
          new Logger('Feed').log('inside');
        }),
      );
      const lines = text.split('\n').filter((line) => line.startsWith('{'));
      expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
        { message: 'inside', context: 'Feed', level: 'log', executionId, jobName: 'job', attempt: 1 },
      ]);
      const outside = await printed(() => new Logger('Feed').log('outside'));
      expect(JSON.parse(outside)).not.toHaveProperty('executionId');
    });

    it('of Nest prints them behind the name of the logger', async () => {
      Logger.overrideLogger(new TrackedCronLogger({ colors: false }));
      let executionId = '';
      const text = await printed(() =>
        recorded((ctx) => {
          executionId = ctx.executionId;
          new Logger('Feed').log('inside');
        }),
      );
      expect(text).toContain(`LOG [Feed] [job ${executionId}] inside`);
      expect(await printed(() => new Logger('Feed').log('outside'))).toContain('LOG [Feed] outside');
    });
  });
});
