import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpReply } from './http-reply.js';
import { problemFromError } from './problem-from-error.js';

/** Answers every error of our routes with `application/problem+json`; bound to them, it comes before the host's filters. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('CronAdminModule');

  constructor(private readonly reply: HttpReply) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<unknown>();
    const { problem, headers, unexpected } = problemFromError(error);
    if (unexpected) this.logger.error(inFull(error));
    // An interceptor of the host that stumbles after our answer has left can't take it back.
    if (this.reply.isSent(response)) return;
    this.reply.send(response, problem.status, problem, {
      'Content-Type': 'application/problem+json; charset=utf-8',
      ...headers,
    });
  }
}

/** An error, and what caused it. */
function inFull(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = error.stack ?? error.message;
  return error.cause === undefined ? text : `${text}\ncaused by ${inFull(error.cause)}`;
}
