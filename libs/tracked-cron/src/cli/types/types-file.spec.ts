import ts from 'typescript';
import { typeErrors } from '../../../../../test/support/type-check.js';
import { Project } from '../source/project.js';
import { readSource } from '../source/source-text.js';
import { knownJobs } from './known-jobs.js';
import { typesFile } from './types-file.js';

const LIBRARY = "import { CronJobManager, TrackedCron, type StandardSchema } from 'nestjs-tracked-cron';\n";

function known(files: Record<string, string>) {
  return knownJobs(new Project(Object.entries(files).map(([path, text]) => readSource(ts, path, text))));
}

function namesIn(files: Record<string, string>): string[] {
  return known(files).jobs.map(({ name }) => name);
}

describe('the names that tracked-cron types finds', () => {
  it('are those of methods, and those that jobs give themselves', () => {
    const text = `${LIBRARY}
      const NIGHTLY = 'nightly';
      const shared = { name: 'shared', group: 'mail' };
      export class Tasks {
        @TrackedCron('0 1 * * *') run() {}
        @TrackedCron('0 1 * * *', { name: 'given' }) named() {}
        @TrackedCron('0 1 * * *', { name: NIGHTLY }) constant() {}
        @TrackedCron('0 1 * * *', { ...shared }) spread() {}
        @TrackedCron('0 1 * * *', { name: 'first' })
        @TrackedCron('0 2 * * *', { name: 'second' }) twice() {}
        @TrackedCron({ useFactory: () => ({ schedule: '0 1 * * *' }) }) configured() {}
      }`;
    expect(namesIn({ 'tasks.ts': text })).toEqual([
      'Tasks.run',
      'given',
      'nightly',
      'shared',
      'first',
      'second',
      'Tasks.configured',
    ]);
  });

  it('are those of subclasses where a method is inherited', () => {
    const base = `${LIBRARY}
      export abstract class Importer { @TrackedCron('0 1 * * *') run() {} }`;
    const teams = `import { Importer as Base } from './importer.js';
      export class Teams extends Base {}
      export class Players extends Teams {}
      export class Silent extends Base { run() {} }`;
    expect(namesIn({ 'importer.ts': base, 'teams.ts': teams })).toEqual(['Teams.run', 'Players.run']);
  });

  it('are followed into other files', () => {
    const names = "export const NAMES = { report: 'report' } as const; export enum Jobs { Sync = 'sync' }";
    const text = `${LIBRARY} import { Jobs, NAMES as N } from './names';
      export class Tasks {
        @TrackedCron('0 1 * * *', { name: N.report }) a() {}
        @TrackedCron('0 1 * * *', { name: Jobs.Sync }) b() {}
      }`;
    expect(namesIn({ 'src/names.ts': names, 'src/tasks.ts': text })).toEqual(['report', 'sync']);
  });

  it('are those of register, and those that are only known at run time are told', () => {
    const text = `${LIBRARY}
      export class Tasks {
        constructor(private readonly jobs: CronJobManager) {}
        async start(name: string) {
          await this.jobs.register({ name: 'dynamic', schedule: '0 1 * * *', handler: () => {} });
          await this.jobs.register({ name, schedule: '0 1 * * *', handler: () => {} });
        }
      }`;
    const { jobs, unknown } = known({ 'tasks.ts': text });
    expect(jobs.map(({ name }) => name)).toEqual(['dynamic']);
    expect(unknown).toEqual([{ place: 'tasks.ts:7', what: 'name' }]);
  });
});

describe('the file that tracked-cron types writes', () => {
  const SCHEMAS = `${LIBRARY}
    export const Season: StandardSchema<{ year: number }> = null!;
    export class League { name!: string; }
    export default Season;`;
  const TASKS = `${LIBRARY} import { Season, League } from './schemas.js'; import * as schemas from './schemas.js'; import Default from './schemas.js';
    export const Own: StandardSchema<string[]> = null!;
    const hidden = Season;
    export class Tasks {
      @TrackedCron('0 1 * * *') plain() {}
      @TrackedCron('0 1 * * *', { parameters: Season }) season() {}
      @TrackedCron('0 1 * * *', { parameters: schemas.Season }) whole() {}
      @TrackedCron('0 1 * * *', { parameters: Default }) byDefault() {}
      @TrackedCron('0 1 * * *', { parameters: Own }) own() {}
      @TrackedCron('0 1 * * *', { parameters: hidden }) hidden() {}
      @TrackedCron('0 1 * * *', { parameters: (() => Season)() }) inline() {}
      @TrackedCron('0 1 * * *', { parameters: League }) byClass() {}
    }`;
  const files = { 'src/jobs/schemas.ts': SCHEMAS, 'src/jobs/tasks.ts': TASKS };

  it('names schemas from where it lies, sorted, the same each time', () => {
    const text = typesFile(known(files), 'src/tracked-jobs.d.ts');
    expect(text).toContain(
      [
        "declare module 'nestjs-tracked-cron' {",
        '  interface TrackedJobs {',
        "    'Tasks.byClass': ParametersOf<typeof import('./jobs/schemas.js').League>;",
        "    'Tasks.byDefault': ParametersOf<typeof import('./jobs/schemas.js').default>;",
        "    'Tasks.hidden': unknown;",
        "    'Tasks.inline': unknown;",
        "    'Tasks.own': ParametersOf<typeof import('./jobs/tasks.js').Own>;",
        "    'Tasks.plain': void;",
        "    'Tasks.season': ParametersOf<typeof import('./jobs/schemas.js').Season>;",
        "    'Tasks.whole': ParametersOf<typeof import('./jobs/schemas.js').Season>;",
        '  }',
        '}',
      ].join('\n'),
    );
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(typesFile(known(reversed), 'src/tracked-jobs.d.ts')).toBe(text);
    expect(typesFile(known(files), 'types/jobs.d.ts')).toContain("import('../src/jobs/schemas.js')");
  });

  it('makes the compiler check names and parameters', () => {
    const use = `import type { CronJobManager, JobParameters } from 'nestjs-tracked-cron';
      export async function use(jobs: CronJobManager) {
        await jobs.execute('Tasks.plain');
        await jobs.execute('Tasks.season', { year: 2026 });
        await jobs.execute('Tasks.byDefault', { year: 2026 });
        await jobs.execute('Tasks.own', ['a']);
        await jobs.execute('Tasks.hidden', 'anything');
        const league: JobParameters<'Tasks.byClass'> = { name: 'first' };
        // @ts-expect-error there is no such job
        await jobs.execute('Tasks.plan');
        // @ts-expect-error a year is a number
        await jobs.execute('Tasks.season', { year: 'last' });
        // @ts-expect-error it takes none
        await jobs.execute('Tasks.plain', { year: 2026 });
        return league;
      }`;
    const generated = typesFile(known(files), 'src/tracked-jobs.d.ts');
    const all = { ...files, 'src/tracked-jobs.d.ts': generated, 'src/use.ts': use };
    expect(typeErrors(new Map(Object.entries(all)))).toEqual([]);
  }, 180_000);
});
