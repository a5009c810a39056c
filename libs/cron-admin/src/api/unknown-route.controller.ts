import { All, Req } from '@nestjs/common';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { ProblemException } from './problem.exception.js';

/** Whatever else is asked for under our mount path; comes last. */
@AdminRoutes()
export class UnknownRouteController {
  @All(['/', '*rest'])
  @Requires('read')
  @LeavesOutOfScope()
  unknown(@Req() request: AdminRequest): never {
    throw new ProblemException('unknown-route', `There is no such route for ${request.method}.`);
  }
}
