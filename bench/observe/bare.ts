import 'reflect-metadata';
import { timeCalls, type CallParameters, type CallTimes } from './calls.js';

/** `@nestjs/schedule` alone. */
export function task(parameters: CallParameters): Promise<CallTimes> {
  return timeCalls(parameters, []);
}
