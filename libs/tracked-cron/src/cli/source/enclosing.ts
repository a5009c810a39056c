import type TS from 'typescript';
import { nameOf } from './constant.js';
import type { SourceText } from './source-text.js';

/** The class around a node. */
export function classOf({ ts }: SourceText, node: TS.Node): TS.ClassLikeDeclaration | undefined {
  return ts.findAncestor(node, (one): one is TS.ClassLikeDeclaration => ts.isClassLike(one));
}

/** The function that a node is a statement of: the nearest one, arrow functions too. */
export function functionOf({ ts }: SourceText, node: TS.Node): TS.SignatureDeclaration | undefined {
  return ts.findAncestor(node.parent, (one): one is TS.SignatureDeclaration => ts.isFunctionLike(one));
}

/** `Class.method`, as the job is called that names itself nothing; undefined where it can't be told. */
export function defaultJobName(source: SourceText, method: TS.MethodDeclaration): string | undefined {
  const owner = classOf(source, method)?.name?.text;
  const name = nameOf(source, method.name);
  return owner === undefined || name === undefined ? undefined : `${owner}.${name}`;
}

/** The decorators of a node, in the order they are written. */
export function decoratorsOf({ ts }: SourceText, node: TS.Node): readonly TS.Decorator[] {
  return ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
}

export function hasModifier(node: TS.Node, kind: TS.SyntaxKind): boolean {
  const { modifiers } = node as { modifiers?: readonly TS.ModifierLike[] };
  return modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}

/** Whether a function's body speaks of its own `this`. */
export function usesThis({ ts }: SourceText, body: TS.Node): boolean {
  let found = false;
  const step = (node: TS.Node): void => {
    if (node.kind === ts.SyntaxKind.ThisKeyword) found = true;
    const ownThis =
      ts.isFunctionExpression(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassLike(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isAccessor(node);
    if (!found && !ownThis) ts.forEachChild(node, step);
  };
  ts.forEachChild(body, step);
  return found;
}
