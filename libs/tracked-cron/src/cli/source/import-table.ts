import type TS from 'typescript';
import { bindingsOf, type ImportBinding } from './import-binding.js';
import { appendItems, removeListItems, removeStatement } from './list-edits.js';
import type { TextEdits } from './text-edits.js';
import type { SourceText } from './source-text.js';
import type { TypeScript } from './typescript.js';

export const LIBRARY = 'nestjs-tracked-cron';

/** What a file imports, and what it will import. */
export class ImportTable {
  private readonly bindings: readonly ImportBinding[];
  private readonly wanted = new Map<string, string>();
  /** Local names of which uses go away. */
  private readonly released = new Set<string>();
  private identifiers: TS.Identifier[] | undefined;

  constructor(
    private readonly ts: TypeScript,
    readonly ast: TS.SourceFile,
    readonly edits: TextEdits,
    readonly newline: SourceText['newline'],
    private readonly quote: string,
  ) {
    this.bindings = ast.statements.flatMap((statement) => bindingsOf(ts, statement));
  }

  /** Whether an expression is what `module` exports by that name: `Cron`, an alias of it, or `schedule.Cron`. */
  refersTo(node: TS.Node, module: string, exported: string): boolean {
    const { ts } = this;
    if (ts.isIdentifier(node)) {
      return this.bindings.some(
        (one) => one.local === node.text && one.module === module && one.exported === exported,
      );
    }
    const qualified = ts.isPropertyAccessExpression(node)
      ? { left: node.expression, right: node.name.text }
      : ts.isQualifiedName(node)
        ? { left: node.left, right: node.right.text }
        : null;
    if (!qualified || qualified.right !== exported) return false;
    return ['*', 'default'].some((whole) => this.refersTo(qualified.left, module, whole));
  }

  /** Where an identifier comes from; undefined for one of the file's own. */
  origin(local: string): { readonly module: string; readonly exported: string } | undefined {
    return this.bindings.find((one) => one.local === local);
  }

  imports(module: string): boolean {
    return this.bindings.some((one) => one.module === module);
  }

  /** Notes that a use of an import goes away: one that nothing else uses is removed in the end. */
  release(node: TS.Node): void {
    const { ts } = this;
    if (ts.isIdentifier(node)) this.released.add(node.text);
    else if (ts.isPropertyAccessExpression(node)) this.release(node.expression);
    else if (ts.isQualifiedName(node)) this.release(node.left);
  }

  /** How the file is to write one of the library's exports, which it imports in the end if it does not yet. */
  want(exported: string): string {
    const known = this.bindings.find((one) => one.module === LIBRARY && one.exported === exported);
    if (known) return known.local;
    const whole = this.bindings.find((one) => one.module === LIBRARY && one.exported === '*');
    if (whole) return `${whole.local}.${exported}`;
    let local = this.wanted.get(exported);
    if (local === undefined) {
      local = this.requires ? `${this.free('trackedCron')}.${exported}` : this.free(exported);
      this.wanted.set(exported, local);
    }
    return local;
  }

  /** Writes the changes of imports; the last thing done to a file. */
  finish(): void {
    const gone = this.bindings.filter((one) => this.released.has(one.local) && !this.isUsed(one.local));
    const emptied: ImportBinding['statement'][] = [];
    for (const statement of new Set(gone.map((one) => one.statement))) {
      const all = this.bindings.filter((one) => one.statement === statement);
      const lost = gone.filter((one) => one.statement === statement);
      if (lost.length === all.length) emptied.push(statement);
      else this.removeFrom(statement as TS.ImportDeclaration, lost);
    }
    this.add(emptied);
  }

  /** A file that says `import x = require()` may not be allowed to say `import { x } from`. */
  private get requires(): boolean {
    return this.ast.statements.some(
      (statement) =>
        this.ts.isImportEqualsDeclaration(statement) &&
        this.ts.isExternalModuleReference(statement.moduleReference),
    );
  }

  private free(name: string): string {
    const taken = new Set(this.everyIdentifier().map((identifier) => identifier.text));
    for (const local of this.importedNames()) taken.add(local);
    if (!taken.has(name)) return name;
    let candidate = `Nest${name}`;
    for (let count = 2; taken.has(candidate); count += 1) candidate = `Nest${name}${count}`;
    return candidate;
  }

  /** Whether anything still names it, outside of imports and of what has been replaced. */
  private isUsed(local: string): boolean {
    const { ts } = this;
    return this.everyIdentifier().some(
      (identifier) =>
        identifier.text === local &&
        !this.edits.covers(identifier.getStart(this.ast)) &&
        !(ts.isPropertyAccessExpression(identifier.parent) && identifier.parent.name === identifier) &&
        !(ts.isPropertyAssignment(identifier.parent) && identifier.parent.name === identifier),
    );
  }

  private everyIdentifier(): TS.Identifier[] {
    if (this.identifiers) return this.identifiers;
    const found: TS.Identifier[] = [];
    const step = (node: TS.Node): void => {
      if (this.ts.isImportDeclaration(node) || this.ts.isImportEqualsDeclaration(node)) return;
      if (this.ts.isIdentifier(node)) found.push(node);
      this.ts.forEachChild(node, step);
    };
    step(this.ast);
    return (this.identifiers = found);
  }

  /** Type-only ones too: a name is a name. */
  private importedNames(): string[] {
    return this.ast.statements.flatMap((statement) => {
      if (!this.ts.isImportDeclaration(statement)) return [];
      const { name, namedBindings: named } = statement.importClause ?? {};
      const inBraces =
        named && this.ts.isNamedImports(named) ? named.elements.map((one) => one.name.text) : [];
      return [...(name ? [name.text] : []), ...inBraces];
    });
  }

  private removeFrom(statement: TS.ImportDeclaration, lost: ImportBinding[]): void {
    const clause = statement.importClause!;
    const named = clause.namedBindings;
    const specifiers = lost.flatMap(({ specifier }) => specifier ?? []);
    if (named && this.ts.isNamedImports(named) && specifiers.length === named.elements.length) {
      // only the default stays
      this.edits.remove(clause.name!.end, named.end);
    } else if (specifiers.length > 0) {
      removeListItems(this, (named as TS.NamedImports).elements, specifiers);
    }
    if (lost.some(({ exported, specifier }) => exported === 'default' && !specifier)) {
      this.edits.remove(clause.name!.getStart(this.ast), named!.getStart(this.ast));
    }
  }

  /** New names join the library's import, or take the place of one that went, or stand after the last import. */
  private add(emptied: ImportBinding['statement'][]): void {
    const names = [...this.wanted].map(([exported, local]) =>
      exported === local ? exported : `${exported} as ${local}`,
    );
    const list = this.libraryList();
    if (names.length === 0 || list) {
      for (const statement of emptied) removeStatement(this.ast, this.edits, statement);
      if (!list || names.length === 0) return;
      appendItems(this, { node: list, first: list.elements[0]!, last: list.elements.at(-1)! }, names);
      return;
    }
    const [replaced, ...others] = emptied;
    for (const statement of others) removeStatement(this.ast, this.edits, statement);
    if (replaced) {
      this.edits.replace(replaced.getStart(this.ast), replaced.end, this.statement(names, replaced));
      return;
    }
    const after = this.anchor();
    if (after) this.edits.insert(this.lineEnd(after.end), this.newline + this.statement(names, after));
    else this.edits.insert(this.top(), this.statement(names) + this.newline);
  }

  private libraryList(): TS.NamedImports | undefined {
    const known = this.bindings.find(({ module, specifier }) => module === LIBRARY && specifier);
    return known?.specifier?.parent;
  }

  /** With a semicolon where the import beside it has one. */
  private statement(names: string[], like?: ImportBinding['statement']): string {
    const end = !like || like.getText(this.ast).endsWith(';') ? ';' : '';
    const from = `${this.quote}${LIBRARY}${this.quote}`;
    if (this.requires) {
      const local = [...this.wanted.values()][0]!.split('.')[0];
      return `import ${local} = require(${from})${end}`;
    }
    return `import { ${names.join(', ')} } from ${from}${end}`;
  }

  private anchor(): ImportBinding['statement'] | undefined {
    const { ts } = this;
    const statements = this.ast.statements.filter(
      (one): one is ImportBinding['statement'] =>
        ts.isImportDeclaration(one) || ts.isImportEqualsDeclaration(one),
    );
    const schedule = this.bindings.findLast(({ module }) => module === '@nestjs/schedule');
    return schedule?.statement ?? statements.at(-1);
  }

  /** The end of a line on which only a comment follows, else the position itself. */
  private lineEnd(position: number): number {
    const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(this.ast.text.slice(position));
    return position + (rest?.[0].length ?? 0);
  }

  /** Before the first statement, after what is said about the file. */
  private top(): number {
    return this.ast.statements[0]?.getStart(this.ast) ?? this.ast.text.length;
  }
}
