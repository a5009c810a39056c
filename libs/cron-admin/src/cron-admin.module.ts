import { Module, type DynamicModule, type NestModule, type Provider } from '@nestjs/common';
import { HttpAdapterHost, ModuleRef } from '@nestjs/core';
import { SystemClock } from 'nestjs-tracked-cron';
import { CronMonitorModule } from 'nestjs-tracked-cron/monitor';
import { IncidentSight } from './alerts/incident-sight.js';
import { RateLimits } from './access/rate-limits.js';
import { Sight } from './access/sight.js';
import { RequestTarget } from './access/request-target.js';
import { resolveAccess } from './access/resolve-access.js';
import { checkOrigins } from './access/same-origin.js';
import { HttpReply } from './api/http-reply.js';
import { catchTheRest } from './api/unknown-route.controller.js';
import { CONTROLLERS, controllersAt } from './controllers-at.js';
import { Answers } from './cache/answers.js';
import {
  mountPath,
  type CronAdminModuleAsyncOptions,
  type CronAdminModuleOptions,
  type CronAdminMount,
  type CronAdminOptions,
} from './cron-admin.options.js';
import { ACCESS, OPTIONS, ORIGINS } from './cron-admin.tokens.js';
import { checkDashboard } from './dashboard/dashboard.options.js';
import { servePageOn } from './dashboard/dashboard.controller.js';
import { MOUNTED_PAGE, mountedPage } from './dashboard/mounted-page.js';
import { Page } from './dashboard/page.js';
import { PrintedLink } from './dashboard/printed-link.js';
import { showInHostDocument } from './openapi/host-document.js';
import { OpenApiDocument } from './openapi/open-api-document.js';
import { CronAdminGateway } from './live/cron-admin.gateway.js';
import { gatewayAt } from './live/gateway-at.js';

/**
 * Shows and steers the jobs of `TrackedCronModule`, which the host imports too: REST under `admin/cron-jobs`, and live. It brings
 * `CronMonitorModule` along, without channels; where the host imports that too, there is one.
 */
@Module({})
export class CronAdminModule implements NestModule {
  constructor(private readonly host: HttpAdapterHost) {}

  /** @internal Called by Nest when the adapter is known and no route is registered yet. */
  configure(): void {
    const adapter = this.host.httpAdapter.getType();
    catchTheRest(adapter);
    servePageOn(adapter);
  }

  /** @throws TrackedCronError `INVALID_OPTION`; at boot also `ACCESS_REQUIRED`, in production without `access` */
  static forRoot(options: CronAdminModuleOptions = {}): DynamicModule {
    return mounted(options, { provide: OPTIONS, useValue: options });
  }

  /** As `forRoot`, with the access object from a provider. */
  static forRootAsync(options: CronAdminModuleAsyncOptions): DynamicModule {
    const { inject = [], useFactory, imports = [] } = options;
    const admin = mounted(options, { provide: OPTIONS, inject, useFactory });
    return { ...admin, imports: [...admin.imports, ...imports] };
  }
}

function mounted(
  { path, decorators = [], inHostDocument = false, live = true, dashboard }: CronAdminMount,
  options: Provider,
): DynamicModule & Required<Pick<DynamicModule, 'imports'>> {
  const mount = mountPath(path);
  const page = mountedPage(mount, checkDashboard(dashboard));
  return {
    module: CronAdminModule,
    // there is one of it, which has the options that the host gives it, if any
    imports: [CronMonitorModule],
    controllers: controllersAt(mount, decorators, { shown: inHostDocument, page: page !== null }),
    providers: [
      options,
      {
        provide: ACCESS,
        inject: [OPTIONS, ModuleRef],
        useFactory: async ({ access }: CronAdminOptions, moduleRef: ModuleRef) => {
          const resolved = resolveAccess(access);
          await resolved.attach?.(moduleRef);
          return resolved;
        },
      },
      {
        provide: ORIGINS,
        inject: [OPTIONS],
        useFactory: ({ origins }: CronAdminOptions) => checkOrigins(origins),
      },
      {
        provide: RateLimits,
        inject: [OPTIONS],
        useFactory: ({ rateLimit }: CronAdminOptions) => new RateLimits(rateLimit, new SystemClock()),
      },
      RequestTarget,
      Sight,
      IncidentSight,
      HttpReply,
      { provide: OpenApiDocument, useFactory: () => new OpenApiDocument(CONTROLLERS) },
      ...(inHostDocument ? [showInHostDocument(CONTROLLERS)] : []),
      Answers,
      { provide: MOUNTED_PAGE, useValue: page },
      ...(page === null ? [] : [Page, PrintedLink]),
      ...(live ? gatewayAt(mount) : []),
    ],
    exports: live ? [CronAdminGateway] : [],
  };
}
