import type TS from 'typescript';
import { bare, declarationOf, nameOf } from '../source/constant.js';
import { decoratorsOf } from '../source/enclosing.js';
import { LIBRARY } from '../source/import-table.js';
import type { Project } from '../source/project.js';
import { lineOf, oneLine, walk, type SourceText } from '../source/source-text.js';
import { DefaultNames } from './default-names.js';
import { parametersType, type ParametersType } from './parameters-type.js';

/** A job as the type checker is to know it. */
interface KnownJob {
  readonly name: string;
  readonly parameters: ParametersType;
  /** `path:line` */
  readonly place: string;
}

/** The jobs of a project's sources, and those of which the name is only known at run time. */
export interface KnownJobs {
  readonly jobs: readonly KnownJob[];
  readonly unknown: readonly { readonly place: string; readonly what: string }[];
}

/** Finds `@TrackedCron` methods, those that subclasses inherit too, and `register({ name })`. */
export function knownJobs(project: Project): KnownJobs {
  const jobs: KnownJob[] = [];
  const unknown: { place: string; what: string }[] = [];
  const defaultNames = new DefaultNames(project);
  for (const source of project.sources) {
    if (!source.imports.imports(LIBRARY)) continue;
    const add = (
      node: TS.Node,
      options: TS.ObjectLiteralExpression | undefined,
      defaults: readonly string[],
    ): void => {
      const place = `${source.path}:${lineOf(source, node)}`;
      const given = options && property(source, options, 'name');
      const value = given && project.constantOf(source, given)?.value;
      const names = given ? (typeof value === 'string' ? [value] : []) : defaults;
      if (names.length === 0) unknown.push({ place, what: oneLine((given ?? node).getText(source.ast), 60) });
      const parameters = parametersType(source, options && property(source, options, 'parameters'));
      for (const name of names) jobs.push({ name, parameters, place });
    };
    walk(source, (node) => {
      if (source.ts.isMethodDeclaration(node)) {
        for (const call of trackedCrons(source, node)) {
          add(call, optionsOf(source, call.arguments[1]), defaultNames.of(source, node));
        }
      }
      const config = registered(source, node);
      if (config) add(node, config, []);
    });
  }
  return { jobs, unknown };
}

function trackedCrons(source: SourceText, method: TS.MethodDeclaration): TS.CallExpression[] {
  return decoratorsOf(source, method).flatMap(({ expression }) =>
    source.ts.isCallExpression(expression) &&
    source.imports.refersTo(expression.expression, LIBRARY, 'TrackedCron')
      ? expression
      : [],
  );
}

/** The object of `….register({ name, handler })`. */
function registered(source: SourceText, node: TS.Node): TS.ObjectLiteralExpression | undefined {
  const { ts } = source;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (node.expression.name.text !== 'register' || node.arguments.length !== 1) return undefined;
  const config = optionsOf(source, node.arguments[0]);
  if (!config) return undefined;
  const has = (name: string) =>
    config.properties.some((one) => one.name && nameOf(source, one.name) === name);
  return has('name') && has('handler') ? config : undefined;
}

function optionsOf(
  source: SourceText,
  expression: TS.Expression | undefined,
): TS.ObjectLiteralExpression | undefined {
  if (!expression) return undefined;
  const node = declarationOf(source, expression) ?? bare(source, expression);
  return source.ts.isObjectLiteralExpression(node) ? node : undefined;
}

/** A property's value; the last one that names it counts, in spreads too. */
function property(
  source: SourceText,
  object: TS.ObjectLiteralExpression,
  name: string,
): TS.Expression | undefined {
  const { ts } = source;
  let value: TS.Expression | undefined;
  for (const one of object.properties) {
    if (ts.isSpreadAssignment(one)) {
      const spread = optionsOf(source, one.expression);
      value = (spread && property(source, spread, name)) ?? value;
    } else if (nameOf(source, one.name) === name) {
      value = ts.isPropertyAssignment(one) ? one.initializer : (one.name as TS.Expression);
    }
  }
  return value;
}
