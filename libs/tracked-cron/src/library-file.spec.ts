import { join } from 'node:path';
import { libraryFile, packageFolder } from './library-file.js';

describe('a file of this library', () => {
  const thread = 'cluster/lease.worker';

  it.each([
    ['an entry', '/app/node_modules/nestjs-tracked-cron/dist/esm/libs/tracked-cron/src/index.js'],
    ['what entries share', '/app/node_modules/nestjs-tracked-cron/dist/esm/chunk-ZA5A2U7C.js'],
    [
      'an entry in CommonJS',
      '/app/node_modules/nestjs-tracked-cron/dist/cjs/libs/tracked-cron/src/testing/index.js',
    ],
    ['what entries share in CommonJS', '/app/node_modules/nestjs-tracked-cron/dist/cjs/chunk-NOPNU7RC.js'],
  ])('is found from %s', (_, own) => {
    const build = /^.*dist.(esm|cjs)/.exec(own)![0];
    expect(libraryFile(thread, own)).toBe(join(build, 'libs/tracked-cron/src/cluster/lease.worker.js'));
  });

  it('is found beside the source', () => {
    expect(libraryFile(thread)).toBe(join(import.meta.dirname, 'cluster/lease.worker.ts'));
  });
});

describe('the folder of the package', () => {
  it.each([
    '/app/dist/node_modules/nestjs-tracked-cron/dist/cjs/libs/tracked-cron/src/index.js',
    '/app/dist/node_modules/nestjs-tracked-cron/dist/cjs/chunk-NOPNU7RC.js',
    '/app/dist/node_modules/nestjs-tracked-cron/dist/esm/libs/tracked-cron/src/index.js',
    '/app/dist/node_modules/nestjs-tracked-cron/dist/esm/chunk-ZA5A2U7C.js',
    '/app/dist/node_modules/nestjs-tracked-cron/dist/libs/tracked-cron/src/loaded-copies.js',
  ])('is found from %s', (own) => {
    expect(packageFolder(own)).toBe('/app/dist/node_modules/nestjs-tracked-cron');
  });

  it('is found from the source', () => {
    expect(packageFolder()).toBe(join(import.meta.dirname, '../../..'));
  });
});
