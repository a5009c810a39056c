import specs from '../../jest.config.js';

/** The page in a real Chromium, which most machines lack: npm run test:browser. */
export default {
  ...specs,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testMatch: ['**/*.browser.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/browser/support/second-try.ts'],
  testTimeout: 60_000,
};
