/** A fenced block of code. */
export interface CodeBlock {
  readonly language: string;
  /** The block alone on its own lines: every other line of the page is empty, so that line numbers are those of the page. */
  readonly text: string;
  readonly line: number;
}

export interface Link {
  /** The page or file, relative to this page; empty for an anchor of this page. */
  readonly file: string;
  readonly anchor: string | null;
  readonly line: number;
}

/**
 * What a test wants to know of a page.
 *
 * Right before a block may stand what a reader needn't see and the compiler must:
 *
 *     <!-- given
 *     import { TrackedCron } from 'nestjs-tracked-cron';
 *     -->
 */
export class MarkdownPage {
  readonly blocks: readonly CodeBlock[];
  readonly links: readonly Link[];
  /** Anchors of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;

  constructor(text: string) {
    const lines = text.split('\n');
    const { blocks, prose } = partsOf(lines);
    this.blocks = blocks;
    this.links = prose.flatMap(({ text: line, number }) => linksIn(line, number));
    this.anchors = anchorsOf(prose.flatMap(({ text: line }) => /^#{1,6} (.+)$/.exec(line)?.slice(1) ?? []));
  }
}

interface Line {
  readonly text: string;
  readonly number: number;
}

const FENCE = /^```(\w*)/;
const GIVEN = '<!-- given';

function partsOf(lines: readonly string[]): { blocks: CodeBlock[]; prose: Line[] } {
  const blocks: CodeBlock[] = [];
  const prose: Line[] = [];
  let given: Line[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const fence = FENCE.exec(lines[at]!);
    if (fence) {
      const inside = linesUntil(lines, at + 1, '```');
      const [, language = ''] = fence;
      blocks.push({ language, text: onTheirLines([...given, ...inside]), line: at + 1 });
      at += inside.length + 1;
      given = [];
    } else if (lines[at] === GIVEN) {
      given = linesUntil(lines, at + 1, '-->');
      at += given.length + 1;
    } else {
      if (lines[at] !== '') given = [];
      prose.push({ text: lines[at]!, number: at + 1 });
    }
  }
  return { blocks, prose };
}

function linesUntil(lines: readonly string[], from: number, end: string): Line[] {
  const to = lines.indexOf(end, from);
  return lines
    .slice(from, to === -1 ? undefined : to)
    .map((text, index) => ({ text, number: from + index + 1 }));
}

function onTheirLines(lines: readonly Line[]): string {
  const page: string[] = [];
  for (const { text, number } of lines) page[number - 1] = text;
  return Array.from(page, (line) => line ?? '').join('\n');
}

function linksIn(line: string, number: number): Link[] {
  const withoutCode = line.replace(/`[^`]*`/g, 'code');
  return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [file = '', anchor = null] = target.split('#');
      return { file, anchor, line: number };
    });
}

function anchorsOf(headings: readonly string[]): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headings) {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    let free = anchor;
    for (let count = 1; anchors.has(free); count += 1) free = `${anchor}-${count}`;
    anchors.add(free);
  }
  return anchors;
}
