import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type ts from 'typescript';
import { libraryProgram, samplePath, typeErrors } from './library-program.js';
import { readPages, ROOT } from './pages.js';
import { everyOption, readReference, referencePage } from './reference-page.js';

describe('the documentation', () => {
  const pages = readPages();
  const blocks = [...pages].flatMap(([page, { blocks: all }]) => all.map((block) => ({ page, ...block })));
  const typeScript = blocks.filter(({ language }) => language === 'ts' || language === 'typescript');
  const samples = typeScript.map(({ page, line, text }) => [samplePath(page, line), text] as const);
  // what one sample declares into the library would hold for the others too
  const declaring = new Map(samples.filter(([, text]) => text.includes('declare module')));
  const others = new Map(samples.filter(([path]) => !declaring.has(path)));
  let program: ts.Program;

  beforeAll(() => {
    program = libraryProgram(others);
  }, 120_000);

  it('has samples that compile against the library', () => {
    expect(samples.length).toBeGreaterThan(20);
    expect(typeErrors(program, others)).toEqual([]);
    expect(typeErrors(libraryProgram(declaring, program), declaring)).toEqual([]);
  }, 120_000);

  it('says of every option what it is for, and what it is when it is left out', () => {
    const untold = everyOption(program).filter(
      ({ purpose, optional, default: byDefault }) => purpose === '' || optional !== (byDefault !== null),
    );
    expect(untold.map(({ of, name }) => `${of}.${name}`)).toEqual([]);
  });

  it('has the reference that the option types make, see npm run docs:reference', () => {
    expect(readReference()).toBe(referencePage(program));
  });

  it('links to files and headings that are there', () => {
    const broken = [...pages].flatMap(([page, { links }]) =>
      links.flatMap(({ file, anchor, line }) => {
        const target = file === '' ? page : posix.join(posix.dirname(page), file);
        if (!existsSync(join(ROOT, target))) return `${page}:${line} there is no ${target}`;
        if (anchor === null || pages.get(target)?.anchors.has(anchor)) return [];
        return `${page}:${line} ${target} has no heading #${anchor}`;
      }),
    );
    expect(broken).toEqual([]);
  });

  it('shows every page of docs in its index', () => {
    const shown = pages.get('docs/README.md')!.links.map(({ file }) => `docs/${file}`);
    const written = [...pages.keys()].filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
    expect(written.filter((page) => !shown.includes(page))).toEqual([]);
  });
});
