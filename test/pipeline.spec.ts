import {
  Controller,
  Injectable,
  UseInterceptors,
  UsePipes,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
  type Type,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import {
  CronContext,
  Execution,
  isCronContext,
  TrackedCron,
  type ExecutionRecord,
} from 'nestjs-tracked-cron';
import {
  catchError,
  EMPTY,
  ignoreElements,
  map,
  of,
  retry,
  tap,
  throwError,
  timeout,
  NEVER,
  type Observable,
} from 'rxjs';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const seen: unknown[] = [];

/** An interceptor of its own class for each kind of trouble, so that records can name it. */
function interceptor(
  name: string,
  intercept: (context: ExecutionContext, next: CallHandler) => Observable<unknown>,
): Type<NestInterceptor> {
  const type = {
    [name]: class implements NestInterceptor {
      intercept(context: ExecutionContext, next: CallHandler) {
        return intercept(context, next);
      }
    },
  }[name];
  Injectable()(type);
  return type;
}

const thrown = new Error('the feed is down');
const Noting = interceptor('Noting', (context, next) => {
  seen.push([
    context.getType<string>(),
    isCronContext(context),
    context.getHandler().name,
    context.getClass().name,
  ]);
  return next.handle().pipe(tap({ next: (value) => seen.push(value), error: (error) => seen.push(error) }));
});
@Injectable()
class Throws implements NestInterceptor {
  intercept(): never {
    throw new Error('no token');
  }
}
const Answers = interceptor('Answers', () => of(1));
const Empty = interceptor('Empty', () => EMPTY);
const MapsErrors = interceptor('MapsErrors', (_, next) =>
  next.handle().pipe(catchError(() => throwError(() => new Error('Bad Gateway')))),
);
const Swallows = interceptor('Swallows', (_, next) => next.handle().pipe(catchError(() => of('fine'))));
const Retries = interceptor('Retries', (_, next) => next.handle().pipe(retry(2)));
const FailsAfter = interceptor('FailsAfter', (_, next) =>
  next.handle().pipe(
    map(() => {
      throw new TypeError('not serialisable');
    }),
  ),
);
const Drops = interceptor('Drops', (_, next) => next.handle().pipe(ignoreElements()));
const Limits = interceptor('Limits', (_, next) => next.handle().pipe(timeout(1)));
/** As written for HTTP. */
@Injectable()
class Global implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { headers } = context.switchToHttp().getRequest<{ headers: object }>();
    return next.handle().pipe(tap(() => seen.push(headers)));
  }
}

@Injectable()
class Rejects implements PipeTransform {
  transform(): never {
    throw new Error('must be a number');
  }
}

@Injectable()
class Jobs {
  calls = 0;

  @TrackedCron('@every 1d', { keepResult: true })
  @UseInterceptors(Noting)
  noted() {
    return 'done';
  }

  @TrackedCron('@every 1d')
  @UseInterceptors(Noting)
  async fails() {
    throw thrown;
  }

  @TrackedCron('@every 1d')
  @UseInterceptors(Noting, Throws)
  throws() {}

  @TrackedCron('@every 1d')
  @UseInterceptors(Answers)
  answers() {}

  @TrackedCron('@every 1d')
  @UseInterceptors(Empty)
  empty() {}

  @TrackedCron('@every 1d')
  @UseInterceptors(MapsErrors)
  mapped() {
    throw thrown;
  }

  @TrackedCron('@every 1d')
  @UseInterceptors(Swallows)
  swallowed() {
    throw thrown;
  }

  @TrackedCron('@every 1d', { keepResult: true })
  @UseInterceptors(Retries)
  async retried() {
    this.calls += 1;
    if (this.calls < 3) throw thrown;
    return this.calls;
  }

  @TrackedCron('@every 1d')
  @UseInterceptors(FailsAfter)
  failsAfter() {}

  @TrackedCron('@every 1d')
  @UseInterceptors(Drops)
  dropped() {}

  @TrackedCron('@every 1d')
  @UseInterceptors(Limits)
  limited() {
    return NEVER;
  }

  @TrackedCron('@every 1d')
  @UsePipes(Rejects)
  piped(@Execution() _context: CronContext) {}

  @TrackedCron('@every 1d', { enhancers: 'all' })
  withGlobal() {}

  @TrackedCron('@every 1d', { enhancers: 'all' })
  @UseInterceptors(Noting)
  withGlobalAndOwn() {}
}

@Controller()
@UseInterceptors(Noting)
class Tables {
  @TrackedCron('@every 1d')
  ofController() {}

  @TrackedCron('@every 1d', { enhancers: 'all' })
  ofControllerWithAll() {}
}

describe('the pipeline of a job', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      providers: [Jobs, { provide: APP_INTERCEPTOR, useClass: Global }],
      controllers: [Tables],
    });
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });
  beforeEach(() => seen.splice(0));

  /** Runs a job and makes sure that it left exactly one record. */
  async function run(jobName: string): Promise<ExecutionRecord> {
    const record = await instance.manager.execute(jobName);
    const { items } = await instance.manager.getHistory({ jobName });
    expect(items.map(({ id }) => id)).toEqual([record.id]);
    return record;
  }

  it('runs the interceptors of the method, who can tell that no request is there', async () => {
    expect(await run('Jobs.noted')).toMatchObject({ status: 'completed', result: 'done' });
    expect(seen).toEqual([['cron', true, 'noted', 'Jobs'], 'done']);
  });

  it('shows them the very error that the handler threw', async () => {
    expect(await run('Jobs.fails')).toMatchObject({
      status: 'failed',
      reason: null,
      error: { errorClass: 'Error', message: 'the feed is down' },
    });
    expect(seen[1]).toBe(thrown);
  });

  it.each<[string, string, string]>([
    ['throws', 'Jobs.throws', 'Throws failed before the handler was called: no token'],
    ['answers itself', 'Jobs.answers', 'Answers answered instead of the handler, which was never called.'],
    ['answers nothing', 'Jobs.empty', 'Empty ended without calling the handler.'],
    [
      'fails afterwards',
      'Jobs.failsAfter',
      'FailsAfter failed after the handler had succeeded: not serialisable',
    ],
    ['drops the answer', 'Jobs.dropped', 'Drops dropped the answer of the handler, which had succeeded.'],
    [
      'sets a time limit',
      'Jobs.limited',
      'Limits failed while the handler was still running: Timeout has occurred',
    ],
    [
      'is a pipe that rejects',
      'Jobs.piped',
      'Rejects failed before the handler was called: must be a number',
    ],
  ])('names who it was that %s', async (_, jobName, message) => {
    expect(await run(jobName)).toMatchObject({
      status: 'failed',
      reason: 'pipeline',
      error: { errorClass: 'PipelineError', message },
    });
  });

  it('shows where in the host it failed, not where in the library that was noticed', async () => {
    const { error } = await instance.manager.execute('Jobs.throws');
    expect(error!.stack).toMatch(/^PipelineError: Throws failed.*\n +at .*pipeline\.spec/);
    expect(error!.causes).toEqual([{ errorClass: 'Error', message: 'no token' }]);
  });

  it.each(['Jobs.mapped', 'Jobs.swallowed'])(
    'keeps the error of the handler, whatever is made of it: %s',
    async (name) => {
      expect(await run(name)).toMatchObject({
        status: 'failed',
        reason: null,
        error: { message: 'the feed is down' },
      });
    },
  );

  it('records once what an interceptor has called again', async () => {
    expect(await run('Jobs.retried')).toMatchObject({ status: 'completed', result: 3 });
  });

  it("finds a controller's own interceptors, by class, and leaves the global ones out", async () => {
    expect(await run('Tables.ofController')).toMatchObject({ status: 'completed' });
    expect(seen[0]).toEqual(['cron', true, 'ofController', 'Tables']);
  });

  it('runs global ones where the job asks, and names them when they miss a request', async () => {
    const message = expect.stringMatching(
      /Global.* failed before the handler was called: Cannot (read|destructure)/,
    );
    for (const name of ['Jobs.withGlobal', 'Jobs.withGlobalAndOwn', 'Tables.ofControllerWithAll']) {
      expect(await run(name)).toMatchObject({ status: 'failed', reason: 'pipeline', error: { message } });
    }
    expect(seen).toEqual([]);
  });
});
