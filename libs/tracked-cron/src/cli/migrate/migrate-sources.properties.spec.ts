import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { migrateSources } from './migrate-sources.js';
import type { MigrationOptions } from './migration.js';

const FIXTURES = join(process.cwd(), 'libs/tracked-cron/src/cli/migrate/fixtures');
const SOURCES = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /before\/.*\.[cm]?ts$/.test(path))
  .sort()
  .map((path) => [path, readFileSync(join(FIXTURES, path), 'utf8')] as const);

const options = fc.record<MigrationOptions>({
  profile: fc.constantFrom('like-cron', 'recommended'),
  intervals: fc.boolean(),
});

/** Some of the hand-made sources in one application, as different editors save them. */
const application = fc
  .array(
    fc.record({
      source: fc.constantFrom(...SOURCES),
      folder: fc.constantFrom('src', 'src/billing', 'apps/shop/src', 'apps/mail/src'),
      windows: fc.boolean(),
      quote: fc.constantFrom("'", '"'),
      head: fc.constantFrom('', '// eslint-disable no-console\n', '#!/usr/bin/env node\n', '\uFEFF'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((files) => {
    const entries = files.map(({ source: [path, text], folder, windows, quote, head }, index) => {
      const unix =
        head + text.replaceAll('\r\n', '\n').replaceAll(/(?<=from )'([^']+)'/g, `${quote}$1${quote}`);
      const name: string = `${folder}/${index}-${path.replaceAll('/', '-')}`;
      return [name, windows ? unix.replaceAll('\n', '\r\n') : unix] as const;
    });
    return new Map(entries);
  });

/** Every comment of a text, in order. */
function commentsOf(text: string): string[] {
  const found: string[] = [];
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const isComment =
      token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia;
    if (isComment) found.push(scanner.getTokenText());
    // what follows a substitution of a template has to be asked for
    if (token === ts.SyntaxKind.CloseBraceToken && isTemplateRest(scanner))
      scanner.reScanTemplateToken(false);
  }
  return found;
}

function isTemplateRest(scanner: ts.Scanner): boolean {
  const before = scanner.getText().slice(0, scanner.getTokenFullStart());
  return before.lastIndexOf('${') > Math.max(before.lastIndexOf('}'), before.lastIndexOf('\n'));
}

/** Members and statements that have nothing to do with schedules, as text. */
function untouchable(text: string): string[] {
  const ast = ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const own = node.getText(ast);
    const isWhole = ts.isClassElement(node) || ts.isExpressionStatement(node) || ts.isVariableStatement(node);
    const scheduled =
      /cron|schedul|interval|timeout|constructor|onModuleInit|\bjob\b|\bcleanup\b|onApplicationBootstrap/i;
    if (isWhole && !scheduled.test(own)) found.push(own);
    else ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
}

describe('migrate-code over any application', () => {
  it('has nothing left to do the second time', () => {
    fc.assert(
      fc.property(application, options, (files, chosen) => {
        const first = migrateSources(ts, files, chosen);
        const second = migrateSources(ts, new Map([...files, ...first.changes]), chosen);
        expect([...second.changes]).toEqual([]);
        expect(second.rewritten).toEqual([]);
        const stayed = (result: typeof first) => result.leftAlone.map(({ path, what }) => `${path} ${what}`);
        expect(stayed(second)).toEqual(stayed(first));
      }),
      { numRuns: 100 },
    );
  });

  it('keeps every comment, and all code that schedules nothing', () => {
    fc.assert(
      fc.property(application, options, (files, chosen) => {
        for (const [path, text] of migrateSources(ts, files, chosen).changes) {
          const before = files.get(path)!;
          expect(commentsOf(text)).toEqual(commentsOf(before));
          expect(untouchable(text)).toEqual(expect.arrayContaining(untouchable(before)));
          expect(text.includes('\r\n')).toBe(before.includes('\r\n'));
          expect(text.replaceAll('\r\n', '').includes('\n')).toBe(
            before.replaceAll('\r\n', '').includes('\n'),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leaves nothing that the compiler can not read', () => {
    fc.assert(
      fc.property(application, options, (files, chosen) => {
        for (const [path, text] of migrateSources(ts, files, chosen).changes) {
          const { diagnostics } = ts.transpileModule(text, { fileName: path, reportDiagnostics: true });
          expect(diagnostics).toEqual([]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
