import type TS from 'typescript';
import type { SourceText } from './source-text.js';

/** What an expression is worth without running it; undefined where only running it tells. */
export type Constant = { readonly value: string | number | boolean | null | undefined } | undefined;

/** Reads literals, products of them, and constants, enums and objects of constants of the same file. */
export function constantOf(source: SourceText, expression: TS.Expression): Constant {
  const { ts } = source;
  const node = bare(source, expression);
  if (ts.isStringLiteralLike(node)) return { value: node.text };
  if (ts.isNumericLiteral(node)) return { value: Number(node.text) };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { value: null };
  if (ts.isIdentifier(node) && node.text === 'undefined') return { value: undefined };
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AsteriskToken) {
    const [left, right] = [constantOf(source, node.left), constantOf(source, node.right)];
    if (typeof left?.value === 'number' && typeof right?.value === 'number') {
      return { value: left.value * right.value };
    }
    return undefined;
  }
  const declared = declarationOf(source, node);
  return declared && constantOf(source, declared);
}

/** What a `const`, a member of an enum or a property of a constant object of this file was declared as. */
export function declarationOf(source: SourceText, expression: TS.Expression): TS.Expression | undefined {
  const { ts } = source;
  const node = bare(source, expression);
  if (ts.isIdentifier(node)) return constantNamed(source, node.text);
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  return memberNamed(source, node.expression.text, node.name.text);
}

/** What a `const` of the file is declared as. */
export function constantNamed(source: SourceText, name: string): TS.Expression | undefined {
  const { ts, ast } = source;
  for (const statement of ast.statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const))
      continue;
    for (const declared of statement.declarationList.declarations) {
      const isIt = ts.isIdentifier(declared.name) && declared.name.text === name;
      if (isIt && declared.initializer) return bare(source, declared.initializer);
    }
  }
  return undefined;
}

/** What a member of an enum, or a property of a constant object of the file, is declared as. */
export function memberNamed(source: SourceText, owner: string, member: string): TS.Expression | undefined {
  const { ts, ast } = source;
  const object = constantNamed(source, owner);
  if (object && ts.isObjectLiteralExpression(object)) {
    const property = object.properties.find((one) => one.name && nameOf(source, one.name) === member);
    return property && ts.isPropertyAssignment(property) ? bare(source, property.initializer) : undefined;
  }
  const declared = ast.statements.find((one) => ts.isEnumDeclaration(one) && one.name.text === owner);
  return (declared as TS.EnumDeclaration | undefined)?.members.find(
    (one) => nameOf(source, one.name) === member,
  )?.initializer;
}

/** A name as it is written, without quotes; undefined for a computed one. */
export function nameOf({ ts }: SourceText, name: TS.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** Without parentheses and without what only the compiler reads (`as const`, `satisfies`). */
export function bare({ ts }: SourceText, expression: TS.Expression): TS.Expression {
  let node = expression;
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
  ) {
    node = node.expression;
  }
  return node;
}
