import {
  Controller,
  ForbiddenException,
  Get,
  Inject,
  Injectable,
  Module,
  Req,
  Scope,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, ModuleRef, NestFactory, REQUEST } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { of, type Observable } from 'rxjs';
import { hostAdmin, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';
import type { AccessRequest } from './cron-admin-access.js';
import { GuardAccess, type MapRequest } from './guard-access.js';

interface User {
  readonly email: string;
  readonly isAdmin: boolean;
}
interface HostRequest extends AccessRequest {
  user?: User;
}

/** What the host knows its users by. */
@Injectable()
class Sessions {
  failure: Error | null = null;
  private readonly users = new Map<string, User>([
    ['sid=ann', { email: 'ann@example.com', isAdmin: false }],
    ['sid=root', { email: 'root@example.com', isAdmin: true }],
  ]);

  async userOf(cookie: unknown): Promise<User | undefined> {
    if (this.failure) throw this.failure;
    return this.users.get(String(cookie));
  }
}

/** As hosts write it, for requests. */
@Injectable()
class SessionGuard implements CanActivate {
  constructor(private readonly sessions: Sessions) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<HostRequest>();
    request.user = await this.sessions.userOf(request.headers.cookie);
    if (!request.user) throw new UnauthorizedException();
    return true;
  }
}

/** One for each request. */
@Injectable({ scope: Scope.REQUEST })
class PerRequestGuard implements CanActivate {
  constructor(@Inject(REQUEST) private readonly request: AccessRequest) {}
  canActivate(): Observable<boolean> {
    return of(this.request.headers['x-office'] !== 'closed');
  }
}

/** Nobody provides it. */
@Injectable()
class HouseGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.switchToHttp().getRequest<AccessRequest>().headers['x-house'] === 'gone')
      throw new ForbiddenException();
    return true;
  }
}

const map: MapRequest<HostRequest> = ({ user }) =>
  user ? { name: user.email, role: user.isAdmin ? 'admin' : 'viewer' } : null;
const metadata = { providers: [Sessions, SessionGuard, PerRequestGuard] };

describe("the host's own guards", () => {
  let host: HostedAdmin;
  let access: GuardAccess<HostRequest>;
  beforeAll(async () => {
    access = new GuardAccess([SessionGuard, PerRequestGuard, HouseGuard], map);
    host = await hostAdmin({ access, rateLimit: false }, { metadata });
  });
  afterAll(() => host.app.close());
  beforeEach(() => void (host.app.get(Sessions).failure = null));

  const ask = (headers: Record<string, string>, path = '', method = 'GET') =>
    host.ask(`/admin/cron-jobs${path}`, { token: null, headers, method });

  it('say who it is, and what they may do', async () => {
    expect((await ask({ Cookie: 'sid=ann' })).status).toBe(200);
    expect((await ask({ Cookie: 'sid=ann' }, `/${JOB}/pause`, 'POST')).status).toBe(403);
    expect((await ask({ Cookie: 'sid=root' }, `/${JOB}/pause`, 'POST')).status).toBe(200);
    expect(host.manager.steered.at(-1)).toMatchObject(['pause', JOB, { by: 'root@example.com' }]);
  });

  it.each<Record<string, string>>([
    {},
    { Cookie: 'sid=eve' },
    { Authorization: 'Bearer sid=ann' },
    { Cookie: 'sid=ann', 'X-Office': 'closed' },
    { Cookie: 'sid=ann', 'X-House': 'gone' },
  ])('know nobody by %j', async (headers) => {
    const { problem } = await ask(headers);
    expect(problem.type).toBe('urn:nestjs-tracked-cron:problem:unauthenticated');
  });

  it('that fail are no reason to let anybody in, nor to say who is wrong', async () => {
    host.app.get(Sessions).failure = new Error('redis://user:secret@cache is away');
    const { problem } = await ask({ Cookie: 'sid=ann' });
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain('redis');
  });

  it('serve for the handshake of a socket, where there is no context', async () => {
    const handshake = (cookie: string) => access.authenticate({ headers: { cookie } });
    expect(await handshake('sid=ann')).toEqual({ name: 'ann@example.com', role: 'viewer' });
    expect(await handshake('sid=eve')).toBeNull();
  });
});

/** What the access object says of a request, on an adapter of which the guards know nothing. */
describe('the same guards on Fastify', () => {
  @Controller()
  class Probe {
    @Get('who')
    who(@Req() request: AccessRequest & { found?: unknown }): unknown {
      return { found: request.found };
    }
  }

  @Injectable()
  class ProbeGuard implements CanActivate {
    private readonly access = new GuardAccess<HostRequest>([SessionGuard, PerRequestGuard, HouseGuard], map);
    constructor(moduleRef: ModuleRef) {
      this.access.attach(moduleRef);
    }
    async canActivate(context: ExecutionContext): Promise<true> {
      const request = context.switchToHttp().getRequest<AccessRequest & { found?: unknown }>();
      request.found = await this.access.authenticate(request, context);
      return true;
    }
  }

  @Module({
    controllers: [Probe],
    providers: [...metadata.providers, { provide: APP_GUARD, useClass: ProbeGuard }],
  })
  class Host {}

  it('say who it is', async () => {
    const app = await NestFactory.create(Host, new FastifyAdapter(), { logger: false });
    await app.listen(0, '127.0.0.1');
    const who = async (headers: Record<string, string>) =>
      (await fetch(`${await app.getUrl()}/who`, { headers })).json();
    expect(await who({ Cookie: 'sid=root' })).toEqual({ found: { name: 'root@example.com', role: 'admin' } });
    expect(await who({ Cookie: 'sid=eve' })).toEqual({ found: null });
    expect(await who({ Cookie: 'sid=root', 'X-Office': 'closed' })).toEqual({ found: null });
    await app.close();
  });
});

describe('GuardAccess', () => {
  it('shows a guard that knows sockets the handshake as one', async () => {
    const seen: unknown[] = [];
    const guard: CanActivate = {
      canActivate(context) {
        const { handshake } = context.switchToWs().getClient<{ handshake: AccessRequest }>();
        seen.push(
          context.getType(),
          handshake.headers.cookie,
          context.getArgs()[0] === context.switchToWs().getClient(),
        );
        return true;
      },
    };
    const access = new GuardAccess([guard], () => ({ name: 'ann', role: 'viewer' }), { handshake: 'ws' });
    expect(await access.authenticate({ headers: { cookie: 'sid=ann' } })).toMatchObject({ name: 'ann' });
    expect(seen).toEqual(['ws', 'sid=ann', true]);
  });

  it('opens nothing where guards let everybody pass and say nobody', async () => {
    const access = new GuardAccess<HostRequest>([{ canActivate: () => true }], map);
    expect(await access.authenticate({ headers: {} })).toBeNull();
  });

  it('needs guards and a map, and a map that says enough', async () => {
    expect(() => new GuardAccess([], map)).toThrow(/no guard/);
    expect(() => new GuardAccess([SessionGuard], undefined as never)).toThrow(/second argument/);
    const nameless = new GuardAccess([{ canActivate: () => true }], () => ({ name: '', role: 'viewer' }));
    await expect(nameless.authenticate({ headers: {} })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
    await expect(new GuardAccess([SessionGuard], map).authenticate({ headers: {} })).rejects.toThrow(
      /used by nobody/,
    );
  });

  it('says what to do about a guard that it can not make', async () => {
    const host = await hostAdmin({ access: new GuardAccess([SessionGuard], map) });
    expect((await host.ask('/admin/cron-jobs')).problem.status).toBe(422);
    await host.app.close();
  });
});
