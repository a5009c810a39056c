import { Get, Inject, Optional, Req, Res } from '@nestjs/common';
import { CronJobManager, LIBRARY_VERSION, SystemClock, type ICronJobManager } from 'nestjs-tracked-cron';
import { entrantOfRequest } from '../access/access.guard.js';
import { roleOf } from '../access/role-access.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import { permissionsOf } from '../access/permissions.js';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { HttpReply } from '../api/http-reply.js';
import { ACCESS } from '../cron-admin.tokens.js';
import { CronAdminGateway } from '../live/cron-admin.gateway.js';
import { Describe } from '../openapi/describe.decorator.js';
import { isProduction } from './is-production.js';
import { session, type Session } from './session.schema.js';

/** Who asks, what they may, and where they are: the first thing the page wants to know. */
@AdminRoutes()
export class SessionController {
  private readonly clock = new SystemClock();

  constructor(
    @Inject(CronJobManager)
    private readonly manager: Pick<ICronJobManager, 'application' | 'environment' | 'release'>,
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    private readonly reply: HttpReply,
    @Optional() @Inject(CronAdminGateway) private readonly gateway?: CronAdminGateway,
  ) {}

  @Get('session')
  @Requires('read')
  @Describe({ summary: 'Who you are, what you may do, and where you are', answer: session })
  @LeavesOutOfScope()
  async read(@Req() request: AdminRequest, @Res() response: unknown): Promise<Session> {
    const { principal } = entrantOfRequest(request);
    const { application, environment, release } = this.manager;
    const role = roleOf(principal);
    return this.reply.send(response, 200, {
      name: principal.name,
      ...(role && { role }),
      permissions: await permissionsOf(this.access, principal, { application, environment }),
      expiresAt: principal.expiresAt ?? null,
      application,
      environment,
      production: isProduction(environment),
      release,
      libraryVersion: LIBRARY_VERSION,
      serverTime: new Date(this.clock.now()),
      live: this.gateway?.isOpen ?? false,
    });
  }
}
