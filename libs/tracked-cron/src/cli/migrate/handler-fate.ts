import type TS from 'typescript';
import { bare } from '../source/constant.js';
import { usesThis } from '../source/enclosing.js';
import { oneLine, type SourceText } from '../source/source-text.js';
import { refuse, type OptionFate } from './option-fate.js';

const AS_IT_IS: OptionFate = { fate: 'rename', to: 'handler' };
const ARGUMENT =
  'its handler takes an argument of its scheduler, and would be given a CronContext: write it without';

/**
 * What becomes of the function that a scheduler calls.
 * @param bound whether the scheduler calls it with the provider as `this`
 */
export function fateOfHandler(source: SourceText, expression: TS.Expression, bound: boolean): OptionFate {
  const { ts, ast } = source;
  const node = bare(source, expression);
  if (ts.isArrowFunction(node)) return node.parameters.length > 0 ? refuse(ARGUMENT) : AS_IT_IS;
  if (ts.isFunctionExpression(node)) return fateOfFunction(source, node);
  // called by an arrow function, it is given no argument, as before
  const called = boundMethod(source, node) ?? (ts.isIdentifier(node) ? node : undefined);
  if (called) return { fate: 'write', text: `handler: () => ${called.getText(ast)}()` };
  if (bound && isMethodOfThis(source, node))
    return { fate: 'write', text: `handler: () => ${node.getText(ast)}()` };
  if (isMethodOfThis(source, node)) {
    return refuse(`${node.getText(ast)} is called without its "this": write () => ${node.getText(ast)}()`);
  }
  return refuse(
    `what ${oneLine(node.getText(ast), 60)} takes can't be told: write an arrow function around it`,
  );
}

/** The same for one that is written as `onTick() { … }`, or `function () { … }`. */
export function fateOfFunction(
  source: SourceText,
  node: TS.FunctionExpression | TS.MethodDeclaration,
): OptionFate {
  if (node.asteriskToken) return refuse('a call of a generator runs nothing of it: write async instead of *');
  if (node.parameters.length > 0) return refuse(ARGUMENT);
  if (node.body && usesThis(source, node.body)) {
    return refuse('the "this" of its handler is the CronJob: write an arrow function');
  }
  return AS_IT_IS;
}

/** The `this.run` of `this.run.bind(this)`. */
function boundMethod(source: SourceText, node: TS.Expression): TS.Expression | undefined {
  const { ts } = source;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: method, name } = node.expression;
  const [to, ...values] = node.arguments;
  const plain = name.text === 'bind' && to?.kind === ts.SyntaxKind.ThisKeyword && values.length === 0;
  return plain && isMethodOfThis(source, method) ? method : undefined;
}

function isMethodOfThis({ ts }: SourceText, node: TS.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword;
}
