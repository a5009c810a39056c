import { applyDecorators, UseFilters, UseGuards } from '@nestjs/common';
import { ProblemFilter } from './problem.filter.js';
import { QueryGuard } from './query.guard.js';

/** What our controllers have in common that answer whoever asks. */
export function OpenRoutes(): ClassDecorator {
  return applyDecorators(UseGuards(QueryGuard), UseFilters(ProblemFilter));
}
