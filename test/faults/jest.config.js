import specs from '../../jest.config.js';

/** The faults of the design, each with processes of its own: one at a time, and longer than a spec may take. */
export default {
  ...specs,
  rootDir: '../..',
  roots: ['<rootDir>/test/faults'],
  testMatch: ['**/*.fault.ts'],
  maxWorkers: 1,
  // that of five minutes without a database takes longer than them
  testTimeout: 600_000,
};
