import type TS from 'typescript';
import { bare, constantOf, nameOf } from '../source/constant.js';
import { decoratorsOf, defaultJobName, functionOf } from '../source/enclosing.js';
import { inQuotes, walk, type SourceText } from '../source/source-text.js';
import { applyArguments, planArguments, type PlannedArgument } from './argument-list.js';
import { classOfThis } from './awaiting.js';
import { fateOfNodeCronOption } from './dynamic-job-fate.js';
import { judgeNodeCronExpression } from './expression.js';
import { fateOfHandler } from './handler-fate.js';
import { planObject, type ObjectPlan } from './object-plan.js';
import { fateOfName } from './option-fate.js';
import type { Rewriting } from './rewriting.js';
import { unwrapOptions } from './unwrap-options.js';

interface Place {
  readonly owner: TS.ClassLikeDeclaration;
  readonly method: TS.MethodDeclaration;
  readonly statement: TS.Statement;
}

/** `cron.schedule(expression, handler, options)` of node-cron becomes `await manager.register({ … })`, in providers. */
export function migrateNodeCronJobs(rewriting: Rewriting): void {
  const { source, migration } = rewriting;
  walk(source, (node) => {
    if (
      !source.ts.isCallExpression(node) ||
      !source.imports.refersTo(node.expression, 'node-cron', 'schedule')
    )
      return;
    const problem = rewriteOne(rewriting, node);
    if (problem !== undefined) migration.leave(source, node, problem);
  });
}

/** @returns why it is left alone */
function rewriteOne(rewriting: Rewriting, call: TS.CallExpression): string | undefined {
  const { source, migration, providers, awaiting } = rewriting;
  const { ts, ast } = source;
  const place = placeOf(source, call);
  if (typeof place === 'string') return place;
  const [expression, handler, options, ...others] = call.arguments;
  if (!expression || !handler || others.length > 0 || call.arguments.some(ts.isSpreadElement)) {
    return 'it has other arguments than an expression, a handler and options';
  }
  const object = options && bare(source, options);
  if (object && !ts.isObjectLiteralExpression(object)) return 'its options stand elsewhere: write them out';
  const verdict = judgeNodeCronExpression(source, expression);
  const planned = planArguments(
    source,
    [expression, handler],
    ['cronTime', 'onTick'],
    (name, _value, node) =>
      name === 'cronTime' ? { fate: 'rename', to: 'schedule' } : fateOfHandler(source, node, false),
  );
  const plan = object && planObject(source, object, fateOfNodeCronOption);
  const own = object && ownName(source, object);
  const nameFate = own && fateOfName(constantOf(source, own));
  const problem =
    verdict.problem ??
    planned.flatMap(({ fate }) => (fate.fate === 'refuse' ? fate.why : []))[0] ??
    plan?.problems[0] ??
    (nameFate?.fate === 'refuse' ? nameFate.why : undefined) ??
    awaiting.problemAt(place.statement) ??
    providers.problemWith(place.owner);
  if (problem !== undefined) return problem;
  if (/\/[/*]/.test(ast.text.slice(call.getStart(ast), call.arguments.pos)))
    return 'a comment stands in its way: move it';

  const name = own
    ? String(constantOf(source, own)?.value ?? own.getText(ast))
    : freeName(rewriting, place, call);
  if (name === undefined) return 'its method has no name to call the job by';
  write(
    rewriting,
    call,
    place,
    planned,
    object && plan ? { node: object, plan } : undefined,
    own ? undefined : name,
  );
  migration.rewrote(
    source,
    call,
    name,
    [
      ...verdict.notes,
      ...(plan?.notes ?? []),
      'register() is awaited, and its class is given the CronJobManager: tests of the class provide one',
    ],
    place.statement,
  );
  return undefined;
}

function placeOf(source: SourceText, call: TS.CallExpression): Place | string {
  const { ts } = source;
  const statement = call.parent;
  if (!ts.isExpressionStatement(statement)) return 'what it answers is used: rewrite it by hand';
  const owner = classOfThis(source, call);
  if (!owner || decoratorsOf(source, owner).length === 0) {
    return 'only a provider can be given the CronJobManager: move it into one';
  }
  const method = functionOf(source, call);
  if (!method || !ts.isMethodDeclaration(method) || method.parent !== owner) {
    return 'it may be scheduled more than once (it is inside of another function): give each a name, and register them by hand';
  }
  const loop = ts.findAncestor(call, (one) => one === method || ts.isIterationStatement(one, false));
  if (loop !== method) return 'it is scheduled in a loop: give each a name, and register them by hand';
  return { owner, method, statement };
}

function ownName(source: SourceText, object: TS.ObjectLiteralExpression): TS.Expression | undefined {
  const { ts } = source;
  for (const property of object.properties) {
    if (ts.isSpreadAssignment(property) || nameOf(source, property.name) !== 'name') continue;
    return ts.isPropertyAssignment(property) ? property.initializer : (property.name as TS.Expression);
  }
  return undefined;
}

/** That of the method, with a number where several are scheduled in it. */
function freeName({ source, migration }: Rewriting, { method }: Place, call: TS.Node): string | undefined {
  const base = defaultJobName(source, method);
  if (base === undefined) return undefined;
  let name = base;
  for (let count = 2; migration.claimName(source, call, name) !== undefined; count += 1)
    name = `${base}-${count}`;
  return name;
}

function write(
  { source, migration, providers, awaiting }: Rewriting,
  call: TS.CallExpression,
  { owner, statement }: Place,
  planned: readonly PlannedArgument[],
  options: { readonly node: TS.ObjectLiteralExpression; readonly plan: ObjectPlan } | undefined,
  name: string | undefined,
): void {
  const { ast, edits, imports } = source;
  const list = call.arguments;
  const spread = ast.text.slice(list.pos, list[0]!.getStart(ast)).includes('\n');
  awaiting.at(statement);
  imports.release(call.expression);
  edits.replace(
    call.getStart(ast),
    list.pos,
    `await ${providers.manager(owner)}.register({${spread ? '' : ' '}`,
  );
  const stays = options && [...options.plan.fates.values()].some(({ fate }) => fate !== 'drop');
  const first = name === undefined ? [] : [`name: ${inQuotes(source, name)}`];
  applyArguments(source, planned, first, stays ? [] : migration.extraFor(source));
  if (options && stays) unwrapOptions(source, call, options, migration.extraFor(source));
  else if (options) edits.remove(planned[1]!.node.end, list.at(-1)!.end);
  edits.replace(call.end - 1, call.end, spread ? '})' : ' })');
}
