import type TS from 'typescript';
import { appendItems, commaAfter, indentOf, removeWithSpace } from '../source/list-edits.js';
import type { SourceText } from '../source/source-text.js';
import { isSpread } from './argument-list.js';
import { applyObject, type ObjectPlan } from './object-plan.js';

/** The properties of a last argument stand among the other arguments, as properties of one object: their braces go. */
export function unwrapOptions(
  source: SourceText,
  call: TS.CallExpression,
  { node, plan }: { readonly node: TS.ObjectLiteralExpression; readonly plan: ObjectPlan },
  extra: readonly string[],
): void {
  const { ast, edits } = source;
  const { text } = ast;
  const start = node.getStart(ast);
  const stays = (property: TS.ObjectLiteralElementLike) => plan.fates.get(property)?.fate !== 'drop';
  applyObject(source, node, plan, []);
  const last = node.properties.findLast(stays)!;
  if (extra.length > 0) appendItems(source, { node: call, first: call.arguments[0]!, last }, extra);
  outdent(source, node, node.properties.filter(stays));
  const opening = /^\{[ \t]*(?:\r?\n[ \t]*)?/.exec(text.slice(start))![0].length;
  if (stays(node.properties[0]!)) edits.remove(start, start + opening);
  else removeWithSpace(ast, edits, start, start + 1);
  // one comma ends the list: that of the options, or else that behind them
  const behind =
    node.end + (commaAfter(text, node.properties.at(-1)!.end) > 0 ? commaAfter(text, node.end) : 0);
  const kept = isSpread(source, call.arguments[0]!) ? commaAfter(text, last.end) : 0;
  if (/\/[/*]/.test(text.slice(last.end, node.end))) removeWithSpace(ast, edits, node.end - 1, behind);
  else edits.remove(last.end + kept, behind);
}

/** Properties on lines of their own stand as deep as the arguments did. */
function outdent({ ast, edits }: SourceText, node: TS.Node, properties: readonly TS.Node[]): void {
  const depth = indentOf(ast.text, node.getStart(ast)).length;
  for (const property of properties) {
    const start = property.getStart(ast);
    const indent = ast.text.slice(ast.text.lastIndexOf('\n', start - 1) + 1, start);
    const joined = /\{\s*$/.test(ast.text.slice(node.getStart(ast), start));
    if (indent.trim() === '' && indent.length > depth && !joined)
      edits.remove(start - indent.length + depth, start);
  }
}
