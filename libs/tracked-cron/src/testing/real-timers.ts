import * as timers from 'node:timers';

/** The timers of the process, taken before any test fakes them: what a test has to wait for in real time. */
export const {
  setTimeout: realTimeout,
  clearTimeout: clearRealTimeout,
  setImmediate: realImmediate,
} = timers;
