import type TS from 'typescript';
import { hasModifier } from '../source/enclosing.js';
import type { SourceText } from '../source/source-text.js';

/** Where a `CronJob` is made and handed to `SchedulerRegistry`. */
export interface CronJobSite {
  /** The statement that makes it; registering takes its place. */
  readonly statement: TS.Statement;
  /** `registry.addCronJob(name, job)`. */
  readonly addCall: TS.CallExpression;
  readonly jobName: TS.Expression;
  /** Other statements that go: `addCronJob(name, job)`, `job.start()`. */
  readonly others: readonly TS.Statement[];
  /** Whether `job.start()` follows. */
  readonly startedLater: boolean;
}

/** Finds the site of a job, or says why it is not one that can be rewritten. */
export function cronJobSite(source: SourceText, creation: TS.Expression): CronJobSite | string {
  const { ts } = source;
  const { parent } = creation;
  const inline = asAddCall(source, parent);
  if (inline && inline.arguments[1] === creation && ts.isExpressionStatement(inline.parent)) {
    const site = { statement: inline.parent, addCall: inline, jobName: inline.arguments[0]! };
    return { ...site, others: [], startedLater: false };
  }
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) {
    return 'it is not handed to addCronJob() where it is made: rewrite it by hand';
  }
  const list = parent.parent;
  const statement = list.parent;
  const block = statement.parent;
  const alone = ts.isVariableDeclarationList(list) && list.declarations.length === 1;
  if (!alone || !ts.isVariableStatement(statement) || !ts.isBlock(block)) {
    return 'it is not made in a statement of its own: rewrite it by hand';
  }
  return siteInBlock(source, statement, block, parent.name);
}

function siteInBlock(
  source: SourceText,
  statement: TS.VariableStatement,
  block: TS.Block,
  variable: TS.Identifier,
): CronJobSite | string {
  const { ts } = source;
  const following = block.statements.slice(block.statements.indexOf(statement) + 1);
  const isIt = (node: TS.Node | undefined) => node && ts.isIdentifier(node) && node.text === variable.text;
  let addCall: TS.CallExpression | undefined;
  const others: TS.Statement[] = [];
  let startedLater = false;
  for (const one of following) {
    if (!ts.isExpressionStatement(one)) continue;
    const add = asAddCall(source, one.expression);
    const starts =
      ts.isCallExpression(one.expression) &&
      ts.isPropertyAccessExpression(one.expression.expression) &&
      isIt(one.expression.expression.expression) &&
      one.expression.expression.name.text === 'start';
    if (add && isIt(add.arguments[1])) addCall ??= add;
    else if (starts) startedLater = true;
    else continue;
    others.push(one);
  }
  if (!addCall) return 'it is not handed to addCronJob() beside where it is made: rewrite it by hand';
  if (usesOf(source, block, variable) !== others.length + 1) {
    return `${variable.text} is used for more than being added and started: rewrite it by hand`;
  }
  const between = following.slice(0, following.indexOf(addCall.parent as TS.Statement));
  if (!between.every((one) => ts.isExpressionStatement(one) || ts.isVariableStatement(one))) {
    return 'whether it is added depends on what stands between: rewrite it by hand';
  }
  return { statement, addCall, jobName: addCall.arguments[0]!, others, startedLater };
}

/** `….addCronJob(name, job)` */
function asAddCall({ ts }: SourceText, node: TS.Node): TS.CallExpression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const fits = node.expression.name.text === 'addCronJob' && node.arguments.length === 2;
  return fits ? node : undefined;
}

function usesOf({ ts }: SourceText, block: TS.Block, variable: TS.Identifier): number {
  let uses = 0;
  const step = (node: TS.Node): void => {
    if (ts.isIdentifier(node) && node.text === variable.text && !isMemberName(node)) uses += 1;
    ts.forEachChild(node, step);
  };
  const isMemberName = (node: TS.Identifier) =>
    (ts.isPropertyAccessExpression(node.parent) || ts.isPropertyAssignment(node.parent)) &&
    node.parent.name === node;
  step(block);
  return uses;
}

/** The member of `this` that `….addCronJob` is called on. */
export function registryOf({ ts }: SourceText, call: TS.CallExpression): string | undefined {
  const receiver = (call.expression as TS.PropertyAccessExpression).expression;
  const ofThis =
    ts.isPropertyAccessExpression(receiver) && receiver.expression.kind === ts.SyntaxKind.ThisKeyword;
  return ofThis ? receiver.name.text : undefined;
}

/** Calls of the registry's `deleteCronJob` in a class, except those at shutdown, which still do what they did. */
export function deletionsIn(source: SourceText, owner: TS.ClassLikeDeclaration): TS.CallExpression[] {
  const { ts, ast } = source;
  const found: TS.CallExpression[] = [];
  const step = (node: TS.Node): void => {
    if (
      ts.isMethodDeclaration(node) &&
      /^(?:onModuleDestroy|(?:before|on)ApplicationShutdown)$/.test(node.name.getText(ast))
    )
      return;
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === 'deleteCronJob'
    ) {
      found.push(node);
    }
    ts.forEachChild(node, step);
  };
  for (const member of owner.members) if (!hasModifier(member, ts.SyntaxKind.StaticKeyword)) step(member);
  return found;
}
