/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // whether the simulation finds broken rules takes half a minute, and is asked by npm run test:simulation
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/simulation/broken-rules.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/test/hosts/'], // other applications, with tests of their own
  testEnvironment: '<rootDir>/test/support/spec-environment.ts', // node's
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  moduleNameMapper: {
    '^nestjs-tracked-cron$': '<rootDir>/libs/tracked-cron/src/index.ts',
    '^nestjs-tracked-cron/internal$': '<rootDir>/libs/tracked-cron/src/internal.ts',
    '^nestjs-tracked-cron/monitor$': '<rootDir>/libs/cron-monitor/src/index.ts',
    '^nestjs-tracked-cron/testing$': '<rootDir>/libs/tracked-cron/src/testing/index.ts',
    '^nestjs-tracked-cron/admin$': '<rootDir>/libs/cron-admin/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/start-postgres.ts',
  globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
  // specs wait for PostgreSQL as much as they compute
  maxWorkers: '100%',
  // modules of a spec that is through stay in memory
  workerIdleMemoryLimit: '1GB',
  testTimeout: 20_000,
};
