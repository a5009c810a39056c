import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS } from '../cron-admin.tokens.js';
import type { AdminRequest } from '../api/admin-request.js';
import { ProblemException } from '../api/problem.exception.js';
import type { AccessAction, CronAdminAccess, Principal } from './cron-admin-access.js';
import { REQUIRED_ACTION } from './requires.decorator.js';
import { isSameOrigin } from './same-origin.js';

const PRINCIPAL = Symbol.for('nestjs-tracked-cron:admin:principal');
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Who sends this request, once {@link AccessGuard} let it in. */
export function principalOf(request: AdminRequest): Principal | undefined {
  return (request as { [PRINCIPAL]?: Principal })[PRINCIPAL];
}

/** Lets in whom the access object knows, for what it allows. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<AdminRequest>();
    if (!SAFE_METHODS.includes(request.method) && !isSameOrigin(request)) {
      throw new ProblemException(
        'cross-origin',
        'A browser may send this only from a page of the same origin.',
      );
    }
    const principal = await this.access.authenticate(request);
    if (!principal) {
      throw new ProblemException('unauthenticated', 'Send a valid token: "Authorization: Bearer <token>".', {
        headers: { 'WWW-Authenticate': 'Bearer' },
      });
    }
    Object.defineProperty(request, PRINCIPAL, { value: principal, configurable: true });
    const action = this.reflector.get<AccessAction | undefined>(REQUIRED_ACTION, context.getHandler());
    const target = request.params?.jobName === undefined ? {} : { job: request.params.jobName };
    if (action === undefined || !(await this.access.can(principal, action, target))) {
      throw new ProblemException('forbidden', `You have no permission to ${action ?? 'do this'} here.`);
    }
    return true;
  }
}
