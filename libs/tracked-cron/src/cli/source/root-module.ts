import type TS from 'typescript';
import { posix } from 'node:path';
import { forRootCalls, modulesIn, type ModuleClass } from './module-class.js';
import { walk, type SourceText } from './source-text.js';

/** The module that the library is to be imported in, and the `ScheduleModule.forRoot()` of it. */
export interface RootModule {
  readonly module: ModuleClass;
  readonly schedule?: TS.CallExpression;
}

/**
 * The root modules of the applications in these sources: where `ScheduleModule.forRoot()` stands, else the one that is
 * started, or called `AppModule`. Several only where each has its own `main.ts` beside it.
 */
export function rootModules(sources: readonly SourceText[]): RootModule[] {
  const all = sources.flatMap((source) => {
    const [schedule] = forRootCalls(source, '@nestjs/schedule', 'ScheduleModule');
    return modulesIn(source).map((module) => ({
      module,
      schedule: isWithin(schedule, module.call) ? schedule : undefined,
    }));
  });
  const scheduling = all.filter(({ schedule }) => schedule);
  if (scheduling.length === 1) return scheduling;
  const started = new Set(sources.flatMap(startedModules));
  const isStarted = ({ module }: RootModule) =>
    started.has(`${posix.dirname(module.source.path)} ${module.name}`);
  for (const candidates of [scheduling, all]) {
    const roots = candidates.filter(isStarted);
    if (roots.length > 0) return roots;
  }
  const named = all.filter(({ module }) => module.name === 'AppModule');
  return named.length === 1 ? named : [];
}

function isWithin(node: TS.Node | undefined, around: TS.Node): boolean {
  return node !== undefined && around.pos <= node.pos && node.end <= around.end;
}

/** What a file hands to `NestFactory.create` and the like, with the folder it is started from. */
function startedModules(source: SourceText): string[] {
  const { ts, imports } = source;
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    if (!imports.refersTo(node.expression.expression, '@nestjs/core', 'NestFactory')) return;
    const [module] = node.arguments;
    if (module && ts.isIdentifier(module)) found.push(`${posix.dirname(source.path)} ${module.text}`);
  });
  return found;
}
