import type TS from 'typescript';
import { hasModifier } from '../source/enclosing.js';
import { LIBRARY } from '../source/import-table.js';
import { indentOf } from '../source/list-edits.js';
import { walk, type SourceText } from '../source/source-text.js';
import { TextEdits } from '../source/text-edits.js';

type Member = TS.ParameterDeclaration | TS.PropertyDeclaration;

/** How a class gets at the manager. */
interface Access {
  readonly member: string;
  /** Whether it has it already. */
  readonly present: boolean;
  /** The `SchedulerRegistry` it has. */
  readonly registry?: Member;
}

/** Gives classes of one file the manager that their jobs are registered with. */
export class ProviderEdits {
  private readonly accesses = new Map<TS.ClassLikeDeclaration, Access>();

  constructor(
    private readonly source: SourceText,
    private readonly madeByHand: ReadonlySet<string>,
  ) {}

  /** The member of a class that holds what `module` exports by one of these names, injected by Nest. */
  memberOf(owner: TS.ClassLikeDeclaration, module: string, exported: readonly string[]): Member | undefined {
    const { ts, imports } = this.source;
    return membersOf(this.source, owner).find(
      ({ type }) =>
        type !== undefined &&
        ts.isTypeReferenceNode(type) &&
        exported.some((name) => imports.refersTo(type.typeName, module, name)),
    );
  }

  /** Why a class can't be given the manager; undefined if it can, or has it. */
  problemWith(owner: TS.ClassLikeDeclaration): string | undefined {
    const { ts } = this.source;
    if (this.accesses.has(owner) || this.memberOf(owner, LIBRARY, ['CronJobManager', 'ICronJobManager']))
      return undefined;
    const taken = owner.members.some((one) => one.name?.getText(this.source.ast) === 'cronJobManager');
    if (
      taken ||
      membersOf(this.source, owner).some((one) => one.name.getText(this.source.ast) === 'cronJobManager')
    ) {
      return 'its class has another cronJobManager: rename that';
    }
    // injected like the registry beside it, as a property
    if (this.registryOf(owner)?.kind === ts.SyntaxKind.PropertyDeclaration) return undefined;
    if (owner.name && this.madeByHand.has(owner.name.text)) {
      return `other code extends or makes ${owner.name.text}, whose constructor would change: inject CronJobManager by hand`;
    }
    const constructors = owner.members.filter(ts.isConstructorDeclaration);
    if (constructors.length > 1) return 'its class has several constructors: inject CronJobManager by hand';
    if (constructors[0]?.parameters.at(-1)?.questionToken) {
      return 'the last parameter of its constructor is optional: inject CronJobManager by hand';
    }
    const inherits = owner.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
    if (constructors.length === 0 && inherits) {
      return 'its class inherits its constructor: inject CronJobManager by hand';
    }
    return undefined;
  }

  /** How a method of the class writes the manager; the class is given it in the end. */
  manager(owner: TS.ClassLikeDeclaration): string {
    let access = this.accesses.get(owner);
    if (!access) {
      const known = this.memberOf(owner, LIBRARY, ['CronJobManager', 'ICronJobManager']);
      access = {
        member: known ? known.name.getText(this.source.ast) : 'cronJobManager',
        present: known !== undefined,
        registry: this.registryOf(owner),
      };
      this.accesses.set(owner, access);
    }
    return `this.${access.member}`;
  }

  /** Writes what the classes need, once their jobs have been rewritten. */
  finish(): void {
    for (const [owner, access] of this.accesses) {
      if (access.present) continue;
      if (access.registry && this.isIdle(owner, access.registry))
        this.replace(access.registry, access.member);
      else if (access.registry && this.source.ts.isPropertyDeclaration(access.registry))
        this.copy(access.registry, access.member);
      else this.inject(owner, access.member);
    }
  }

  /** The `SchedulerRegistry` that a class is given. */
  registryOf(owner: TS.ClassLikeDeclaration): Member | undefined {
    return this.memberOf(owner, '@nestjs/schedule', ['SchedulerRegistry']);
  }

  /** Whether nothing of a class, and nobody else, uses a member any more. */
  private isIdle(owner: TS.ClassLikeDeclaration, member: Member): boolean {
    const { ts, ast, edits } = this.source;
    if (!hasModifier(member, ts.SyntaxKind.PrivateKeyword)) return false;
    const name = member.name.getText(ast);
    let uses = 0;
    walk(this.source, (node) => {
      if (!ts.isIdentifier(node) || node.text !== name || node === member.name) return;
      const inside = ts.findAncestor(node, (one) => one === owner) !== undefined;
      if (inside && !edits.covers(node.getStart(ast))) uses += 1;
    });
    return uses === 0;
  }

  /** The registry's place is the manager's: whoever makes the class by hand passes as many arguments as before. */
  private replace(registry: Member, member: string): void {
    for (const [node, text] of this.asManager(registry, member)) {
      if (node !== registry.name) this.source.imports.release(node);
      this.source.edits.replace(node.getStart(this.source.ast), node.end, text);
    }
  }

  /** Below a registry that is injected as a property, the manager is too. */
  private copy(registry: TS.PropertyDeclaration, member: string): void {
    const { ast, edits, newline, text } = this.source;
    const start = registry.getStart(ast);
    const copied = new TextEdits();
    for (const [node, to] of this.asManager(registry, member))
      copied.replace(node.getStart(ast), node.end, to);
    edits.insert(registry.end, newline + indentOf(text, start) + copied.apply(text, start, registry.end));
  }

  /** What a registry is called and injected by, and what the manager would be. */
  private asManager(registry: Member, member: string): [TS.Node, string][] {
    const { ts, imports } = this.source;
    const manager = imports.want('CronJobManager');
    const injected = (ts.getDecorators(registry) ?? [])
      .flatMap(({ expression }) => (ts.isCallExpression(expression) ? [...expression.arguments] : []))
      .filter((argument) => imports.refersTo(argument, '@nestjs/schedule', 'SchedulerRegistry'));
    return [
      [registry.name, member],
      [(registry.type as TS.TypeReferenceNode).typeName, manager],
      ...injected.map((argument): [TS.Node, string] => [argument, manager]),
    ];
  }

  private inject(owner: TS.ClassLikeDeclaration, member: string): void {
    const { ts, ast, edits, imports, newline } = this.source;
    const parameter = `private readonly ${member}: ${imports.want('CronJobManager')}`;
    const known = owner.members.find(ts.isConstructorDeclaration);
    const last = known?.parameters.at(-1);
    if (known && last) {
      const start = known.parameters[0]!.getStart(ast);
      const spread = ast.text.slice(known.getStart(ast), start).includes('\n');
      edits.insert(last.end, `,${spread ? newline + indentOf(ast.text, start) : ' '}${parameter}`);
    } else if (known) {
      edits.insert(known.parameters.pos, parameter);
    } else {
      const first = owner.members.find((one) => !ts.isPropertyDeclaration(one)) ?? owner.members[0]!;
      const at = first.getStart(ast);
      edits.insert(at, `constructor(${parameter}) {}${newline}${newline}${indentOf(ast.text, at)}`);
    }
  }
}

/** Properties, and parameters of the constructor. */
function membersOf({ ts }: SourceText, owner: TS.ClassLikeDeclaration): Member[] {
  return owner.members.flatMap((member): Member[] => {
    if (ts.isPropertyDeclaration(member)) return [member];
    if (!ts.isConstructorDeclaration(member)) return [];
    return member.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, member));
  });
}
