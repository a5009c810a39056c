import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [swc.vite({ module: { type: 'es6' } })], // for the metadata of decorators
  test: { globals: true, include: ['test/**/*.spec.ts'] },
});
