import { join } from 'node:path';
import ts from 'typescript';

const ROOT = process.cwd();

/** The packages that sources of tests import and this repository does not install. */
const STAND_INS = `
declare module 'node-cron' {
  interface Options { timezone?: string; name?: string; noOverlap?: boolean; scheduled?: boolean; recoverMissedExecutions?: boolean }
  export function schedule(expression: string, run: () => unknown, options?: Options): { stop(): void };
  const cron: { schedule: typeof schedule };
  export default cron;
}
declare module '@nestjs/config' {
  export class ConfigModule { static forRoot(): import('@nestjs/common').DynamicModule }
}
`;

/**
 * What the compiler says of sources that lie nowhere, as if they lay in this repository.
 * @param files text by relative path
 * @returns `path:line message`, of these files only
 */
export function typeErrors(files: ReadonlyMap<string, string>): string[] {
  const base = join(ROOT, 'virtual');
  const texts = new Map([...files].map(([path, text]) => [join(base, path), text]));
  texts.set(join(base, 'stand-ins.d.ts'), STAND_INS);
  const options: ts.CompilerOptions = {
    ...ts.getDefaultCompilerOptions(),
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    paths: { 'nestjs-tracked-cron': [join(ROOT, 'libs/tracked-cron/src/index.ts')] },
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.directoryExists = (path) => path.startsWith(base) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, language, ...others) => {
    const text = texts.get(path);
    return text === undefined
      ? getSourceFile(path, language, ...others)
      : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  // asked file by file: of what they import, only as much is checked as they need
  return [...texts.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ start, messageText }) => {
      const line = file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
      return `${path.slice(base.length + 1)}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
}
