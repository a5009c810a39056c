import { forwardRef, Injectable, Module, Scope } from '@nestjs/common';
import { IsInt } from 'class-validator';
import {
  CronContext,
  Execution,
  TrackedCron,
  type ConfiguredJob,
  type JobFactory,
  type TrackedCronJobOptions,
} from 'nestjs-tracked-cron';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance, type TestInstanceOptions } from './support/test-instance.js';

const ZONE = Symbol('zone');

@Injectable()
class Config {
  constructor(readonly values: Readonly<Record<string, string>> = {}) {}
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {}

@Injectable()
class Jobs {
  @TrackedCron(
    {
      inject: [Config, ZONE, { token: 'absent', optional: true }, forwardRef(() => Config)],
      useFactory: async ({ values }: Config, timeZone: string, absent: unknown, again: Config) => ({
        schedule: [values.EARLY, again.values.LATE],
        timeZone,
        timeout: absent === undefined ? '20s' : '1s',
        owner: undefined,
      }),
    },
    { name: 'scores', group: 'matches', owner: 'sports', timeout: '5s' },
  )
  scores() {}

  @TrackedCron({ useFactory: () => ({ schedule: null }) }, { name: 'off' })
  off() {}

  @TrackedCron({ useFactory: () => ({ schedule: '@daily', disabled: true, name: 'named-late' }) })
  named() {}
}

const values = { EARLY: '0 8 * * *', LATE: '0 20 * * *' };

@Module({ providers: [{ provide: Config, useValue: new Config(values) }], exports: [Config] })
class ConfigModule {}

@Module({ imports: [ConfigModule], providers: [Jobs, { provide: ZONE, useValue: 'Europe/Riga' }] })
class MatchModule {}

@Module({ providers: [{ provide: Config, useValue: new Config({ EARLY: 'nonsense', LATE: 'nonsense' }) }] })
class OtherModule {}

/** One job whose factory is wrong in some way. */
function job(schedule: unknown, options: TrackedCronJobOptions = {}) {
  class Broken {
    run() {}
  }
  const descriptor = Object.getOwnPropertyDescriptor(Broken.prototype, 'run')!;
  TrackedCron(schedule as JobFactory, { ...options, name: 'broken' })(Broken.prototype, 'run', descriptor);
  return Broken;
}

class BuildReport {
  @IsInt()
  season!: number;
}

class NoRules {}

@Injectable()
class Reports {
  @TrackedCron('@never', { name: 'report', parameters: BuildReport, keepResult: true })
  build(@Execution() { parameters }: CronContext) {
    return parameters;
  }
}

describe('parameters that a class describes', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('are checked by its rules', async () => {
    const instance = await startInstance({ url: database.url, providers: [Reports] });
    const { manager } = instance;
    expect(await manager.execute('report', { season: 2026 })).toMatchObject({ result: { season: 2026 } });
    await expect(manager.execute('report', { season: 2026, month: 1 })).rejects.toMatchObject({
      code: 'INVALID_PARAMETERS',
      details: { issues: [{ path: ['month'], message: 'property month should not exist' }] },
    });
    await expect(manager.execute('report')).rejects.toThrow('season: season must be an integer number');
    expect((await manager.getJob('report')).options.parameters.value).toBe('class-validator');
    await instance.close();
  });

  it('are refused at boot where the class has no rules', async () => {
    const Broken = job('@daily', { parameters: NoRules });
    await expect(startInstance({ url: database.url, providers: [Broken] })).rejects.toThrow(
      'Job "broken" (Broken.run in AppModule): parameters: NoRules has no rules',
    );
  });
});

describe('a job from injected configuration', () => {
  let database: TestDatabase;
  const instances: TestInstance[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const instance of instances.splice(0)) await instance.close();
    await database.drop();
  });

  async function start(options: Omit<TestInstanceOptions, 'url'>) {
    const instance = await startInstance({ url: database.url, ...options });
    instances.push(instance);
    return instance.manager;
  }

  it('is what its factory says, asked with what its own module has', async () => {
    const manager = await start({ imports: [OtherModule, MatchModule] });
    expect(await manager.getJob('scores')).toMatchObject({
      schedule: '0 8 * * * | 0 20 * * *',
      options: {
        timeZone: { value: 'Europe/Riga', source: 'job' },
        timeout: { value: 20_000, source: 'job' },
        group: { value: 'matches', source: 'job' },
        owner: { value: 'sports', source: 'job' },
      },
    });
    expect(await manager.execute('scores')).toMatchObject({ status: 'completed' });
  });

  it('is disabled, and says why, where its factory gives no schedule', async () => {
    const manager = await start({ imports: [MatchModule] });
    expect(await manager.getStatus('off')).toMatchObject({
      schedule: '@never',
      health: 'disabled',
      disabledReason: 'its useFactory answered schedule: null',
      nextDueAt: null,
    });
    expect(await manager.getStatus('named-late')).toMatchObject({ disabledReason: 'disabled by the job' });
  });

  it.each<[string, unknown, string]>([
    [
      'a token that nobody provides',
      { inject: ['SCORES_CRON'], useFactory: () => ({ schedule: '@daily' }) },
      "inject: SCORES_CRON can't be resolved, it must be something that a class of AppModule can inject. Provide it there, or import the module that exports it.",
    ],
    [
      'a class that another module keeps to itself',
      { inject: [Config], useFactory: () => ({ schedule: '@daily' }) },
      "inject: Config can't be resolved",
    ],
    [
      'a request-scoped provider',
      { inject: [PerRequest], useFactory: () => ({ schedule: '@daily' }) },
      "inject: PerRequest can't be resolved",
    ],
    ['a token that is undefined', { inject: [undefined], useFactory: () => ({}) }, 'write forwardRef(() => ConfigService).'],
    ['one token for a list', { inject: Config, useFactory: () => ({}) }, 'inject must be a list of tokens: write inject: [ConfigService].'],
    ['a factory that is none', { useFactory: '@daily' }, 'useFactory must be a function: write useFactory: (config) =>'],
    [
      'a factory that fails',
      { useFactory: async () => Promise.reject(new Error('no such key')) },
      'its useFactory failed: no such key',
    ],
    ['an expression alone', { useFactory: () => '@daily' }, 'useFactory must answer an object'],
    [
      'a variable that is missing',
      { useFactory: (): unknown => ({ schedule: undefined }) },
      'useFactory answered no schedule: give an expression, or null to disable the job.',
    ],
    ['an expression that is wrong', { useFactory: () => ({ schedule: '61 * * * *' }) }, "Schedule '61 * * * *'"],
    ['an option that is wrong', { useFactory: () => ({ schedule: '@daily', timeOut: 1 }) }, 'did you mean "timeout"?'],
  ])('refuses %s, and names the job', async (_, schedule, message) => {
    const starting = start({ imports: [OtherModule], providers: [job(schedule), PerRequest] });
    const error = await starting.catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'INVALID_JOB', details: { jobName: 'broken' } });
    expect((error as Error).message).toContain('Job "broken" (Broken.run in AppModule): ');
    expect((error as Error).message).toContain(message);
  }); // prettier-ignore

  it('that is wrong is left out with strict: false', async () => {
    const broken = job({ inject: ['nobody'], useFactory: () => ({ schedule: '@daily' }) });
    const manager = await start({ imports: [MatchModule], providers: [broken], options: { strict: false } });
    expect((await manager.getJobs()).map(({ jobName }) => jobName)).toEqual(['named-late', 'off', 'scores']);
  });

  it('can be registered at run time, with what any module has', async () => {
    const manager = await start({ imports: [MatchModule] });
    const later = (token: string | typeof Config, change: Partial<ConfiguredJob> = {}) =>
      manager.register({
        name: 'later',
        inject: [token, { token: 'absent', optional: true }],
        useFactory: (config: Config, absent: unknown) => ({
          schedule: absent ? '@daily' : config.values.LATE,
          ...change,
        }),
        handler: () => {},
      });
    await expect(later('nobody')).rejects.toThrow(
      'Job "later" (CronJobManager.register): inject: nobody can\'t be resolved, it must be provided by some module, and not be request-scoped.',
    );
    await later(Config, { timeout: '3s' });
    expect(await manager.getJob('later')).toMatchObject({
      schedule: '0 20 * * *',
      options: { timeout: { value: 3_000, source: 'job' } },
    });
  });
});
