import type TS from 'typescript';
import { classOf, decoratorsOf, defaultJobName, hasModifier } from '../source/enclosing.js';
import { walk, type SourceText } from '../source/source-text.js';
import { migrateCron } from './cron-decorator.js';
import { migrateInterval } from './interval-decorator.js';
import type { Migration } from './migration.js';

const SCHEDULE = '@nestjs/schedule';
const KINDS = ['Cron', 'Interval', 'Timeout'] as const;
type Kind = (typeof KINDS)[number];

/** A decorator of `@nestjs/schedule` on a method that Nest would find. */
export interface DecoratedMethod {
  readonly decorator: TS.Decorator;
  readonly call: TS.CallExpression;
  readonly method: TS.MethodDeclaration;
  /** `Class.method`; undefined for a class without a name. */
  readonly defaultName: string | undefined;
}

/** Rewrites what `@nestjs/schedule` decorates in one file, where that is safe. */
export function migrateScheduleDecorators(source: SourceText, migration: Migration): void {
  walk(source, (node) => {
    const kind = KINDS.find((one) => source.imports.refersTo(node, SCHEDULE, one));
    if (!kind || isPartOfName(source, node) || source.ts.findAncestor(node, source.ts.isImportDeclaration))
      return;
    const decorated = decoratedMethod(source, node);
    if (!decorated) {
      migration.leave(
        source,
        statementOf(source, node),
        `${kind} is not used as a decorator of a method here: rewrite it by hand`,
      );
      return;
    }
    const problem = problemOf(source, decorated);
    if (problem !== undefined) migration.leave(source, decorated.decorator, problem);
    else rewrite(source, migration, kind, decorated);
  });
}

function rewrite(source: SourceText, migration: Migration, kind: Kind, decorated: DecoratedMethod): void {
  if (kind === 'Cron') migrateCron(source, migration, decorated);
  else if (kind === 'Interval') migrateInterval(source, migration, decorated);
  else
    migration.leave(
      source,
      decorated.decorator,
      '@Timeout runs once after the start: that is not a schedule',
    );
}

function decoratedMethod(source: SourceText, callee: TS.Node): DecoratedMethod | undefined {
  const { ts } = source;
  const call = callee.parent;
  if (!ts.isCallExpression(call) || call.expression !== callee) return undefined;
  const decorator = call.parent;
  if (!ts.isDecorator(decorator) || !ts.isMethodDeclaration(decorator.parent)) return undefined;
  return { decorator, call, method: decorator.parent, defaultName: defaultJobName(source, decorator.parent) };
}

/** Why a decorated method can't be a tracked job. */
function problemOf(source: SourceText, { decorator, method }: DecoratedMethod): string | undefined {
  const { ts } = source;
  if (hasModifier(method, ts.SyntaxKind.StaticKeyword)) {
    return 'Nest never ran a static method: remove the decorator, or "static"';
  }
  if (ts.isComputedPropertyName(method.name))
    return 'a job is called by the name of its method, and this one is computed';
  if (method.asteriskToken) return 'a call of a generator runs nothing of it: write async instead of *';
  const owner = classOf(source, method);
  if (
    owner &&
    decoratorsOf(source, owner).some((one) => /\bScope\.REQUEST\b/.test(one.getText(source.ast)))
  ) {
    return 'Nest never ran it, because its class is made for each request: now it would run';
  }
  const beside = decoratorsOf(source, method).filter((one) => one !== decorator);
  if (beside.some((one) => isCallOf(source, one, 'nestjs-tracked-cron', ['TrackedCron']))) {
    return '@TrackedCron stands beside it, and the application refuses to start with both: remove this one';
  }
  if (beside.some((one) => isCallOf(source, one, SCHEDULE, KINDS))) {
    return 'of several schedules on one method Nest runs only the first: remove those that never ran';
  }
  return undefined;
}

function isCallOf(
  source: SourceText,
  { expression }: TS.Decorator,
  module: string,
  names: readonly string[],
): boolean {
  const callee = source.ts.isCallExpression(expression) ? expression.expression : expression;
  return names.some((name) => source.imports.refersTo(callee, module, name));
}

/** The `Cron` of `other.Cron` is another's. */
function isPartOfName({ ts }: SourceText, node: TS.Node): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isMethodDeclaration(parent) && parent.name === node)
  );
}

function statementOf({ ts }: SourceText, node: TS.Node): TS.Node {
  return ts.findAncestor(node, ts.isCallExpression) ?? node;
}
