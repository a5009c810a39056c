import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { descriptionOf } from '../openapi/describe.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { readDto } from './read-dto.js';

/** Takes no parameters. */
class NoParameters {}

/** Refuses every parameter of a query where the route's description names none; the others read theirs themselves. */
@Injectable()
export class QueryGuard implements CanActivate {
  constructor(private readonly reply: HttpReply) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const description = descriptionOf(context.getHandler());
    if (description !== undefined && description.query === undefined) {
      const { searchParams } = this.reply.urlOf(context.switchToHttp().getRequest());
      await readDto(NoParameters, 'query', parseQuery(searchParams));
    }
    return true;
  }
}
