import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ACCESS, ORIGINS } from '../cron-admin.tokens.js';
import type { AdminRequest } from '../api/admin-request.js';
import { ProblemException } from '../api/problem.exception.js';
import type { AccessAction, AccessTarget, CronAdminAccess, Principal } from './cron-admin-access.js';
import { entrantOf, type Entrant } from './gate.js';
import { RateLimits } from './rate-limits.js';
import { REQUIRED_ACTION } from './requires.decorator.js';
import { RequestTarget } from './request-target.js';
import { assertSameOrigin } from './same-origin.js';
import { LEAVES_OUT } from './scoped.decorator.js';

const ENTRANT = Symbol.for('nestjs-tracked-cron:admin:entrant');
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Who sends this request, and what there is for them, once {@link AccessGuard} let it in. */
export function entrantOfRequest(request: AdminRequest): Entrant {
  return (request as unknown as { [ENTRANT]: Entrant })[ENTRANT];
}

/** Who sends this request, once {@link AccessGuard} let it in. */
export function principalOf(request: AdminRequest): Principal | undefined {
  return (request as { [ENTRANT]?: Entrant })[ENTRANT]?.principal;
}

/** Lets in whom the access object knows, for what it allows, to what there is for them. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    @Inject(ORIGINS) private readonly origins: readonly string[],
    private readonly limits: RateLimits,
    private readonly targets: RequestTarget,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<AdminRequest>();
    const changes = !SAFE_METHODS.includes(request.method);
    if (changes) assertSameOrigin(request, this.origins);
    const entrant = await this.limits.login(request, () => entrantOf(this.access, request, context));
    Object.defineProperty(request, ENTRANT, { value: entrant, configurable: true });
    if (changes) this.limits.write(entrant.principal);
    const target = await this.targets.of(request, entrant.scope);
    await this.check(entrant, context, target);
    return true;
  }

  private async check({ principal, scope }: Entrant, context: ExecutionContext, target: AccessTarget) {
    const handler = context.getHandler();
    const action = this.reflector.get<AccessAction | undefined>(REQUIRED_ACTION, handler);
    if (action === undefined || !(await this.access.can(principal, action, target))) {
      throw new ProblemException('forbidden', `You have no permission to ${action ?? 'do this'} here.`);
    }
    const narrowed = target.job !== undefined || this.reflector.get<true | undefined>(LEAVES_OUT, handler);
    if (scope !== null && !narrowed) {
      throw new ProblemException('forbidden', 'This is about more jobs than there are for you.');
    }
  }
}
