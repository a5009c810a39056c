import type TS from 'typescript';
import { ImportTable } from './import-table.js';
import { TextEdits } from './text-edits.js';
import type { TypeScript } from './typescript.js';

/** One source file: its text, its syntax, and the changes gathered for it. */
export interface SourceText {
  readonly ts: TypeScript;
  /** Relative to where the command runs, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly ast: TS.SourceFile;
  readonly newline: '\n' | '\r\n';
  /** The quotation mark of the file's first import. */
  readonly quote: string;
  readonly edits: TextEdits;
  readonly imports: ImportTable;
}

export function readSource(ts: TypeScript, path: string, text: string): SourceText {
  const ast = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const quote = /^import\b[^\n]*?(["'])/m.exec(text)?.[1] ?? "'";
  const edits = new TextEdits();
  const imports = new ImportTable(ts, ast, edits, newline, quote);
  return { ts, path, text, ast, newline, quote, edits, imports };
}

/** Whether the compiler could read all of it; what it guessed must not be rewritten. */
export function isWellFormed(source: SourceText): boolean {
  const { parseDiagnostics } = source.ast as TS.SourceFile & { parseDiagnostics?: readonly unknown[] };
  return (parseDiagnostics ?? []).length === 0;
}

/** A text as the file would write it, without anything to escape in it. */
export function inQuotes({ quote }: Pick<SourceText, 'quote'>, text: string): string {
  return `${quote}${text}${quote}`;
}

/** Line number of a node, from 1. */
export function lineOf({ ast }: SourceText, node: TS.Node): number {
  return ast.getLineAndCharacterOfPosition(node.getStart(ast)).line + 1;
}

/** Calls `visit` for each node of the file, in order. */
export function walk({ ts, ast }: SourceText, visit: (node: TS.Node) => void): void {
  const step = (node: TS.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(ast);
}

/** A node's text on one line, cut to what a report can bear. */
export function oneLine(text: string, most = 140): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 3)}...` : line;
}
