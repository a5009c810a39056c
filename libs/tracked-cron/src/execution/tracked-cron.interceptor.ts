import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { defaultIfEmpty, tap, type Observable } from 'rxjs';
import { CronContext } from './cron-context.js';

/**
 * Stands innermost, right around the handler, and notes what the handler itself did: its result or its own error, which
 * it passes on untouched. What interceptors further out make of it is another matter, and the runner's to judge.
 * Stateless; outside of an execution (a controller's method called by HTTP) it does nothing.
 */
@Injectable()
export class TrackedCronInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const attempt = CronContext.current()?.attemptRecord;
    if (!attempt) return next.handle();
    attempt.watched = true;
    return next.handle().pipe(
      defaultIfEmpty(undefined),
      tap({
        next: (result) => attempt.returned(result),
        error: (error: unknown) => attempt.threw(error),
      }),
    );
  }
}
