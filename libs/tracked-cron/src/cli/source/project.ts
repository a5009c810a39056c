import { posix } from 'node:path';
import type TS from 'typescript';
import { bare, constantNamed, constantOf, memberNamed, type Constant } from './constant.js';
import type { SourceText } from './source-text.js';

/** Several files that import from each other. */
export class Project {
  private readonly byPath: ReadonlyMap<string, SourceText>;

  constructor(readonly sources: readonly SourceText[]) {
    this.byPath = new Map(sources.map((source) => [source.path, source]));
  }

  /** The file that a relative import leads to, if it is one of these. */
  resolve(from: SourceText, module: string): SourceText | undefined {
    if (!module.startsWith('.')) return undefined;
    const path = posix.join(posix.dirname(from.path), module);
    const stem = path.replace(/\.([cm]?)js$/, '.$1ts');
    const candidates = [stem, `${path}.ts`, `${path}.mts`, `${path}.cts`, `${path}/index.ts`];
    return candidates.map((candidate) => this.byPath.get(candidate)).find((source) => source !== undefined);
  }

  /** As {@link constantOf}, over imports. */
  constantOf(source: SourceText, expression: TS.Expression): Constant {
    const known = constantOf(source, expression);
    if (known) return known;
    const { ts } = source;
    const node = bare(source, expression);
    const [root, member] =
      ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)
        ? [node.expression.text, node.name.text]
        : ts.isIdentifier(node)
          ? [node.text, undefined]
          : [undefined, undefined];
    const origin = root === undefined ? undefined : source.imports.origin(root);
    const target = origin && this.resolve(source, origin.module);
    if (!origin || !target) return undefined;
    const declared =
      member === undefined
        ? constantNamed(target, origin.exported)
        : memberNamed(target, origin.exported, member);
    return declared && this.constantOf(target, declared);
  }
}
