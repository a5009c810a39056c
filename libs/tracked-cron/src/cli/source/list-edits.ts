import type TS from 'typescript';
import type { SourceText } from './source-text.js';
import type { TextEdits } from './text-edits.js';

/** The part of a source that a list is edited with. */
export type Edited = Pick<SourceText, 'ast' | 'edits' | 'newline'>;

/** Removes items of a comma-separated list, each with its comma. Comments stay; a line that held nothing else goes. */
export function removeListItems(
  { ast, edits }: Edited,
  list: readonly TS.Node[],
  removed: readonly TS.Node[],
): void {
  const { text } = ast;
  const going = new Set(removed);
  const kept = list.findLastIndex((item) => !going.has(item));
  const tail = list.slice(kept + 1);
  const ends = kept >= 0 && tail.length > 0 && commaAfter(text, tail.at(-1)!.end) === 0;
  if (ends) removeTail({ ast, edits }, list[kept]!, tail);
  for (const item of list) {
    if (!going.has(item) || (ends && tail.includes(item))) continue;
    removeWithSpace(ast, edits, item.getStart(ast), item.end + commaAfter(text, item.end));
  }
}

/** The end of a list that no comma closes: the comma before it goes. */
function removeTail(
  { ast, edits }: Pick<Edited, 'ast' | 'edits'>,
  kept: TS.Node,
  tail: readonly TS.Node[],
): void {
  const { text } = ast;
  let end = kept.end;
  const gaps = tail.map((item) => {
    const gap = text.slice(end, item.getStart(ast));
    end = item.end;
    return gap;
  });
  if (gaps.every((gap) => /^[\s,]*$/.test(gap))) {
    edits.remove(kept.end, end);
    return;
  }
  for (const item of [kept, ...tail]) {
    const comma = commaAfter(text, item.end);
    edits.remove(item === kept ? item.end : item.getStart(ast), item.end + comma);
  }
}

/** Length of the comma behind a position, with the white space before it; 0 if there is none. */
export function commaAfter(text: string, end: number): number {
  return /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
}

/** Adds items behind the last one that stays: on lines of their own where the others are, behind what is said of it. */
export function appendItems(
  { ast, edits, newline }: Edited,
  list: { readonly node: TS.Node; readonly first: TS.Node; readonly last: TS.Node },
  added: readonly string[],
): void {
  const { text } = ast;
  const gap = gapBefore({ ast, newline }, list.node, list.first);
  const remark = /^(,?)[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)(?=\r?\n)/.exec(
    text.slice(list.last.end),
  );
  if (gap === ' ' || !remark) {
    edits.insert(list.last.end, added.map((item) => `,${gap}${item}`).join(''));
    return;
  }
  const comma = remark[1] === ',';
  if (!comma) edits.insert(list.last.end, ',');
  const items = added.map((item) => gap + item).join(',');
  edits.insert(list.last.end + remark[0].length, comma ? `${items},` : items);
}

/** What stands between the items of a list: a line break where they have lines of their own. */
export function gapBefore(
  { ast, newline }: Pick<Edited, 'ast' | 'newline'>,
  list: TS.Node,
  first: TS.Node,
): string {
  const start = first.getStart(ast);
  const spread = ast.text.slice(list.getStart(ast), start).includes('\n');
  return spread ? newline + indentOf(ast.text, start) : ' ';
}

/** White space before a position on its line. */
export function indentOf(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf('\n', position - 1) + 1, position);
  return /^[ \t]*/.exec(line)![0];
}

/** Removes a statement, and its line if nothing else stands there. Comments before it stay. */
export function removeStatement(ast: TS.SourceFile, edits: TextEdits, statement: TS.Node): void {
  const { text } = ast;
  const start = statement.getStart(ast);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(statement.end))?.[0];
  if (text.slice(lineStart, start).trim() !== '' || rest === undefined) {
    edits.remove(start, statement.end);
    return;
  }
  // an empty line set it apart from what stands before it
  const emptyBefore = /(?<=\n)(?:[ \t]*\r?\n)+$/.exec(text.slice(0, lineStart))?.[0].length ?? 0;
  edits.remove(lineStart - emptyBefore, statement.end + rest.length);
}

/** Takes the white space after a removed text along; where nothing else is on its line, the line. */
export function removeWithSpace(ast: TS.SourceFile, edits: TextEdits, start: number, end: number): void {
  const { text } = ast;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const ownLine = text.slice(lineStart, start).trim() === '';
  const [rest, lineBreak] = /^[ \t]*(\r?\n)?/.exec(text.slice(end))!;
  if (lineBreak === undefined) edits.remove(start, end + rest.length);
  else if (ownLine) edits.remove(lineStart, end + rest.length);
  else edits.remove(start, end);
}
