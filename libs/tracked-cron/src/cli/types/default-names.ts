import type TS from 'typescript';
import { nameOf } from '../source/constant.js';
import { classOf, hasModifier } from '../source/enclosing.js';
import type { Project } from '../source/project.js';
import { walk, type SourceText } from '../source/source-text.js';

/** What jobs are called that name themselves nothing: `Class.method`, of each class that has the method. */
export class DefaultNames {
  /** Classes by the name of the class they extend. */
  private readonly heirs = new Map<string, TS.ClassLikeDeclaration[]>();

  constructor({ sources }: Project) {
    for (const source of sources) {
      walk(source, (node) => {
        const parent = source.ts.isClassLike(node) ? parentOf(source, node) : undefined;
        if (parent !== undefined) {
          this.heirs.set(parent, [...(this.heirs.get(parent) ?? []), node as TS.ClassLikeDeclaration]);
        }
      });
    }
  }

  /** Those of the class, if it can be made, and of the classes that inherit the method. */
  of(source: SourceText, method: TS.MethodDeclaration): string[] {
    const owner = classOf(source, method);
    const methodName = nameOf(source, method.name);
    return owner && methodName !== undefined ? this.below(source, owner, methodName) : [];
  }

  private below(source: SourceText, owner: TS.ClassLikeDeclaration, methodName: string): string[] {
    if (!owner.name) return [];
    const isAbstract = hasModifier(owner, source.ts.SyntaxKind.AbstractKeyword);
    const heirs = (this.heirs.get(owner.name.text) ?? []).filter(
      (heir) => !heir.members.some((member) => member.name && nameOf(source, member.name) === methodName),
    );
    const own = isAbstract ? [] : [`${owner.name.text}.${methodName}`];
    return [...own, ...heirs.flatMap((heir) => this.below(source, heir, methodName))];
  }
}

/** The name of the class that a class extends, as its own file calls it. */
function parentOf({ ts, imports }: SourceText, node: TS.ClassLikeDeclaration): string | undefined {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const parent = clause?.types[0]?.expression;
  if (!parent || !ts.isIdentifier(parent)) return undefined;
  return imports.origin(parent.text)?.exported ?? parent.text;
}
