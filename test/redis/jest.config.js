import specs from '../../jest.config.js';

/** What needs a Redis server, which most machines lack: npm run test:redis. */
export default {
  ...specs,
  rootDir: '../..',
  roots: ['<rootDir>/test/redis'],
  testMatch: ['**/*.redis.ts'],
};
