import specs from '../../jest.config.js';

// nothing of it needs PostgreSQL
const { globalSetup: _start, globalTeardown: _stop, ...others } = specs;

process.env.SIMULATION_SCHEDULES ??= '10000';

/** The simulation at its full length. */
export default {
  ...others,
  rootDir: '../..',
  roots: ['<rootDir>/test/simulation'],
  testPathIgnorePatterns: ['/node_modules/'],
};
