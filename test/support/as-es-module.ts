import { build, type Plugin } from 'esbuild';
import { join } from 'node:path';

/**
 * A CommonJS package that stands on Nest, as an ES module: jest can't let one require Nest 12, which is ES modules only.
 * @returns its exports; they stand on the same Nest as the test
 */
export async function asEsModule<Package>(name: string): Promise<Package> {
  const outfile = join(process.cwd(), 'dist/test', `${name.replaceAll('/', '-')}.mjs`);
  await build({
    entryPoints: [name],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins: [OTHERS],
  });
  return ((await import(outfile)) as { default: Package }).default;
}

/** Everything that it requires is imported by what is bundled with it. */
const OTHERS: Plugin = {
  name: 'others',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind, namespace }) => {
      if (kind === 'entry-point') return undefined;
      return namespace === 'others' ? { path, external: true } : { path, namespace: 'others' };
    });
    onLoad({ filter: /.*/, namespace: 'others' }, ({ path }) => ({
      contents: `export * from ${JSON.stringify(path)};`,
      resolveDir: process.cwd(),
    }));
  },
};
