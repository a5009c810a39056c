import { jest } from '@jest/globals';
import { Controller, Injectable, Logger, Module, Scope } from '@nestjs/common';
import { TrackedCron, type TrackedCronModuleOptions } from 'nestjs-tracked-cron';
import { eventually } from './support/eventually.js';
import { createEmptyDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstanceOptions } from './support/test-instance.js';

const never = '0 0 1 1 *';

@Injectable()
class Good {
  @TrackedCron(never)
  good() {}
}

@Injectable()
class Bad {
  @TrackedCron('61 * * * *')
  minute() {}

  @TrackedCron(never, { timeout: '20' })
  timeout() {}
}

abstract class Feed {
  @TrackedCron(never)
  refresh() {}
}

@Injectable()
class Scores extends Feed {}

@Injectable()
class Tables extends Feed {
  override refresh() {
    super.refresh();
  }
}

@Injectable()
class Transfers extends Feed {}

@Controller()
class Page {
  @TrackedCron(never)
  render() {}
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  @TrackedCron(never)
  scoped() {}
}

@Injectable()
class Trapped {
  get costly(): never {
    throw new Error('a getter was evaluated');
  }

  [Symbol.iterator]() {}

  @TrackedCron(never)
  trapped() {}
}

class Empty {}

@Module({ providers: [Good] })
class FirstModule {}

@Module({ providers: [Good] })
class SecondModule {}

@Injectable()
class Waiting {
  @TrackedCron(never, { name: 'invoices', dependsOn: 'rates' })
  invoices() {}

  @TrackedCron(never, { name: 'rates', dependsOn: ['invoices', 'elsewhere'] })
  rates() {}
}

describe('at boot', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createEmptyDatabase();
  });
  afterEach(() => database.drop());

  async function jobsOf(metadata: Partial<TestInstanceOptions>, options?: TrackedCronModuleOptions) {
    const instance = await startInstance({ url: database.url, ...metadata, options });
    const statuses = await instance.manager.getStatuses();
    await instance.close();
    return statuses.map(({ jobName }) => jobName);
  }

  async function refusal(metadata: Partial<TestInstanceOptions>): Promise<Error> {
    const instance = await startInstance({ url: database.url, ...metadata }).catch((error: Error) => error);
    if (!(instance instanceof Error)) throw new Error('it booted');
    return instance;
  }

  it('jobs are found in providers and controllers, inherited ones too, each once', async () => {
    const names = await jobsOf({
      providers: [
        Scores,
        Tables,
        Transfers,
        PerRequest,
        Trapped,
        Empty,
        { provide: 'alias', useExisting: Scores },
        { provide: 'same', inject: [Scores], useFactory: (scores: Scores) => scores },
        { provide: 'made', useFactory: () => new Good() },
        { provide: 'nothing', useValue: null },
        { provide: 'undefined', useFactory: () => undefined },
        { provide: 'bare', useValue: Object.create(null) },
        { provide: 'function', useValue: () => {} },
      ],
      controllers: [Page],
    });
    // Tables overrides the method without the decorator: as with @Cron, it is no job there
    expect(names).toEqual([
      'Good.good',
      'Page.render',
      'PerRequest.scoped',
      'Scores.refresh',
      'Transfers.refresh',
      'Trapped.trapped',
    ]);
  });

  it('a class that two modules provide is refused, and both named', async () => {
    const { message } = await refusal({ imports: [FirstModule, SecondModule] });
    expect(message).toBe(
      'Two jobs are called "Good.good": Good.good in FirstModule and Good.good in SecondModule. ' +
        'Give one of them another name: { name: "…" }.',
    );
  });

  it('everything that is wrong is said at once, and nothing is left half started', async () => {
    const { message } = await refusal({ providers: [Good, Bad], imports: [FirstModule] });
    expect(message).toMatch(/^3 jobs are defined wrongly:\n- /);
    expect(message).toContain('- Job "Bad.minute" (Bad.minute in AppModule): ');
    expect(message).toContain('- Job "Bad.timeout" (Bad.timeout in AppModule): timeout: \'20\' has no unit');
    expect(message).toContain('- Two jobs are called "Good.good"');
    const [{ tables }] = await database.query<{ tables: number }>(
      "select count(*)::integer as tables from pg_tables where schemaname = 'tracked_cron'",
    );
    expect(tables).toBe(0);
    await eventually(connections, (open) => open === 0);
  });

  it('jobs whose alerts would wait for each other are refused, or run without waiting', async () => {
    expect((await refusal({ providers: [Waiting] })).message).toBe(
      'The jobs "invoices" → "rates" → "invoices" depend on each other in a circle, so alerts of each would wait for the ' +
        'others: leave one of them out of dependsOn.',
    );
    const [error, warn] = (['error', 'warn'] as const).map((level) =>
      jest.spyOn(Logger.prototype, level).mockImplementation(() => {}),
    );
    expect(await jobsOf({ providers: [Waiting] }, { strict: false })).toEqual(['invoices', 'rates']);
    expect(error.mock.calls).toEqual([[expect.stringContaining('depend on each other in a circle')]]);
    expect(warn.mock.calls.flat().join()).toContain('Job "rates" depends on "elsewhere", which this process');
    jest.restoreAllMocks();
  });

  it('what is hardly meant is said in the log, and harms nobody', async () => {
    const t = { t: class {} }.t;
    Object.defineProperty(t.prototype, 'refresh', { value: () => {} });
    TrackedCron(never)(t.prototype, 'refresh', Object.getOwnPropertyDescriptor(t.prototype, 'refresh')!);
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    expect(await jobsOf({ providers: [t] })).toEqual(['t.refresh']);
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/^The job "t\.refresh" has a name that a minifier/),
    );
    warn.mockRestore();
  });

  it('with strict: false what is wrong is left out, and the others run', async () => {
    expect(await jobsOf({ providers: [Good, Bad] }, { strict: false })).toEqual(['Good.good']);
  });

  it('that fails after it has joined, the lease and all connections are given back', async () => {
    await (await startInstance({ url: database.url })).close();
    await database.query('alter table tracked_cron.cron_jobs rename to elsewhere');
    await refusal({ providers: [Good] });
    await eventually(connections, (open) => open === 0);
    const rows = await database.query<{ stopped: boolean }>(
      'select stopped_at is not null as stopped from tracked_cron.cron_instances',
    );
    expect(rows.every(({ stopped }) => stopped)).toBe(true);
  });

  /** Of the library, besides the one that asks. */
  async function connections(): Promise<number> {
    const [{ count }] = await database.query<{ count: number }>(
      `select count(*)::integer as count from pg_stat_activity
       where datname = current_database() and application_name like '%tracked%'`,
    );
    return count;
  }
});
