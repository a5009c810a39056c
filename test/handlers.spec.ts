import { jest } from '@jest/globals';
import {
  type CanActivate,
  Catch,
  Inject,
  Injectable,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_INTERCEPTOR, REQUEST } from '@nestjs/core';
import { CronContext, Execution, TrackedCron, type ExecutionRecord } from 'nestjs-tracked-cron';
import { EMPTY, of } from 'rxjs';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const made: unknown[] = [];

@Injectable()
class Greeting {
  readonly word = 'hello';
}

@Injectable({ scope: Scope.TRANSIENT })
class Transient {
  @Inject(Greeting) readonly greeting!: Greeting;
  constructor() {
    made.push(this);
  }

  @TrackedCron('@every 1d', { keepResult: true })
  transient() {
    return this.greeting.word;
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerExecution {
  constructor(@Inject(REQUEST) readonly request: unknown) {
    made.push(this);
  }

  @TrackedCron('@every 1d', { keepResult: true, name: 'per-execution' })
  run() {
    return this.request instanceof CronContext && this.request === CronContext.current();
  }
}

@Injectable({ scope: Scope.REQUEST, durable: true })
class Durable extends PerExecution {
  @TrackedCron('@every 1d', { keepResult: true, name: 'durable' })
  override run() {
    return super.run();
  }
}

@Injectable({ scope: Scope.REQUEST })
class Broken {
  constructor() {
    throw new Error('no tenant');
  }

  @TrackedCron('@every 1d')
  broken() {}
}

@Injectable({ scope: Scope.TRANSIENT })
class TransientInterceptor implements NestInterceptor {
  @Inject(Greeting) readonly greeting!: Greeting;

  intercept(_context: ExecutionContext, next: CallHandler) {
    made.push(this.greeting.word);
    return next.handle();
  }
}

@Injectable({ scope: Scope.REQUEST })
class ScopedGlobal implements NestInterceptor {
  constructor(@Inject(REQUEST) readonly request: unknown) {}

  intercept(_context: ExecutionContext, next: CallHandler) {
    made.push(this.request instanceof CronContext);
    return next.handle();
  }
}

@Injectable()
class Denies implements CanActivate {
  canActivate() {
    return false;
  }
}

@Catch()
class Quiet implements ExceptionFilter {
  catch(error: unknown) {
    made.push(error);
    return 'quiet';
  }
}

@Injectable()
class NotAnInterceptor {}

@Injectable()
class Jobs {
  @TrackedCron('@every 1d', { keepResult: true })
  defaulted(force = false, ...rest: unknown[]) {
    return [force, rest.length];
  }

  @TrackedCron('@every 1d', { keepResult: true })
  second(force = 'no', @Execution() context?: CronContext) {
    return [force, context === CronContext.current()];
  }

  @TrackedCron('@every 1d', { keepResult: true })
  observable() {
    return of(1, 2);
  }

  @TrackedCron('@every 1d', { keepResult: true })
  emptyObservable() {
    return EMPTY;
  }

  @TrackedCron('@every 1d', { keepResult: true })
  async promised() {
    return of('inner');
  }

  @TrackedCron('@every 1d', { keepResult: true })
  thenable() {
    // oxlint-disable-next-line unicorn/no-thenable
    return { then: (resolve: (value: string) => void) => resolve('then') };
  }

  @TrackedCron('@every 1d', { keepResult: true })
  generated() {
    return (function* () {
      yield 1;
    })();
  }

  @TrackedCron('@every 1d', { keepResult: true })
  @UseInterceptors(TransientInterceptor)
  aroundTransient() {
    return 'ran';
  }

  @TrackedCron('@every 1d', { enhancers: 'all' })
  aroundGlobal() {}

  @TrackedCron('@every 1d', { guards: true, name: 'guarded' })
  @TrackedCron('@every 1d', { name: 'unguarded' })
  @UseGuards(Denies)
  guarded() {}

  @TrackedCron('@every 1d', { filters: true, name: 'filtered' })
  @TrackedCron('@every 1d', { name: 'unfiltered' })
  @UseFilters(Quiet)
  filtered() {
    throw new Error('the feed is down');
  }

  @TrackedCron('@every 1d')
  @UseInterceptors(NotAnInterceptor as never)
  wrong() {}

  @TrackedCron('@every 1d', { keepResult: true })
  spied() {
    return 'original';
  }
}

describe('a handler', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      providers: [
        Greeting,
        Transient,
        PerExecution,
        Durable,
        Broken,
        Jobs,
        { provide: APP_INTERCEPTOR, useClass: ScopedGlobal },
      ],
    });
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });
  beforeEach(() => made.splice(0));

  const run = (jobName: string): Promise<ExecutionRecord> => instance.manager.execute(jobName);

  it.each<[string, string, unknown]>([
    ['finds nothing in its parameters', 'Jobs.defaulted', [false, 0]],
    ['finds its execution where it asks for it, defaults elsewhere', 'Jobs.second', ['no', true]],
    ['may answer with an observable', 'Jobs.observable', 2],
    ['may answer with an observable of nothing', 'Jobs.emptyObservable', null],
    ['may answer with a promise of an observable', 'Jobs.promised', 'inner'],
    ['may answer with a thenable', 'Jobs.thenable', 'then'],
    ['may answer with a generator, which nobody runs', 'Jobs.generated', {}],
    ['of a transient provider has its dependencies', 'Transient.transient', 'hello'],
    ['of a request-scoped provider gets its execution for a request', 'per-execution', true],
    ['of a durable provider too', 'durable', true],
    ['runs inside of a transient interceptor', 'Jobs.aroundTransient', 'ran'],
  ])('%s', async (_, jobName, result) => {
    expect(await run(jobName)).toMatchObject({ status: 'completed', result });
  });

  it('of a request-scoped provider gets an instance of its own each time', async () => {
    await run('per-execution');
    await run('per-execution');
    expect(new Set(made).size).toBe(2);
  });

  it('has interceptors that have their dependencies', async () => {
    await run('Jobs.aroundTransient');
    expect(made).toEqual(['hello']);
  });

  it('with global interceptors has the request-scoped ones made for it', async () => {
    expect(await run('Jobs.aroundGlobal')).toMatchObject({ status: 'completed' });
    expect(made).toEqual([true]);
  });

  it('whose provider can not be made is a failure of the pipeline', async () => {
    expect(await run('Broken.broken')).toMatchObject({
      status: 'failed',
      reason: 'pipeline',
      error: { message: 'Broken could not be made for this execution: no tenant' },
    });
  });

  it('has guards only where it asks for them', async () => {
    expect(await run('unguarded')).toMatchObject({ status: 'completed' });
    expect(await run('guarded')).toMatchObject({
      status: 'failed',
      reason: 'pipeline',
      error: { message: 'Denies failed before the handler was called: Forbidden resource' },
    });
  });

  it('has filters only where it asks for them, and its error is kept all the same', async () => {
    expect(await run('unfiltered')).toMatchObject({
      status: 'failed',
      error: { message: 'the feed is down' },
    });
    expect(made).toEqual([]);
    expect(await run('filtered')).toMatchObject({
      status: 'failed',
      reason: null,
      error: { message: 'the feed is down' },
    });
    expect(made).toHaveLength(1);
  });

  it('behind an enhancer that is none fails alone', async () => {
    const ended = instance.next('execution.ended', 10);
    instance.clock.advance(24 * 3_600_000);
    expect((await ended).length).toBe(10);
    const { items } = await instance.manager.getHistory({ jobName: 'Jobs.wrong' });
    expect(items.map(({ status }) => status)).toHaveLength(1);
  });

  it('may be spied on', async () => {
    const spy = jest.spyOn(instance.app.get(Jobs), 'spied').mockReturnValue('spied');
    expect(await run('Jobs.spied')).toMatchObject({ result: 'spied' });
    spy.mockRestore();
    expect(await run('Jobs.spied')).toMatchObject({ result: 'original' });
  });
});
