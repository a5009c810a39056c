// Checks the libraries a second time, as CommonJS, and writes their declarations into dist/cjs.
//
// TypeScript asks the nearest package.json whether a source is an ES module. Told otherwise, it reads the same sources as
// CommonJS, and resolves as Node does.
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const scope = { type: 'commonjs' };
const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(
  join(root, 'tsconfig.commonjs.json'),
  undefined,
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => report([problem]) },
);
/** Where each entry begins, by the name it is imported by. */
const entries = new Map(Object.entries(options.paths).map(([name, [source]]) => [name, join(root, source)]));

const host = ts.createCompilerHost(options);
const { readFile } = host;
host.readFile = (file) => (file === join(root, 'package.json') ? JSON.stringify(scope) : readFile(file));

const program = ts.createProgram(fileNames, options, host);
rmSync(options.outDir, { recursive: true, force: true }); // scripts that come after are named after what is in them
const transformers = { afterDeclarations: [reachEntriesByPath] };
const { diagnostics } = program.emit(undefined, undefined, undefined, undefined, transformers);
report([...ts.getPreEmitDiagnostics(program), ...diagnostics]);
writeFileSync(join(options.outDir, 'package.json'), `${JSON.stringify(scope)}\n`);

/** As bundle-commonjs.mjs does in scripts: the package's name can't be found from within dist/cjs. */
function reachEntriesByPath(context) {
  return (source) => {
    const visitIn = (parent) => (node) => {
      if (!ts.isStringLiteral(node)) return ts.visitEachChild(node, visitIn(node), context);
      const entry = isImport(parent) && entries.get(node.text);
      if (!entry) return node;
      const path = relative(dirname(source.fileName), entry).replace(/\.ts$/, '.js');
      return context.factory.createStringLiteral(path.startsWith('.') ? path : `./${path}`);
    };
    return ts.visitEachChild(source, visitIn(source), context);
  };
}

/** Of what declarations have: `import('…').Type` is a literal type. */
function isImport(node) {
  return ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node);
}

function report(problems) {
  if (problems.length === 0) return;
  console.error(
    ts.formatDiagnostics(problems, {
      getCanonicalFileName: (file) => file,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
  );
  process.exit(1);
}
