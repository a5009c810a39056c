import type TS from 'typescript';
import { nameOf } from '../source/constant.js';
import { LIBRARY } from '../source/import-table.js';
import { addModuleImport, forRootCalls } from '../source/module-class.js';
import { rootModules, type RootModule } from '../source/root-module.js';
import type { SourceText } from '../source/source-text.js';
import { applicationOf, type Migration } from './migration.js';

/** Imports `TrackedCronModule` in the root modules of applications that have no such import yet. */
export function addTrackedCronModule(sources: readonly SourceText[], migration: Migration): void {
  const having = sources.filter((source) => forRootCalls(source, LIBRARY, 'TrackedCronModule').length > 0);
  const imported = new Set(having.map(({ path }) => applicationOf(path)));
  const roots = rootModules(sources);
  if (roots.length === 0 && imported.size === 0 && migration.changesAnything) {
    migration.remarks.push(
      'Which module is the root is not told by these sources: add TrackedCronModule.forRoot() to its imports.',
    );
  }
  for (const root of roots) {
    const { path } = root.module.source;
    if (imported.has(applicationOf(path)) || !migration.concerns(path)) continue;
    const { source, name } = root.module;
    const text = `${source.imports.want('TrackedCronModule')}.forRoot(${executeOption(root)})`;
    const where = `${name} (${source.path})`;
    migration.remarks.push(
      addModuleImport(root.module, text, root.schedule)
        ? `${where} imports ${text}.`
        : `The imports of ${where} are not written out there: add ${text} to them.`,
    );
  }
}

/** Where the host decided by `cronJobs` whether its jobs run, that goes on to decide. */
function executeOption({ module: { source }, schedule }: RootModule): string {
  const { ts, ast } = source;
  const [options] = schedule?.arguments ?? [];
  if (!options || !ts.isObjectLiteralExpression(options)) return '';
  const cronJobs = options.properties.find(
    (one): one is TS.PropertyAssignment =>
      ts.isPropertyAssignment(one) && nameOf(source, one.name) === 'cronJobs',
  );
  return cronJobs ? `{ execute: ${cronJobs.initializer.getText(ast)} }` : '';
}
