import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './pages.js';

/**
 * The library's entries, and beside them sources that lie nowhere, compiled as an application would: with what
 * `nest new` writes into `tsconfig.json`, and strict.
 * @param samples text by path, relative to the repository
 * @param before a program whose other files are taken as they are
 */
export function libraryProgram(
  samples: ReadonlyMap<string, string> = new Map(),
  before?: ts.Program,
): ts.Program {
  const texts = new Map([...samples].map(([path, text]) => [join(ROOT, path), text]));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    moduleDetection: ts.ModuleDetectionKind.Force,
    types: ['node', 'jest'],
    strict: true,
    isolatedModules: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    skipLibCheck: true,
    noEmit: true,
    paths: entryPaths(),
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...others) => {
    const text = texts.get(path);
    if (text === undefined) return getSourceFile(path, language, ...others);
    return ts.createSourceFile(path, text, language);
  };
  return ts.createProgram([...Object.values(entryPaths()).flat(), ...texts.keys()], options, host, before);
}

/** Where the entry points of the package come from: `nestjs-tracked-cron/admin` and its like. */
function entryPaths(): Record<string, string[]> {
  const { config } = ts.parseConfigFileTextToJson(
    'tsconfig.json',
    readFileSync(join(ROOT, 'tsconfig.json'), 'utf8'),
  ) as {
    config: { compilerOptions: { paths: Record<string, string[]> } };
  };
  return Object.fromEntries(
    Object.entries(config.compilerOptions.paths).map(([entry, files]) => [
      entry,
      files.map((file) => join(ROOT, file)),
    ]),
  );
}

/** What the compiler says of those sources: `docs/testing.md:35 message`. */
export function typeErrors(program: ts.Program, samples: ReadonlyMap<string, string>): string[] {
  return [...samples.keys()].flatMap((path) => {
    const source = program.getSourceFile(join(ROOT, path))!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ start, messageText }) => {
        const line = source.getLineAndCharacterOfPosition(start ?? 0).line + 1;
        return `${pageOf(path)}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      },
    );
  });
}

/** The path of a sample, which the compiler takes for a file beside its page. */
export function samplePath(page: string, line: number): string {
  return `${page}.${line}.ts`;
}

function pageOf(path: string): string {
  return path.replace(/\.\d+\.ts$/, '');
}
