import type { ArgumentsHost } from '@nestjs/common';
import { CRON_CONTEXT_TYPE } from './handler-factory.js';

/**
 * Whether an interceptor, guard, pipe or filter runs around a tracked job, and not around a request.
 *
 * @example if (isCronContext(context)) return next.handle();
 */
export function isCronContext(host: ArgumentsHost): boolean {
  return host.getType<string>() === CRON_CONTEXT_TYPE;
}
