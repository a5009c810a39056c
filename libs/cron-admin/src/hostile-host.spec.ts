import {
  Catch,
  Controller,
  Get,
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
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { map, type Observable } from 'rxjs';
import { asEsModule } from '../../../test/support/as-es-module.js';
import { access, ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from './testing/hosted-admin.js';
import { makePageFolder, SCRIPT, SCRIPT_PATH } from './testing/page-folder.js';
import { rawRequest } from './testing/raw-request.js';
import { MOUNTED_PAGE } from './dashboard/mounted-page.js';
import { EXECUTION_ID, JOB } from './testing/memory-manager.js';

const { SkipThrottle, ThrottlerGuard, ThrottlerModule } =
  await asEsModule<typeof import('@nestjs/throttler')>('@nestjs/throttler');

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
    host.switchToHttp().getResponse().status(status).send({ ok: false });
  }
}

@Controller('scores')
class ScoresController {
  @Get()
  scores() {
    return [];
  }
}

const metadata = {
  imports: [ThrottlerModule.forRoot([{ ttl: 60_000, limit: 60 }])],
  controllers: [ScoresController],
  providers: [
    { provide: APP_GUARD, useClass: ThrottlerGuard },
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
  app.use(helmet());
  app.setGlobalPrefix('api');
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
}

/** What the host's own document lists, as it makes it before it listens. */
function documented(paths: string[][]): (app: INestApplication) => void {
  return (app) => {
    configure(app);
    paths.push(Object.keys(SwaggerModule.createDocument(app, new DocumentBuilder().build()).paths));
  };
}

describe.each(ADAPTERS)('in a host that was not made for us, on %s', (adapter) => {
  let host: HostedAdmin;
  let page: Awaited<ReturnType<typeof makePageFolder>>;
  const paths: string[][] = [];
  const pass = { 'X-Pass': 'yes' };
  beforeAll(async () => {
    page = await makePageFolder();
    const mounted = { mount: 'admin/cron-jobs', folder: page.folder, frameAncestors: [] };
    const replace = [{ provide: MOUNTED_PAGE, useValue: mounted }];
    host = await hostAdmin(
      { access: access() },
      { metadata, configure: documented(paths), adapter, replace },
    );
  });
  afterAll(async () => {
    await host.app.close();
    await page.remove();
  });

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
    expect(answer.headers.get('location')).toBe(`../${EXECUTION_ID}`);
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

  it('serves the page unchanged, with its own policy in place of what helmet says', async () => {
    const origin = await host.app.getUrl();
    const at = '/api/admin/cron-jobs/dashboard/';
    const index = await rawRequest(origin, `${at}jobs/standings`, { headers: pass });
    expect(index.bytes.toString()).toMatch(/^<!doctype html>[^]*<base href="\.\.\/">/);
    expect(index.bytes.toString()).toContain('&quot;mount&quot;:&quot;/api/admin/cron-jobs&quot;');
    expect(index.bytes.toString()).toContain('&quot;namespace&quot;:&quot;/admin/cron-jobs&quot;');
    const asset = await rawRequest(origin, at + SCRIPT_PATH, { headers: pass });
    expect(asset.bytes.toString()).toBe(SCRIPT);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const { headers } of [index, asset]) {
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'self'; base-uri 'self'; [^,]*frame-ancestors 'none'$/,
      );
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('leads a browser from the mount path to the page', async () => {
    const headers = { ...pass, Accept: 'text/html,*/*;q=0.8' };
    for (const path of ['/api/admin/cron-jobs', '/api/admin/cron-jobs/', '/api/admin/cron-jobs/dashboard']) {
      const answer = await rawRequest(await host.app.getUrl(), path, { headers });
      expect([path, answer.status]).toEqual([path, 302]);
      expect(new URL(answer.headers.location!, `http://host${path}`).pathname).toBe(
        '/api/admin/cron-jobs/dashboard/',
      );
    }
  });

  it("leaves the host's own guards in force, and answers their refusal as a problem that says whose it is", async () => {
    const { problem } = await host.ask('/api/admin/cron-jobs');
    expect(problem).toMatchObject({ type: 'urn:nestjs-tracked-cron:problem:refused-by-host', status: 403 });
  });

  it("passes the host's guards where the host marked our routes as its own guard wants it, and ours still stands", async () => {
    const marked = await hostAdmin(
      { access: access(), decorators: [Public(), SkipThrottle()] },
      { metadata, configure, adapter },
    );
    expect((await marked.ask('/api/admin/cron-jobs')).status).toBe(200);
    expect((await marked.ask('/api/admin/cron-jobs', { token: null })).problem.status).toBe(401);
    const busy = await Promise.all(Array.from({ length: 70 }, () => marked.ask('/api/admin/cron-jobs')));
    expect(new Set(busy.map(({ status }) => status))).toEqual(new Set([200]));
    await marked.app.close();
  });

  it("is slowed down by the host's throttler, which says so as a problem", async () => {
    const busy = await Promise.all(
      Array.from({ length: 70 }, () => host.ask('/api/admin/cron-jobs/status', { headers: pass })),
    );
    const refused = busy.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0].problem).toMatchObject({
      type: 'urn:nestjs-tracked-cron:problem:refused-by-host',
      status: 429,
    });
    expect(Number(refused[0].headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it("keeps what helmet says, and stays out of the host's own document", async () => {
    const { headers } = await host.ask('/api/admin/cron-jobs/openapi.json', { headers: pass });
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(paths).toEqual([['/api/v1/scores']]);
  });

  it("is in the host's own document where the host asked for it, next to a document of its own", async () => {
    const shown: string[][] = [];
    const other = await hostAdmin(
      { access: access(), inHostDocument: true },
      { metadata, configure: documented(shown), adapter },
    );
    expect(shown[0]).toEqual(
      expect.arrayContaining(['/api/v1/scores', '/api/admin/cron-jobs/{id}', '/api/admin/cron-jobs/status']),
    );
    expect(shown[0].filter((path) => path.includes('dashboard'))).toEqual([]);
    const { body } = await other.ask('/api/admin/cron-jobs/openapi.json', { headers: pass });
    const { paths } = body as { paths: Record<string, object> };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/', '/{id}', '/status']));
    expect(Object.keys(paths).filter((path) => path.includes('api'))).toEqual(['/openapi.json']);
    await other.app.close();
  });
});
