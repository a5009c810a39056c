import type TS from 'typescript';
import { constantOf } from '../source/constant.js';
import { indentOf } from '../source/list-edits.js';
import type { SourceText } from '../source/source-text.js';
import type { OptionFate, OptionValue } from './option-fate.js';

/** A positional argument and what becomes of it as a property. */
export interface PlannedArgument {
  readonly name: string;
  readonly node: TS.Expression;
  readonly fate: OptionFate;
}

/** Asks for the fate of each argument by the name it would have as a property. */
export function planArguments(
  source: SourceText,
  nodes: readonly TS.Expression[],
  names: readonly string[],
  fateOf: (name: string, value: OptionValue, node: TS.Expression) => OptionFate,
): PlannedArgument[] {
  return nodes.map((node, index) => {
    const name = names[index] ?? `argument ${index + 1}`;
    const value = { text: node.getText(source.ast), constant: constantOf(source, node), quote: source.quote };
    return { name, node, fate: fateOf(name, value, node) };
  });
}

/**
 * Turns `(a, b, c)` into `({ first, x: a, y: b, z: c, extra })`, in place: what stands between the arguments stays.
 * The braces go where the text before and behind the list is replaced, so they are the caller's.
 */
export function applyArguments(
  source: SourceText,
  planned: readonly PlannedArgument[],
  first: readonly string[],
  extra: readonly string[],
): void {
  const { ast, edits, newline } = source;
  const start = planned[0]!.node.getStart(ast);
  const gap = isSpread(source, planned[0]!.node) ? newline + indentOf(ast.text, start) : ' ';
  edits.insert(start, first.map((text) => `${text},${gap}`).join(''));
  let lastKept = planned[0]!.node;
  for (const { name, node, fate } of planned) {
    if (fate.fate === 'drop') {
      removeArgument(source, lastKept, node);
      continue;
    }
    const to = fate.fate === 'rename' ? fate.to : name;
    if (fate.fate === 'write') edits.replace(node.getStart(ast), node.end, fate.text);
    else if (node.getText(ast) !== to) edits.insert(node.getStart(ast), `${to}: `);
    lastKept = node;
  }
  edits.insert(lastKept.end, extra.map((text) => `,${gap}${text}`).join(''));
}

/** Whether a list has its first item on a line of its own. */
export function isSpread({ ast }: SourceText, first: TS.Node): boolean {
  const start = first.getStart(ast);
  const line = ast.text.slice(ast.text.lastIndexOf('\n', start - 1) + 1, start);
  return line.trim() === '';
}

/** With its comma, and without what is said beside it. */
function removeArgument({ ast, edits }: SourceText, lastKept: TS.Node, node: TS.Expression): void {
  const start = node.getStart(ast);
  const comma = ast.text.slice(0, start).lastIndexOf(',');
  const gap = ast.text.slice(comma + 1, start);
  if (comma < lastKept.end || gap.trim() !== '') {
    if (comma >= lastKept.end) edits.remove(comma, comma + 1);
    edits.remove(start, node.end);
  } else edits.remove(comma, node.end);
}
