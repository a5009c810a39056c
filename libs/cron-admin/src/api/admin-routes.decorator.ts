import { applyDecorators, UseFilters, UseGuards } from '@nestjs/common';
import { AccessGuard } from '../access/access.guard.js';
import { ProblemFilter } from './problem.filter.js';
import { QueryGuard } from './query.guard.js';

/** What all our controllers have in common; where they are mounted is said by `controllersAt`. */
export function AdminRoutes(): ClassDecorator {
  return applyDecorators(UseGuards(AccessGuard, QueryGuard), UseFilters(ProblemFilter));
}
