import specs from '../../jest.config.js';

process.env.FUZZ_REQUESTS ??= '5000';

/** Random requests in their full number. */
export default {
  ...specs,
  rootDir: '../..',
  roots: ['<rootDir>/test/fuzz'],
  testTimeout: 600_000,
};
