import { createParamDecorator } from '@nestjs/common';
import { CronContext } from './cron-context.js';

/**
 * Gives a handler the execution it is part of. A handler that does not ask gets no argument, as under `@Cron`.
 *
 * @example
 * @TrackedCron('0 * * * *')
 * async importFixtures(@Execution() ctx: CronContext) { await fetch(url, { signal: ctx.signal }); }
 */
export const Execution: () => ParameterDecorator = createParamDecorator(() => CronContext.current());
