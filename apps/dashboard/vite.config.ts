import { defineConfig } from 'vite';

/** Where a running application is, for `npm run dashboard:dev`. */
const application = process.env.DASHBOARD_API ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  // every address is relative to the page's <base>, which the server sets: any mount path, any proxy
  base: './',
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    // as data: addresses they would need an exception in the Content-Security-Policy
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' },
    modulePreload: { polyfill: false },
    // what the first screen may weigh is seen to by a test, as it is sent
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // 'use client' means something to servers that render; there is none here
      onLog: (level, log, say) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && say(level, log),
      output: {
        // a screen waits for all of its files, of which a browser fetches six at a time: a few larger ones are there sooner
        codeSplitting: {
          groups: [
            { name: 'index', tags: ['$initial'], priority: 2 },
            { name: 'charts', test: /[\\/](uplot|parts[\\/]charts[\\/]chart.*)[\\/.]/, priority: 1 },
            { name: 'parts', test: /[\\/]parts[\\/](?!tables)/, minShareCount: 2, priority: 1 },
            // what the first screen has no use for
            { name: 'lists', test: /[\\/]parts[\\/]tables[\\/]|virtual-core/, minShareCount: 2 },
            { name: 'shared', minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/admin/cron-jobs': {
        target: application,
        bypass: ({ url = '' }) => (/^\/admin\/cron-jobs\/dashboard(\/|$)/.test(url) ? url : undefined),
      },
      '/socket.io': { target: application, ws: true },
    },
  },
});
