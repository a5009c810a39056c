import type TS from 'typescript';
import { indentOf } from '../cli/source/list-edits.js';
import { walk, type SourceText } from '../cli/source/source-text.js';

/** `const app = await NestFactory.create(…)` is followed by `app.enableShutdownHooks()`. @returns whether it is added */
export function enableShutdownHooks(source: SourceText): boolean {
  const { ts, ast, edits, newline, text } = source;
  if (/\benableShutdownHooks\b/.test(text)) return false;
  let added = false;
  walk(source, (node) => {
    if (added || !ts.isVariableStatement(node)) return;
    const [declared] = node.declarationList.declarations;
    if (
      !declared?.initializer ||
      !ts.isIdentifier(declared.name) ||
      !makesApplication(source, declared.initializer)
    )
      return;
    const end = node.getText(ast).endsWith(';') ? ';' : '';
    const call = `${declared.name.text}.enableShutdownHooks()${end} // jobs in flight may finish`;
    edits.insert(node.end, newline + indentOf(text, node.getStart(ast)) + call);
    added = true;
  });
  return added;
}

/** `await NestFactory.create(…)`, with or without a type argument. */
function makesApplication({ ts, imports }: SourceText, expression: TS.Expression): boolean {
  if (!ts.isAwaitExpression(expression) || !ts.isCallExpression(expression.expression)) return false;
  const { expression: callee } = expression.expression;
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.name.text.startsWith('create') &&
    imports.refersTo(callee.expression, '@nestjs/core', 'NestFactory')
  );
}
