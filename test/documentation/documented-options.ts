import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './pages.js';

/** One option as its doc comment tells it. */
export interface DocumentedOption {
  readonly name: string;
  /** As TypeScript has it; short unions of literals are written out. */
  readonly type: string;
  readonly optional: boolean;
  /** What stands behind "Default:". */
  readonly default: string | null;
  readonly purpose: string;
}

/**
 * The options of an exported type, in the order of the files that declare them and within each as they stand there: the
 * compiler keeps no order of its own for a type like `Pick`.
 * @throws Error when the file exports no such type
 */
export function documentedOptions(program: ts.Program, file: string, type: string): DocumentedOption[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(ROOT, file));
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module && checker.getExportsOfModule(module).find(({ name }) => name === type);
  if (!exported) throw new Error(`${file} exports no type ${type}`);
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  return checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .map((property) => ({ property, declaration: declarationOf(property) }))
    .toSorted(({ declaration: one }, { declaration: other }) => compare(placeOf(one), placeOf(other)))
    .map(({ property, declaration }) => documentedOption(checker, property, declaration));
}

type Declaration = ts.PropertySignature & { readonly type: ts.TypeNode };

function declarationOf(property: ts.Symbol): Declaration {
  const declaration = property.declarations?.find(ts.isPropertySignature);
  if (!declaration?.type) throw new Error(`${property.name} is declared with no type`);
  return declaration as Declaration;
}

type Place = readonly [file: string, position: number];

function placeOf(declaration: Declaration): Place {
  return [declaration.getSourceFile().fileName, declaration.getStart()];
}

function compare([oneFile, one]: Place, [otherFile, other]: Place): number {
  return oneFile === otherFile ? one - other : oneFile < otherFile ? -1 : 1;
}

function documentedOption(
  checker: ts.TypeChecker,
  property: ts.Symbol,
  declaration: Declaration,
): DocumentedOption {
  const comment = flowing(ts.displayPartsToString(property.getDocumentationComment(checker)));
  return {
    name: property.name,
    type: typeText(checker, declaration.type),
    optional: declaration.questionToken !== undefined,
    ...purposeAndDefault(comment),
  };
}

/** Names of literals say less than the literals: `'like-cron' | 'recommended'` for `ProfileName`. Sorted: the compiler keeps no order. */
function typeText(checker: ts.TypeChecker, node: ts.TypeNode): string {
  const type = checker.getTypeFromTypeNode(node);
  const literals =
    type.isUnion() && type.types.every((member) => member.isStringLiteral()) ? type.types : null;
  return literals
    ? literals
        .map((literal) => `'${(literal as ts.StringLiteralType).value}'`)
        .sort()
        .join(' | ')
    : flowing(node.getText());
}

/** The default is a sentence of the comment, wherever it stands; what comes after it belongs to the purpose. */
function purposeAndDefault(comment: string): Pick<DocumentedOption, 'purpose' | 'default'> {
  const sentence = /\bDefault: (.+?)\.(?= [A-Z]|$)/;
  const found = sentence.exec(comment);
  return { purpose: flowing(comment.replace(sentence, '')), default: found?.[1] ?? null };
}

function flowing(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
