import type TS from 'typescript';
import { LIBRARY } from '../source/import-table.js';
import { decoratorsOf, defaultJobName } from '../source/enclosing.js';
import { isWellFormed, readSource, walk, type SourceText } from '../source/source-text.js';
import type { TypeScript } from '../source/typescript.js';
import { addTrackedCronModule } from './add-module.js';
import { Awaiting } from './awaiting.js';
import { migrateDynamicJobs } from './dynamic-jobs.js';
import { Migration, type LeftAlone, type MigrationOptions, type RewrittenJob } from './migration.js';
import { migrateNodeCronJobs } from './node-cron-jobs.js';
import { ProviderEdits } from './provider-edits.js';
import { migrateScheduleDecorators } from './schedule-decorators.js';

/** What a migration would change, and what it would not. */
export interface MigrationResult {
  /** New texts by path; files that stay as they are are missing. */
  readonly changes: ReadonlyMap<string, string>;
  readonly rewritten: readonly RewrittenJob[];
  readonly leftAlone: readonly LeftAlone[];
  readonly remarks: readonly string[];
}

/** A file without these words neither schedules anything nor is a root module. */
const OF_INTEREST =
  /@nestjs\/schedule|["']cron["']|["']node-cron["']|nestjs-tracked-cron|NestFactory|AppModule/;

/**
 * Rewrites scheduled code to this library, where that is safe. Nothing but what is rewritten changes; what has been
 * rewritten once stays as it is.
 *
 * @param files text by path, relative and with `/`
 */
export function migrateSources(
  ts: TypeScript,
  files: ReadonlyMap<string, string>,
  options: MigrationOptions,
): MigrationResult {
  const migration = new Migration(options, madeByHand(files));
  const sources = [...files]
    .filter(([, text]) => OF_INTEREST.test(text))
    .map(([path, text]) => readSource(ts, path, text))
    .filter((source) => {
      const fine = isWellFormed(source);
      if (!fine) migration.leave(source, source.ast, 'it has an error of syntax: make it compile first');
      return fine;
    });
  for (const source of sources) claimTrackedNames(source, migration);
  for (const source of sources) migrateFile(source, migration);
  addTrackedCronModule(sources, migration);
  remarkOnScheduleModule(sources, migration);
  for (const source of sources) source.imports.finish();
  const changes = new Map(
    sources
      .filter(({ edits }) => !edits.isEmpty)
      .map((source) => [source.path, source.edits.apply(source.text)]),
  );
  return {
    changes,
    rewritten: migration.rewritten(),
    leftAlone: migration.leftAlone,
    remarks: migration.remarks,
  };
}

/** Names behind `extends` and `new`: whose constructor changes, others would no longer compile. */
function madeByHand(files: ReadonlyMap<string, string>): Set<string> {
  const names = new Set<string>();
  for (const text of files.values()) {
    for (const [, name] of text.matchAll(/\b(?:extends|new)\s+([\w$]+)/g)) names.add(name!);
  }
  return names;
}

function migrateFile(source: SourceText, migration: Migration): void {
  const providers = new ProviderEdits(source, migration.madeByHand);
  const awaiting = new Awaiting(source);
  migrateScheduleDecorators(source, migration);
  migrateDynamicJobs({ source, migration, providers, awaiting });
  migrateNodeCronJobs({ source, migration, providers, awaiting });
  awaiting.finish();
  providers.finish();
}

/** Names that tracked jobs have already. */
function claimTrackedNames(source: SourceText, migration: Migration): void {
  const { ts, imports } = source;
  if (!imports.imports(LIBRARY)) return;
  walk(source, (node) => {
    if (!ts.isMethodDeclaration(node)) return;
    for (const decorator of decoratorsOf(source, node)) {
      const call = decorator.expression;
      if (!ts.isCallExpression(call) || !imports.refersTo(call.expression, LIBRARY, 'TrackedCron')) continue;
      const name = givenName(source, call) ?? defaultJobName(source, node);
      if (name !== undefined) migration.claimName(source, decorator, name);
    }
  });
}

function givenName({ ts }: SourceText, call: TS.CallExpression): string | undefined {
  const [, options] = call.arguments;
  if (!options || !ts.isObjectLiteralExpression(options)) return undefined;
  for (const one of options.properties) {
    if (
      ts.isPropertyAssignment(one) &&
      one.name.getText() === 'name' &&
      ts.isStringLiteralLike(one.initializer)
    ) {
      return one.initializer.text;
    }
  }
  return undefined;
}

/** The host's scheduler stays; a person decides when nothing needs it any more. */
function remarkOnScheduleModule(sources: readonly SourceText[], migration: Migration): void {
  if (!migration.changesAnything) return;
  const imported = sources.some(({ text }) => text.includes('ScheduleModule'));
  const needed = migration.leftAlone.some(({ what }) =>
    /\b(?:Cron|Interval|Timeout|CronJob|schedule)\b/.test(what),
  );
  const used = sources.some(({ text }) => /SchedulerRegistry/.test(text));
  if (imported && !needed && !used) {
    migration.remarks.push(
      'Nothing in these sources needs ScheduleModule any more: remove it if no package of yours does either.',
    );
  }
}
