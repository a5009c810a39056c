import type TS from 'typescript';
import { bare, constantOf, nameOf } from '../source/constant.js';
import { classOf, decoratorsOf, hasModifier } from '../source/enclosing.js';
import type { SourceText } from '../source/source-text.js';
import { judgeExpression } from './expression.js';
import type { Migration } from './migration.js';
import { applyObject, fateOfSpread, planObject, type ObjectPlan } from './object-plan.js';
import { fateOfCronOption } from './option-fate.js';
import type { DecoratedMethod } from './schedule-decorators.js';

/** `@Cron(expression, options)` becomes `@TrackedCron(expression, options)`. */
export function migrateCron(source: SourceText, migration: Migration, decorated: DecoratedMethod): void {
  const { decorator, call, method } = decorated;
  const [expression, options, ...others] = call.arguments;
  if (!expression || others.length > 0 || call.arguments.some(source.ts.isSpreadElement)) {
    migration.leave(source, decorator, 'it has other arguments than an expression and options');
    return;
  }
  const verdict = judgeExpression(source, expression);
  const read = readOptions(source, options);
  const problem = verdict.problem ?? read.plan?.problems[0] ?? read.problem;
  if (problem !== undefined) {
    migration.leave(source, decorator, problem);
    return;
  }
  const name = jobNameOf(source, options) ?? decorated.defaultName;
  if (name === undefined) {
    migration.leave(
      source,
      decorator,
      'its class has no name to call the job by: name the class, or the job',
    );
    return;
  }
  const other = migration.claimName(source, decorator, name);
  if (other !== undefined) {
    migration.leave(
      source,
      decorator,
      `the job at ${other} is called ${name} too: give one of them a name, { name: '…' }`,
    );
    return;
  }
  source.imports.release(call.expression);
  source.edits.replace(
    call.expression.getStart(source.ast),
    call.expression.end,
    source.imports.want('TrackedCron'),
  );
  writeOptions(source, migration, expression, options, read.plan);
  const notes = [...verdict.notes, ...(read.plan?.notes ?? []), ...surroundings(source, method)];
  migration.rewrote(source, decorator, name, notes);
}

interface ReadOptions {
  /** For an object that is written out. */
  readonly plan?: ObjectPlan;
  readonly problem?: string;
}

function readOptions(source: SourceText, options: TS.Expression | undefined): ReadOptions {
  if (!options) return {};
  const fateOf = (name: string, value: Parameters<typeof fateOfCronOption>[1]) =>
    fateOfCronOption(name, value);
  const object = bare(source, options);
  if (source.ts.isObjectLiteralExpression(object)) return { plan: planObject(source, object, fateOf) };
  const fate = fateOfSpread(source, options, fateOf);
  return fate.fate === 'refuse' ? { problem: fate.why } : {};
}

function writeOptions(
  source: SourceText,
  migration: Migration,
  expression: TS.Expression,
  options: TS.Expression | undefined,
  plan: ObjectPlan | undefined,
): void {
  const { ast, edits } = source;
  const extra = migration.extraFor(source);
  if (!options) {
    if (extra.length > 0) edits.insert(expression.end, `, { ${extra.join(', ')} }`);
    return;
  }
  if (!plan) {
    if (extra.length === 0) return;
    edits.insert(options.getStart(ast), '{ ...');
    edits.insert(options.end, `, ${extra.join(', ')} }`);
    return;
  }
  const object = bare(source, options) as TS.ObjectLiteralExpression;
  const nothingStays = [...plan.fates.values()].every(({ fate }) => fate === 'drop');
  const comments = /\/[/*]/.test(ast.text.slice(expression.end, options.end));
  if (nothingStays && extra.length === 0 && !comments) edits.remove(expression.end, options.end);
  else applyObject(source, object, plan, extra);
}

/** The name an options object gives, as far as it can be told; a name that can't is what its text says. */
function jobNameOf(source: SourceText, options: TS.Expression | undefined): string | undefined {
  const { ts, ast } = source;
  const object = options && bare(source, options);
  if (!object || !ts.isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property) || nameOf(source, property.name) !== 'name') continue;
    const value = ts.isPropertyAssignment(property) ? property.initializer : (property.name as TS.Expression);
    const constant = constantOf(source, value);
    if (!constant) return value.getText(ast);
    return typeof constant.value === 'string' ? constant.value : undefined;
  }
  return undefined;
}

/** What stands around the method and was not heard before. */
function surroundings(source: SourceText, method: TS.MethodDeclaration): string[] {
  const { ts } = source;
  const owner = classOf(source, method);
  const around = [...decoratorsOf(source, method), ...(owner ? decoratorsOf(source, owner) : [])].flatMap(
    ({ expression }) => /^Use(?:Interceptors|Pipes)\b/.exec(expression.getText(source.ast))?.[0] ?? [],
  );
  const notes = around.map((name) => `@${name} had no effect under @Cron; now it runs around the job`);
  if (owner && hasModifier(owner, ts.SyntaxKind.AbstractKeyword)) {
    notes.push(
      'inherited: each subclass that is provided has a job of its own, called by the name of the subclass',
    );
  }
  return notes;
}
