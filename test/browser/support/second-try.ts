import { jest } from '@jest/globals';

// a browser, an application and a database share two cores here: what fails once is said, and tried again at once
jest.retryTimes(1, { logErrorsBeforeRetry: true, retryImmediately: true });
