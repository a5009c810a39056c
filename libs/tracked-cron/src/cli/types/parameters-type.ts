import { posix } from 'node:path';
import type TS from 'typescript';
import { bare } from '../source/constant.js';
import { hasModifier } from '../source/enclosing.js';
import type { SourceText } from '../source/source-text.js';

/** What a job is run with: nothing, what a schema that can be named lets through, or what can't be told. */
export type ParametersType =
  | { readonly kind: 'none' }
  /** `member` of a module: a package, or a path from where the sources' own paths begin. */
  | { readonly kind: 'schema'; readonly module: string; readonly isPath: boolean; readonly member: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** How the `parameters` of a job can be named from another file. */
export function parametersType(source: SourceText, schema: TS.Expression | undefined): ParametersType {
  if (!schema) return { kind: 'none' };
  const { ast, path } = source;
  const text = bare(source, schema).getText(ast);
  if (!/^[\w$]+(?:\.[\w$]+)*$/.test(text)) {
    return { kind: 'unknown', why: 'its schema has no name: export it as a const, and name that' };
  }
  const [root, ...members] = text.split('.') as [string, ...string[]];
  const origin = source.imports.origin(root);
  if (origin) {
    const isPath = origin.module.startsWith('.');
    const module = isPath ? posix.join(posix.dirname(path), origin.module) : origin.module;
    const inModule = origin.exported === '*' ? members : [origin.exported, ...members];
    return { kind: 'schema', module, isPath, member: inModule.join('.') };
  }
  if (!isExported(source, root))
    return { kind: 'unknown', why: `its schema ${root} is not exported: export it` };
  return { kind: 'schema', module: path.replace(/\.([cm]?)ts$/, '.$1js'), isPath: true, member: text };
}

function isExported({ ts, ast }: SourceText, name: string): boolean {
  return ast.statements.some((statement) => {
    if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return false;
    if (ts.isClassDeclaration(statement)) return statement.name?.text === name;
    if (!ts.isVariableStatement(statement)) return false;
    return statement.declarationList.declarations.some((declared) => declared.name.getText(ast) === name);
  });
}
