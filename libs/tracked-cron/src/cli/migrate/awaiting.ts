import type TS from 'typescript';
import { functionOf, hasModifier } from '../source/enclosing.js';
import type { SourceText } from '../source/source-text.js';

/** Nest waits for what these return, so they may become async. */
const AWAITED_HOOKS = new Set(['onModuleInit', 'onApplicationBootstrap']);

/** Makes room for `await` where a call answers a promise that it did not answer before. */
export class Awaiting {
  private readonly becomeAsync = new Set<TS.MethodDeclaration>();

  constructor(private readonly source: SourceText) {}

  /** Why a statement can't hold an `await`; undefined if it can. */
  problemAt(statement: TS.Node): string | undefined {
    const { ts } = this.source;
    const around = functionOf(this.source, statement);
    if (!around || ts.isConstructorDeclaration(around)) {
      return 'register() answers a promise, which nothing can wait for here: move it into onModuleInit()';
    }
    if (hasModifier(around, ts.SyntaxKind.AsyncKeyword) || this.hook(around)) return undefined;
    return 'register() answers a promise, and the function around it is not async: make it async';
  }

  /** Notes that a statement holds an `await`. */
  at(statement: TS.Node): void {
    const { ts } = this.source;
    const around = functionOf(this.source, statement);
    const hook = around && this.hook(around);
    if (hook && !hasModifier(hook, ts.SyntaxKind.AsyncKeyword)) this.becomeAsync.add(hook);
  }

  finish(): void {
    const { ast, edits } = this.source;
    for (const method of this.becomeAsync) {
      edits.insert(method.name.getStart(ast), 'async ');
      if (method.type) edits.replace(method.type.getStart(ast), method.type.end, 'Promise<void>');
    }
  }

  private hook(around: TS.SignatureDeclaration): TS.MethodDeclaration | undefined {
    const { ts, ast } = this.source;
    if (!ts.isMethodDeclaration(around) || !AWAITED_HOOKS.has(around.name.getText(ast))) return undefined;
    return !around.type || around.type.kind === ts.SyntaxKind.VoidKeyword ? around : undefined;
  }
}

/** The class whose `this` a node sees. */
export function classOfThis({ ts }: SourceText, node: TS.Node): TS.ClassLikeDeclaration | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionDeclaration(at) || ts.isFunctionExpression(at)) return undefined;
    if (ts.isClassLike(at)) return at;
    if (ts.isMethodDeclaration(at) && !ts.isClassLike(at.parent)) return undefined;
  }
  return undefined;
}
