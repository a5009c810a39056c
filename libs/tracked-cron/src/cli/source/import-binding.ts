import type TS from 'typescript';
import type { TypeScript } from './typescript.js';

/** One name that an import brings into the file. */
export interface ImportBinding {
  readonly module: string;
  /** Name in the module; `*` for all of it, `default` for its default. */
  readonly exported: string;
  readonly local: string;
  readonly statement: TS.ImportDeclaration | TS.ImportEqualsDeclaration;
  readonly specifier?: TS.ImportSpecifier;
}

/** The names that a statement imports as values; none for what only the compiler imports. */
export function bindingsOf(ts: TypeScript, statement: TS.Statement): ImportBinding[] {
  if (ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)) {
    const { expression } = statement.moduleReference;
    if (!ts.isStringLiteral(expression) || statement.isTypeOnly) return [];
    return [{ module: expression.text, exported: '*', local: statement.name.text, statement }];
  }
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const clause = statement.importClause;
  if (!clause || clause.isTypeOnly) return [];
  const module = statement.moduleSpecifier.text;
  const whole = clause.name ? [{ module, exported: 'default', local: clause.name.text, statement }] : [];
  const named = clause.namedBindings;
  if (!named) return whole;
  if (ts.isNamespaceImport(named)) {
    return [...whole, { module, exported: '*', local: named.name.text, statement }];
  }
  const inBraces = named.elements.map((specifier) => {
    const exported = (specifier.propertyName ?? specifier.name).text;
    return { module, exported, local: specifier.name.text, statement, specifier };
  });
  return [...whole, ...inBraces];
}
