import { applyDecorators, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { AccessGuard } from '../access/access.guard.js';
import { ForgetOnWriteInterceptor } from '../cache/forget-on-write.interceptor.js';
import { ProblemFilter } from './problem.filter.js';
import { QueryGuard } from './query.guard.js';

/** What all our controllers have in common; where they are mounted is said by `controllersAt`. */
export function AdminRoutes(): ClassDecorator {
  return applyDecorators(
    UseGuards(AccessGuard, QueryGuard),
    UseInterceptors(ForgetOnWriteInterceptor),
    UseFilters(ProblemFilter),
  );
}
