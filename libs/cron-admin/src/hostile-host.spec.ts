import {
  Catch,
  HttpException,
  Injectable,
  SetMetadata,
  ValidationPipe,
  VersioningType,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { access, hostAdmin, TOKENS, type HostedAdmin } from './testing/hosted-admin.js';
import { EXECUTION_ID, JOB } from './testing/memory-manager.js';

const Public = () => SetMetadata('host:public', true);

@Injectable()
class PassGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride('host:public', [context.getHandler(), context.getClass()]))
      return true;
    return (
      context.switchToHttp().getRequest<{ headers: Record<string, string> }>().headers['x-pass'] === 'yes'
    );
  }
}

class EnvelopeInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data) => ({ ok: true, data })));
  }
}

class StumblingInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map(() => {
        throw new Error('the host expected something else');
      }),
    );
  }
}

@Catch()
class CatchAllFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const status = error instanceof HttpException ? error.getStatus() : 500;
    host.switchToHttp().getResponse().status(status).json({ ok: false });
  }
}

const metadata = {
  providers: [
    { provide: APP_GUARD, useClass: PassGuard },
    { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
    { provide: APP_INTERCEPTOR, useClass: StumblingInterceptor },
    { provide: APP_FILTER, useClass: CatchAllFilter },
    {
      provide: APP_PIPE,
      useValue: new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
    },
  ],
};

function configure(app: INestApplication): void {
  app.setGlobalPrefix('api');
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
}

describe('in a host that was not made for us', () => {
  let host: HostedAdmin;
  const pass = { 'X-Pass': 'yes' };
  beforeAll(async () => void (host = await hostAdmin({ access: access() }, { metadata, configure })));
  afterAll(() => host.app.close());

  it('answers below the prefix, without a version, in no envelope', async () => {
    const page = await host.ask('/api/admin/cron-jobs?status=failed&status=lost&limit=1', { headers: pass });
    expect(page.status).toBe(200);
    expect(Object.keys(page.body as object)).toEqual(['items', 'page']);
    const one = await host.ask(`/api/admin/cron-jobs/${EXECUTION_ID}`, { headers: pass });
    expect(one.body).toMatchObject({ id: EXECUTION_ID });
    const all = await host.ask('/api/admin/cron-jobs/status', { headers: pass });
    expect(all.body).toMatchObject({ items: [{ jobName: JOB }] });
  });

  it('starts a job, parameters and all', async () => {
    const answer = await host.ask(`/api/admin/cron-jobs/${JOB}/trigger`, {
      method: 'POST',
      token: TOKENS.operator,
      headers: { ...pass, 'Content-Type': 'application/json' },
      body: JSON.stringify({ parameters: { match: 7 } }),
    });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ executionId: EXECUTION_ID, jobName: JOB, status: 'running' });
    expect(answer.headers.get('location')).toBe(`/api/admin/cron-jobs/${EXECUTION_ID}`);
    expect(host.manager.triggers[0].options.parameters).toEqual({ match: 7 });
  });

  it.each([
    ['/api/admin/cron-jobs?page=2', TOKENS.viewer, 400],
    ['/api/admin/cron-jobs', null, 401],
    ['/api/admin/cron-jobs/nothing', TOKENS.viewer, 404],
    ['/api/admin/cron-jobs/nothing/here', TOKENS.viewer, 404],
  ])('answers %s of %p with a problem of status %i', async (path, token, status) => {
    expect((await host.ask(path, { token, headers: pass })).problem.status).toBe(status);
  });

  it("leaves the host's own guards in force, and answers their refusal as a problem that says whose it is", async () => {
    const { problem } = await host.ask('/api/admin/cron-jobs');
    expect(problem).toMatchObject({ type: 'urn:nestjs-tracked-cron:problem:refused-by-host', status: 403 });
  });

  it("passes the host's guards where the host marked our routes as its own guard wants it, and ours still stands", async () => {
    const marked = await hostAdmin({ access: access(), decorators: [Public()] }, { metadata, configure });
    expect((await marked.ask('/api/admin/cron-jobs')).status).toBe(200);
    expect((await marked.ask('/api/admin/cron-jobs', { token: null })).problem.status).toBe(401);
    await marked.app.close();
  });
});
