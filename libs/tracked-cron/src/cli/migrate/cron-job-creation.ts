import type TS from 'typescript';
import { constantOf } from '../source/constant.js';
import type { SourceText } from '../source/source-text.js';
import { planArguments, type PlannedArgument } from './argument-list.js';
import { CRON_JOB_PARAMETERS, fateOfCronJobParameter } from './dynamic-job-fate.js';
import { judgeExpression } from './expression.js';
import { fateOfFunction } from './handler-fate.js';
import { planObject, type ObjectPlan } from './object-plan.js';

/** What a `CronJob` is made with, and what becomes of it. */
export interface CronJobCreation {
  readonly node: TS.NewExpression | TS.CallExpression;
  readonly started: boolean;
  readonly planned?: readonly PlannedArgument[];
  readonly object?: { readonly node: TS.ObjectLiteralExpression; readonly plan: ObjectPlan };
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** `new CronJob(…)` or `CronJob.from(…)`. */
export function isCronJobCreation(
  { ts, imports }: SourceText,
  node: TS.Node,
): node is TS.NewExpression | TS.CallExpression {
  if (ts.isNewExpression(node)) return imports.refersTo(node.expression, 'cron', 'CronJob');
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === 'from' &&
    imports.refersTo(node.expression.expression, 'cron', 'CronJob')
  );
}

/** Reads what a job is made with. */
export function readCronJobCreation(
  source: SourceText,
  node: TS.NewExpression | TS.CallExpression,
): CronJobCreation {
  const { ts } = source;
  const nodes = node.arguments ?? [];
  const [first] = nodes;
  if (!first || nodes.some(ts.isSpreadElement)) return unreadable(node);
  if (ts.isNewExpression(node)) {
    const bound = nodes[5]?.kind === ts.SyntaxKind.ThisKeyword;
    const planned = planArguments(source, nodes, CRON_JOB_PARAMETERS, (name, value, one) =>
      fateOfCronJobParameter(source, name, value, one, bound),
    );
    const fates = planned.map(({ fate }) => fate);
    const verdict = judgeExpression(source, first);
    return {
      node,
      started: nodes[3] !== undefined && constantOf(source, nodes[3])?.value === true,
      planned,
      problems: [
        ...(verdict.problem ? [verdict.problem] : []),
        ...(nodes.length < 2 ? ['it has no handler'] : []),
        ...fates.flatMap((fate) => (fate.fate === 'refuse' ? fate.why : [])),
      ],
      notes: [...verdict.notes, ...fates.flatMap((fate) => ('note' in fate && fate.note ? fate.note : []))],
    };
  }
  return ts.isObjectLiteralExpression(first) ? readObject(source, node, first) : unreadable(node);
}

function readObject(
  source: SourceText,
  node: TS.CallExpression,
  object: TS.ObjectLiteralExpression,
): CronJobCreation {
  const { ts } = source;
  const value = (name: string) => {
    const property = object.properties.find((one) => one.name?.getText(source.ast) === name);
    if (!property) return undefined;
    return ts.isPropertyAssignment(property) ? property.initializer : (property.name as TS.Expression);
  };
  const expression = value('cronTime');
  if (!expression || !value('onTick')) return unreadable(node);
  const bound = value('context')?.kind === ts.SyntaxKind.ThisKeyword;
  const plan = planObject(source, object, (name, option, property) => {
    if (ts.isMethodDeclaration(property) && name === 'onTick') return fateOfFunction(source, property);
    const of = ts.isPropertyAssignment(property) ? property.initializer : (property.name as TS.Expression);
    return fateOfCronJobParameter(source, name, option, of, bound);
  });
  const verdict = judgeExpression(source, expression);
  const start = value('start');
  return {
    node,
    started: start !== undefined && constantOf(source, start)?.value === true,
    object: { node: object, plan },
    problems: [...(verdict.problem ? [verdict.problem] : []), ...plan.problems],
    notes: [...verdict.notes, ...plan.notes],
  };
}

function unreadable(node: TS.NewExpression | TS.CallExpression): CronJobCreation {
  const problems = ["what it is made with can't be read here: rewrite it by hand"];
  return { node, started: false, problems, notes: [] };
}

/** The `CronJob` of `new CronJob(…)` and of `CronJob.from(…)`. */
export function creatorOf({ ts }: SourceText, node: TS.NewExpression | TS.CallExpression): TS.Expression {
  const { expression } = node;
  return ts.isCallExpression(node) ? (expression as TS.PropertyAccessExpression).expression : expression;
}
