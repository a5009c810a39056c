import type TS from 'typescript';
import { nameOf } from './constant.js';
import { decoratorsOf } from './enclosing.js';
import { appendItems, gapBefore } from './list-edits.js';
import { walk, type SourceText } from './source-text.js';

/** A class with `@Module`. */
export interface ModuleClass {
  readonly source: SourceText;
  readonly name: string;
  readonly call: TS.CallExpression;
}

export function modulesIn(source: SourceText): ModuleClass[] {
  const { ts, imports } = source;
  const found: ModuleClass[] = [];
  walk(source, (node) => {
    if (!ts.isClassDeclaration(node) || !node.name) return;
    for (const { expression: call } of decoratorsOf(source, node)) {
      if (ts.isCallExpression(call) && imports.refersTo(call.expression, '@nestjs/common', 'Module')) {
        found.push({ source, name: node.name.text, call });
      }
    }
  });
  return found;
}

/** Calls such as `ScheduleModule.forRoot()`. */
export function forRootCalls(source: SourceText, module: string, exported: string): TS.CallExpression[] {
  const { ts, imports } = source;
  const found: TS.CallExpression[] = [];
  walk(source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return;
    const { expression: owner, name } = node.expression;
    if (/^forRoot(?:Async)?$/.test(name.text) && imports.refersTo(owner, module, exported)) found.push(node);
  });
  return found;
}

/** Adds an import to a module, behind `after` if that is one of its imports. @returns false where it can't be written */
export function addModuleImport({ source, call }: ModuleClass, text: string, after?: TS.Node): boolean {
  const { ts, ast, edits } = source;
  if (after && ts.isArrayLiteralExpression(after.parent)) {
    insertItem(source, after.parent, after, text);
    return true;
  }
  const [options] = call.arguments;
  if (!options) {
    edits.replace(call.arguments.pos, call.end - 1, `{ imports: [${text}] }`);
    return true;
  }
  if (!ts.isObjectLiteralExpression(options)) return false;
  const known = options.properties.find((one) => one.name && nameOf(source, one.name) === 'imports');
  if (known) {
    const list = ts.isPropertyAssignment(known) ? known.initializer : undefined;
    if (!list || !ts.isArrayLiteralExpression(list)) return false;
    insertItem(source, list, list.elements.at(-1), text);
    return true;
  }
  const [first] = options.properties;
  if (!first) edits.replace(options.getStart(ast), options.end, `{ imports: [${text}] }`);
  else edits.insert(first.getStart(ast), `imports: [${text}],${gapBefore(source, options, first)}`);
  return true;
}

function insertItem(
  source: SourceText,
  list: TS.ArrayLiteralExpression,
  after: TS.Node | undefined,
  text: string,
): void {
  const { ast, edits } = source;
  if (!after) edits.replace(list.getStart(ast), list.end, `[${text}]`);
  else appendItems(source, { node: list, first: list.elements[0]!, last: after }, [text]);
}
