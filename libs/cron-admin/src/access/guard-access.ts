import { HttpException, Scope, type CanActivate, type ExecutionContext, type Type } from '@nestjs/common';
import { ContextIdFactory, type ModuleRef } from '@nestjs/core';
import { isObservable, lastValueFrom } from 'rxjs';
import type { AccessRequest } from './cron-admin-access.js';
import { HandshakeContext } from './guard-context.js';
import { invalidAccess } from './invalid-access.js';
import { checkPrincipal, RoleAccess, type RoleAccessOptions, type RolePrincipal } from './role-access.js';

/**
 * Who it is, from what the guards left on the request; null for somebody who has no business here, or whom no guard knew:
 * a guard that lets everybody pass must not open anything.
 */
export type MapRequest<Request> = (request: Request) => RolePrincipal | null | Promise<RolePrincipal | null>;

type Maker = (request: AccessRequest) => Promise<CanActivate>;

/** How the guards are asked. */
export interface GuardAccessOptions extends RoleAccessOptions {
  /** What the handshake of a socket looks like to the guards: a request, or a message of a socket. Default: `'http'`. */
  handshake?: 'http' | 'ws';
}

/**
 * Access by the host's own guards, for requests and for the handshakes of sockets, where Nest runs none. A guard is taken
 * from wherever the host provides it, else made. One that answers false, or throws what Nest answers with 4xx, means 401.
 *
 * @example
 * new GuardAccess([AuthGuard], ({ user }: { user?: User }) =>
 *   user ? { name: user.email, role: user.isAdmin ? 'admin' : 'viewer' } : null)
 */
export class GuardAccess<Request = AccessRequest> extends RoleAccess {
  private moduleRef: ModuleRef | undefined;
  private readonly makers = new Map<Type<CanActivate>, Maker>();
  private readonly handshake: 'http' | 'ws';

  /** @throws TrackedCronError `INVALID_OPTION` */
  constructor(
    private readonly guards: readonly (Type<CanActivate> | CanActivate)[],
    private readonly map: MapRequest<Request>,
    { handshake = 'http', ...options }: GuardAccessOptions = {},
  ) {
    super(options);
    this.handshake = handshake;
    if (!Array.isArray(guards) || guards.length === 0 || guards.some((guard) => !guard)) {
      throw invalidAccess(
        'GuardAccess',
        'no guard is given. Write new GuardAccess([AuthGuard], ({ user }) => …).',
      );
    }
    if (typeof map !== 'function') {
      throw invalidAccess(
        'GuardAccess',
        "nothing says who somebody is. Write a second argument: ({ user }) => user && { name: user.email, role: 'viewer' }.",
      );
    }
  }

  attach(moduleRef: ModuleRef): void {
    this.moduleRef = moduleRef;
  }

  async authenticate(request: AccessRequest, context?: ExecutionContext): Promise<RolePrincipal | null> {
    const asked = context ?? new HandshakeContext(this.handshake, request);
    for (const guard of this.guards) {
      if (!(await passes(await this.made(guard, request), asked))) return null;
    }
    const principal = await this.map(request as Request);
    return principal ? checkPrincipal(principal, 'GuardAccess') : null;
  }

  private async made(guard: Type<CanActivate> | CanActivate, request: AccessRequest): Promise<CanActivate> {
    if (typeof guard !== 'function') return guard;
    const known = this.makers.get(guard) ?? this.makerOf(guard);
    this.makers.set(guard, known);
    return known(request);
  }

  private makerOf(guard: Type<CanActivate>): Maker {
    const { moduleRef } = this;
    if (!moduleRef) {
      throw invalidAccess('GuardAccess', 'it is used by nobody. Write CronAdminModule.forRoot({ access }).');
    }
    const scope = scopeOf(moduleRef, guard);
    if (scope === null) {
      const made = moduleRef.create(guard).catch((cause: unknown) => {
        const { name } = guard;
        const remedy = `${name} can't be made here. Write providers: [${name}] into a module of yours.`;
        throw Object.assign(invalidAccess('GuardAccess', remedy), { cause });
      });
      return () => made;
    }
    if (scope === Scope.DEFAULT) return async () => moduleRef.get(guard, { strict: false });
    return (request) => {
      const context = ContextIdFactory.getByRequest(request);
      moduleRef.registerRequestByContextId(request, context);
      return moduleRef.resolve(guard, context, { strict: false });
    };
  }
}

/** Null where nobody provides it. */
function scopeOf(moduleRef: ModuleRef, guard: Type<CanActivate>): Scope | null {
  try {
    return moduleRef.introspect(guard).scope;
  } catch {
    return null;
  }
}

async function passes(guard: CanActivate, context: ExecutionContext): Promise<boolean> {
  try {
    const answer = await guard.canActivate(context);
    return (isObservable(answer) ? await lastValueFrom(answer) : answer) === true;
  } catch (error) {
    if (error instanceof HttpException && error.getStatus() < 500) return false;
    throw error;
  }
}
