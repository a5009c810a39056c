import { All, Delete, Options, Patch, Post, Put, Req } from '@nestjs/common';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { MOUNT } from './mount.js';
import { ProblemException } from './problem.exception.js';
import { restOfPath } from './rest-of-path.js';

/** Writes our last route as the adapter reads it; to be called before routes are registered. */
export function catchTheRest(adapter: string): void {
  const { prototype } = UnknownRouteController;
  const handler = Object.getOwnPropertyDescriptor(prototype, 'unknown')!;
  All(restOfPath(adapter))(prototype, 'unknown', handler);
}

/** Whatever else is asked for under our mount path; comes last. */
@AdminRoutes()
export class UnknownRouteController {
  @All(restOfPath('express'))
  @Requires('read')
  @LeavesOutOfScope()
  unknown(@Req() request: AdminRequest): never {
    throw new ProblemException('unknown-route', `There is no such route for ${request.method}.`);
  }

  // Of the mount path itself one by one: on Fastify a route for all methods and one for `GET` exclude each other.

  @Post(MOUNT)
  @Requires('read')
  @LeavesOutOfScope()
  post(@Req() request: AdminRequest): never {
    return this.unknown(request);
  }

  @Put(MOUNT)
  @Requires('read')
  @LeavesOutOfScope()
  put(@Req() request: AdminRequest): never {
    return this.unknown(request);
  }

  @Patch(MOUNT)
  @Requires('read')
  @LeavesOutOfScope()
  patch(@Req() request: AdminRequest): never {
    return this.unknown(request);
  }

  @Delete(MOUNT)
  @Requires('read')
  @LeavesOutOfScope()
  delete(@Req() request: AdminRequest): never {
    return this.unknown(request);
  }

  @Options(MOUNT)
  @Requires('read')
  @LeavesOutOfScope()
  options(@Req() request: AdminRequest): never {
    return this.unknown(request);
  }
}
